/** When parcels come, when they are late, and what is done about it. */
import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { FlagInput, NumberInput, TextInput } from '../form/inputs.tsx';
import { SectionCard } from '../form/section-card.tsx';
import { ApologyCard } from './apology-card.tsx';
import { delivery } from './form.ts';
import { MessagesCard } from './messages-card.tsx';
import { TransitCard } from './transit-card.tsx';
import { WordsCard } from './words-card.tsx';
import { WorkingDaysCard } from './working-days-card.tsx';

export function DeliveryPage() {
  const { t } = useTranslation();
  const days = t('delivery.workingDaysUnit');
  return (
    <delivery.DocumentPage
      title={t('delivery.title')}
      backAction={{ content: t('shipments.title'), url: '/shipments' }}
      aside={<WordsCard />}
    >
      <SectionCard title={t('delivery.estimate')}>
        <FlagInput path="showEstimate" label={t('delivery.showEstimate')} helpText={t('delivery.showEstimateHow')} />
      </SectionCard>
      <WorkingDaysCard />
      <SectionCard title={t('delivery.processing')} help={t('delivery.processingHow')}>
        <FormLayout>
          <TextInput
            path="processing.cutOff"
            type="time"
            label={t('delivery.cutOff')}
            helpText={t('delivery.cutOffHow')}
          />
          <FormLayout.Group condensed>
            <NumberInput path="processing.min" label={t('delivery.least')} suffix={days} />
            <NumberInput path="processing.max" label={t('delivery.most')} suffix={days} />
          </FormLayout.Group>
        </FormLayout>
      </SectionCard>
      <TransitCard />
      <SectionCard title={t('delivery.stalls')} help={t('delivery.stallsHow')}>
        <FormLayout>
          <FormLayout.Group condensed>
            <NumberInput path="stalls.unshippedHours" label={t('delivery.unshipped')} suffix={t('delivery.hours')} />
            <NumberInput path="stalls.label" label={t('delivery.label')} suffix={days} />
          </FormLayout.Group>
          <FormLayout.Group condensed>
            <NumberInput path="stalls.domestic" label={t('delivery.stallDomestic')} suffix={days} />
            <NumberInput path="stalls.international" label={t('delivery.stallInternational')} suffix={days} />
          </FormLayout.Group>
        </FormLayout>
      </SectionCard>
      <ApologyCard />
      <MessagesCard />
    </delivery.DocumentPage>
  );
}
