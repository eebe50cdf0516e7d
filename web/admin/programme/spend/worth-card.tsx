import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { NumberInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';

export function WorthCard() {
  const { t } = useTranslation();
  return (
    <SectionCard title={t('spend.worth')} help={t('spend.worthHow')}>
      <FormLayout>
        <FormLayout.Group condensed>
          <NumberInput path="worth.points" label={t('spend.worthPoints')} />
          <NumberInput path="worth.amount" label={t('spend.worthAmount')} />
        </FormLayout.Group>
      </FormLayout>
    </SectionCard>
  );
}
