import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { BalanceImport } from '../../loyalty/balances/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { useFormats } from '../format.ts';
import { worthOf } from '../programme/points-of.ts';
import { Figures } from '../shell/figures-card.tsx';
import { WorkProgress } from '../shell/work-progress.tsx';

/** What the file would do, or has done, in numbers. */
export function OutcomeCard({ found, programme }: { found: BalanceImport; programme: ProgrammeDocument }) {
  const { t } = useTranslation();
  const { number, money, dateTime } = useFormats();
  const { state, rows, good, points, customers, given, finishedAt } = found;
  const worth = money(worthOf(points, programme, programme.currency), programme.currency);
  return (
    <Card>
      <BlockStack gap="400">
        {state === 'importing' || state === 'undoing' ? (
          <WorkProgress
            text={t(`balances.working.${state}`, {
              done: number(state === 'importing' ? given : good - given),
              all: number(good),
            })}
            share={good > 0 ? (state === 'importing' ? given : good - given) / good : null}
          />
        ) : (
          <Text as="p">
            {state === 'checked'
              ? good > 0
                ? t('balances.wouldDo')
                : t('balances.wouldDoNothing')
              : t(`balances.finished.${state}`, { when: dateTime(finishedAt ?? found.checkedAt, programme.timeZone) })}
          </Text>
        )}
        <Figures
          heading="h3"
          figures={[
            { label: t('balances.customers'), how: t('balances.customersHow'), value: number(customers) },
            { label: t('balances.points'), how: t('balances.pointsHow'), value: number(points), detail: worth },
            {
              label: t('balances.rows'),
              how: t('balances.rowsHow'),
              value: number(good),
              detail: t('balances.ofRows', { count: rows }),
            },
          ]}
        />
      </BlockStack>
    </Card>
  );
}
