import { BlockStack, Button, Card, ChoiceList, InlineError, InlineStack, Tag, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { orderSources } from '../../loyalty/programme/settings.ts';
import type { Fields } from './fields.ts';
import { timeZoneName } from '../shop-day.ts';
import { TagsField } from './tags-field.tsx';
import { usePickProducts } from './use-pick-products.ts';

interface Props {
  fields: Fields;
  timeZone: string;
}

/** Which orders, products and customers earn. */
export function ExclusionsCard({ fields, timeZone }: Props) {
  const { t, i18n } = useTranslation();
  const { draft, change, error } = fields;
  const pick = usePickProducts();
  const productsError = error('exclude.products');
  return (
    <Card>
      <BlockStack gap="500">
        <Text as="h2" variant="headingSm">
          {t('programme.which')}
        </Text>
        <TextField
          type="date"
          label={t('programme.startsAt')}
          value={draft.startDay}
          onChange={(startDay) => change({ startDay })}
          helpText={t('programme.startsAtHow', { timeZone: timeZoneName(timeZone, i18n.language) })}
          autoComplete="off"
          {...errorProps(error('startsAt'))}
        />
        <ChoiceList
          allowMultiple
          title={t('programme.sources')}
          choices={orderSources.map((value) => ({ value, label: t(`programme.source.${value}`) }))}
          selected={orderSources.filter((source) => draft.sources[source])}
          onChange={(chosen) =>
            change({
              sources: {
                online: chosen.includes('online'),
                pos: chosen.includes('pos'),
                draft: chosen.includes('draft'),
                b2b: chosen.includes('b2b'),
                subscription: chosen.includes('subscription'),
                other: chosen.includes('other'),
              },
            })
          }
        />
        <BlockStack gap="200">
          <Text as="h3" variant="bodyMd">
            {t('programme.products')}
          </Text>
          {draft.products.length > 0 ? (
            <InlineStack gap="200">
              {draft.products.map((product) => (
                <Tag
                  key={product.id}
                  onRemove={() => change({ products: draft.products.filter(({ id }) => id !== product.id) })}
                >
                  {product.title || t('programme.productNumber', { id: product.id })}
                </Tag>
              ))}
            </InlineStack>
          ) : null}
          <InlineStack>
            <Button
              onClick={() =>
                void pick(draft.products).then((products) => (products ? change({ products }) : undefined))
              }
            >
              {t('programme.chooseProducts')}
            </Button>
          </InlineStack>
          {productsError ? <InlineError message={productsError} fieldID="excluded-products" /> : null}
          <Text as="p" variant="bodySm" tone="subdued">
            {t('programme.productsHow')}
          </Text>
        </BlockStack>
        <TagsField
          label={t('programme.tags')}
          helpText={t('programme.tagsHow')}
          tags={draft.customerTags}
          onChange={(customerTags) => change({ customerTags })}
          error={error('exclude.customerTags')}
        />
      </BlockStack>
    </Card>
  );
}

const errorProps = (error: string | undefined) => (error ? { error } : {});
