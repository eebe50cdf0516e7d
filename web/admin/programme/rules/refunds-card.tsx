import { useTranslation } from 'react-i18next';
import { ChoiceInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';

/** What happens when a refund takes back points that are spent already. */
export function RefundsCard() {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('rules.refunds')} help={t('rules.refundsHow')}>
      <ChoiceInput
        path="negative"
        label={t('rules.negative')}
        choices={[
          { value: 'allow', label: t('rules.negativeAllow'), helpText: t('rules.negativeAllowHow') },
          { value: 'clamp', label: t('rules.negativeClamp'), helpText: t('rules.negativeClampHow') },
        ]}
      />
    </SectionCard>
  );
}
