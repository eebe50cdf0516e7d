import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ChoiceInput, NumberInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';

/** What an order earns. */
export function RateCard() {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('earn.rate')} help={t('earn.rateHow')}>
      <FormLayout>
        <FormLayout.Group condensed>
          <NumberInput path="earn.points" label={t('earn.points')} />
          <NumberInput path="earn.per" label={t('earn.per')} />
        </FormLayout.Group>
        <ChoiceInput
          path="earn.basis"
          label={t('earn.basis')}
          choices={[
            { value: 'net', label: t('earn.basisNet'), helpText: t('earn.basisNetHow') },
            { value: 'gross', label: t('earn.basisGross'), helpText: t('earn.basisGrossHow') },
          ]}
        />
        <NumberInput
          path="earn.minimum"
          label={t('earn.minimum')}
          helpText={t('earn.minimumHow')}
          placeholder={t('programme.none')}
        />
      </FormLayout>
    </SectionCard>
  );
}
