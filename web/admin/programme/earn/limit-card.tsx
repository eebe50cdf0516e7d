import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFields } from '../form/fields.ts';
import { NumberInput, Optional, SelectInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';

const periods = ['day', 'week', 'month', 'year'] as const;

/** The most that orders bring one customer. */
export function LimitCard() {
  const { t } = useTranslation();
  const { draft, change } = useFields();
  return (
    <SectionCard title={t('earn.limit')}>
      <Optional
        label={t('earn.limitOn')}
        helpText={t('earn.limitHow')}
        on={draft.earn.limit !== null}
        onChange={(on) => change({ earn: { ...draft.earn, limit: on ? { points: '1000', period: 'day' } : null } })}
      >
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberInput path="earn.limit.points" label={t('earn.limitPoints')} />
            <SelectInput
              path="earn.limit.period"
              label={t('earn.limitPeriod')}
              choices={periods.map((value) => ({ value, label: t(`programme.per.${value}`) }))}
            />
          </FormLayout.Group>
        </FormLayout>
      </Optional>
    </SectionCard>
  );
}
