import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFields } from '../form/fields.ts';
import { NumberInput, Optional } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';

/** When points lapse. */
export function ExpiryCard() {
  const { t } = useTranslation();
  const { draft, change } = useFields();
  return (
    <SectionCard title={t('rules.expiry')}>
      <Optional
        label={t('rules.expiryOn')}
        helpText={t('rules.expiryHow')}
        on={draft.expiry !== null}
        onChange={(on) => change({ expiry: on ? { months: '12', remindDays: '30' } : null })}
      >
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberInput path="expiry.months" label={t('rules.expiryMonths')} suffix={t('rules.months')} />
            <NumberInput
              path="expiry.remindDays"
              label={t('rules.remindDays')}
              suffix={t('programme.days')}
              helpText={t('rules.remindHow')}
            />
          </FormLayout.Group>
        </FormLayout>
      </Optional>
    </SectionCard>
  );
}
