import { BlockStack, Button, InlineError, InlineStack, Tag, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFields } from './fields.ts';
import { type Picked, usePick } from './pick.ts';

interface Props {
  type: 'product' | 'collection' | 'variant';
  label: string;
  button: string;
  helpText?: string;
  /** Where the list stands in the settings. */
  path: string;
  items: Picked[];
  onChange(items: Picked[]): void;
}

/** Products, collections or a variant, chosen in Shopify's own picker. */
export function PickedField({ type, label, button, helpText, path, items, onChange }: Props) {
  const { t } = useTranslation();
  const pick = usePick();
  const error = useFields().error(path);
  return (
    <BlockStack gap="200">
      <Text as="p" variant="bodyMd">
        {label}
      </Text>
      {items.length > 0 ? (
        <InlineStack gap="200">
          {items.map(({ id, title }) => (
            <Tag key={id} onRemove={() => onChange(items.filter((item) => item.id !== id))}>
              {title || t('form.productNumber', { id })}
            </Tag>
          ))}
        </InlineStack>
      ) : null}
      <InlineStack>
        <Button onClick={() => void pick(type, items).then((chosen) => (chosen ? onChange(chosen) : undefined))}>
          {button}
        </Button>
      </InlineStack>
      {error ? <InlineError message={error} fieldID={path} /> : null}
      {helpText ? (
        <Text as="p" variant="bodySm" tone="subdued">
          {helpText}
        </Text>
      ) : null}
    </BlockStack>
  );
}
