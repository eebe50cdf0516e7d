import { BlockStack, Card, List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { type BalanceImportDetail, rowProblems } from '../../loyalty/balances/api-types.ts';
import { useFormats } from '../format.ts';
import { StackingTable } from '../shell/stacking-table.tsx';

/** Rows that bring nothing, and why. */
export function ProblemsCard({ found: { refused, problems } }: { found: BalanceImportDetail }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const kinds = rowProblems.filter((kind) => (refused[kind] ?? 0) > 0);
  const all = kinds.reduce((sum, kind) => sum + (refused[kind] ?? 0), 0);
  if (all === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm" id="balance-problems">
          {t('balances.problems', { count: all })}
        </Text>
        <List>
          {kinds.map((kind) => (
            <List.Item key={kind}>
              {t(`balances.problem.${kind}`)}
              {' – '}
              {t('balances.rowCount', { count: refused[kind] ?? 0 })}
            </List.Item>
          ))}
        </List>
        <StackingTable
          labelledBy="balance-problems"
          columns={[t('balances.line'), t('balances.why')]}
          rows={problems.map(({ line, problem }) => [number(line), t(`balances.problem.${problem}`)])}
        />
        {problems.length < all ? (
          <Text as="p" variant="bodySm" tone="subdued">
            {t('balances.onlyFirst', { count: problems.length })}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}
