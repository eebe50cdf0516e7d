/** Extra points that orders bring: the first one, every tenth one, so much spent. */
import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../format.ts';
import type { Draft } from '../form/draft.ts';
import { EditableList } from '../../form/editable-list.tsx';
import { useFields } from '../form/fields.ts';
import { ChoiceInput, FlagInput, NumberInput, Optional } from '../../form/inputs.tsx';
import { newId } from '../../form/new-id.ts';
import { SectionCard } from '../../form/section-card.tsx';

type Bonuses = Draft['earn']['bonuses'];
const onRefund = ['full', 'share', 'any', 'never'] as const;

function useBonuses() {
  const { draft, change } = useFields();
  const { bonuses } = draft.earn;
  return {
    bonuses,
    put: (part: Partial<Bonuses>) => change({ earn: { ...draft.earn, bonuses: { ...bonuses, ...part } } }),
  };
}

export function FirstOrderCard() {
  const { t } = useTranslation();
  const { bonuses, put } = useBonuses();
  return (
    <SectionCard title={t('ways.bonuses')} help={t('ways.bonusesHow')}>
      <Optional
        label={t('ways.firstOrder')}
        helpText={t('ways.firstOrderHow')}
        on={bonuses.firstOrder !== null}
        onChange={(on) => put({ firstOrder: on ? { points: '100' } : null })}
      >
        <NumberInput path="earn.bonuses.firstOrder.points" label={t('ways.points')} />
      </Optional>
      <ChoiceInput
        path="earn.bonuses.onRefund"
        label={t('ways.onRefund')}
        choices={onRefund.map((value) => ({ value, label: t(`ways.onRefundChoice.${value}`) }))}
      />
    </SectionCard>
  );
}

export function OrderGoalsList() {
  const { t } = useTranslation();
  const { bonuses, put } = useBonuses();
  return (
    <EditableList
      title={t('ways.orderGoals')}
      help={t('ways.goalsHow')}
      empty={t('ways.orderGoalsEmpty')}
      addLabel={t('ways.addGoal')}
      templates={[
        {
          label: t('ways.addGoal'),
          help: '',
          make: () => ({ id: newId('orders'), orders: '10', points: '500', repeat: true }),
        },
      ]}
      path="earn.bonuses.orderGoals"
      items={bonuses.orderGoals}
      most={20}
      onChange={(orderGoals) => put({ orderGoals })}
      summary={({ orders, points, repeat }) => ({
        title: repeat ? t('ways.everyOrders', { orders }) : t('ways.afterOrders', { orders }),
        detail: t('ways.givesPoints', { points }),
      })}
    >
      {(_goal, index) => (
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberInput path={`earn.bonuses.orderGoals.${index}.orders`} label={t('ways.orders')} />
            <NumberInput path={`earn.bonuses.orderGoals.${index}.points`} label={t('ways.points')} />
          </FormLayout.Group>
          <FlagInput
            path={`earn.bonuses.orderGoals.${index}.repeat`}
            label={t('ways.repeat')}
            helpText={t('ways.repeatHow')}
          />
        </FormLayout>
      )}
    </EditableList>
  );
}

export function SpendGoalsList() {
  const { t } = useTranslation();
  const { money } = useFormats();
  const { saved, settings } = useFields();
  const { bonuses, put } = useBonuses();
  return (
    <EditableList
      title={t('ways.spendGoals')}
      help={t('ways.goalsHow')}
      empty={t('ways.spendGoalsEmpty')}
      addLabel={t('ways.addGoal')}
      templates={[
        {
          label: t('ways.addGoal'),
          help: '',
          make: () => ({ id: newId('spend'), amount: '', points: '500', repeat: true }),
        },
      ]}
      path="earn.bonuses.spendGoals"
      items={bonuses.spendGoals}
      most={20}
      onChange={(spendGoals) => put({ spendGoals })}
      summary={({ id, points, repeat }) => {
        const known = settings.earn.bonuses.spendGoals.find((goal) => goal.id === id);
        const amount = known ? money(known.amount, saved.currency) : '…';
        return {
          title: repeat ? t('ways.everySpend', { amount }) : t('ways.afterSpend', { amount }),
          detail: t('ways.givesPoints', { points }),
        };
      }}
    >
      {(_goal, index) => (
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberInput path={`earn.bonuses.spendGoals.${index}.amount`} label={t('ways.spent')} />
            <NumberInput path={`earn.bonuses.spendGoals.${index}.points`} label={t('ways.points')} />
          </FormLayout.Group>
          <FlagInput
            path={`earn.bonuses.spendGoals.${index}.repeat`}
            label={t('ways.repeat')}
            helpText={t('ways.repeatHow')}
          />
        </FormLayout>
      )}
    </EditableList>
  );
}
