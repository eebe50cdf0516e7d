import { BlockStack, Card, FormLayout, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Fields } from './fields.ts';

/** What shoppers read instead of "points". */
export function NamesCard({ fields: { draft, change, error } }: { fields: Fields }) {
  const { t } = useTranslation();
  const problem = (text: string | undefined) => (text ? { error: text } : {});
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('programme.names')}
          </Text>
          <Text as="p" tone="subdued">
            {t('programme.namesHow')}
          </Text>
        </BlockStack>
        <FormLayout>
          <FormLayout.Group condensed>
            <TextField
              label={t('programme.nameEnOne')}
              value={draft.nameEnOne}
              onChange={(nameEnOne) => change({ nameEnOne })}
              maxLength={30}
              autoComplete="off"
              {...problem(error('name.en.one'))}
            />
            <TextField
              label={t('programme.nameEnOther')}
              value={draft.nameEnOther}
              onChange={(nameEnOther) => change({ nameEnOther })}
              maxLength={30}
              autoComplete="off"
              {...problem(error('name.en.other'))}
            />
          </FormLayout.Group>
          <TextField
            label={t('programme.nameVi')}
            value={draft.nameVi}
            onChange={(nameVi) => change({ nameVi })}
            maxLength={30}
            autoComplete="off"
            {...problem(error('name.vi.other'))}
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
