import { BlockStack, Card, List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { LiabilityReport, Movements } from '../../loyalty/liability/api-types.ts';
import { useFormats } from '../format.ts';
import { StackingTable } from '../shell/stacking-table.tsx';
import { usePeriodName } from './period-name.ts';

const columns = ['opening', 'earned', 'reversed', 'redeemed', 'reimbursed', 'expired', 'closing'] as const;
const taken: readonly string[] = ['reversed', 'redeemed', 'expired'];

/** Every period with what moved, newest first, and how each column is counted. */
export function MovementsCard({ report }: { report: LiabilityReport }) {
  const { t } = useTranslation();
  const { number, money } = useFormats();
  const periodName = usePeriodName();
  const cells = (moved: Movements) => [
    ...columns.map((column) => {
      const points = number(moved[column]);
      return taken.includes(column) && moved[column] > 0 ? `\u2212${points}` : points;
    }),
    money(moved.worth, report.currency),
  ];
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingSm" id="report-movements">
          {t('report.movements')}
        </Text>
        <StackingTable
          numbers
          labelledBy="report-movements"
          columns={[t('report.period'), ...columns.map((column) => t(`report.column.${column}`)), t('report.worth')]}
          rows={report.rows.toReversed().map((row) => [periodName(row.period), ...cells(row)])}
          foot={[t('report.total'), ...cells(report.total)]}
        />
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {t('report.how')}
          </Text>
          <List>
            {columns.map((column) => (
              <List.Item key={column}>
                <Text as="span" fontWeight="medium">
                  {t(`report.column.${column}`)}
                </Text>
                {`: ${t(`report.columnHow.${column}`)}`}
              </List.Item>
            ))}
            <List.Item>
              <Text as="span" fontWeight="medium">
                {t('report.worth')}
              </Text>
              {`: ${t('report.worthHow', {
                points: t('common.points', { count: report.worth.points }),
                amount: money(report.worth.amount, report.currency),
              })}`}
            </List.Item>
          </List>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
