import { BlockStack, Card, FormLayout, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { windowStarts } from '../../loyalty/programme/settings.ts';
import type { Fields } from './fields.ts';
import { NumberField } from './number-field.tsx';

/** How long points wait before they can be used. */
export function WindowCard({ fields: { draft, change, error } }: { fields: Fields }) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('programme.window')}
          </Text>
          <Text as="p" tone="subdued">
            {t('programme.windowHow')}
          </Text>
        </BlockStack>
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberField
              label={t('programme.windowDays')}
              value={draft.windowDays}
              onChange={(windowDays) => change({ windowDays })}
              currency={null}
              suffix={t('programme.days')}
              error={error('window.days')}
            />
            <Select
              label={t('programme.windowStart')}
              options={windowStarts.map((value) => ({ value, label: t(`programme.windowStarts.${value}`) }))}
              value={draft.windowStartsAt}
              onChange={(chosen) =>
                change({ windowStartsAt: windowStarts.find((start) => start === chosen) ?? draft.windowStartsAt })
              }
            />
          </FormLayout.Group>
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
