import { BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { BalanceImport } from '../../loyalty/balances/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { useFormats } from '../format.ts';
import { ImportBadge } from './import-badge.tsx';

/** What was brought before, and what was only looked at. */
export function ImportsCard({ imports, programme }: { imports: BalanceImport[]; programme: ProgrammeDocument }) {
  const { t } = useTranslation();
  const { dateTime } = useFormats();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('balances.imports')}
        </Text>
        {imports.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('balances.importsEmpty')}
          </Text>
        ) : (
          <ul className="plain-list">
            {imports.map(({ id, name, state, checkedAt, good, points }) => (
              <li key={id} className="plain-list-item">
                <InlineStack align="space-between" blockAlign="center" gap="200">
                  <div className="breakable">
                    <BlockStack gap="050">
                      <Link url={`/customers/import/${id}`} removeUnderline>
                        {name}
                      </Link>
                      <Text as="span" variant="bodySm" tone="subdued">
                        {[
                          t('balances.rowCount', { count: good }),
                          t('common.points', { count: points }),
                          dateTime(checkedAt, programme.timeZone),
                        ].join(' · ')}
                      </Text>
                    </BlockStack>
                  </div>
                  <ImportBadge state={state} />
                </InlineStack>
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}
