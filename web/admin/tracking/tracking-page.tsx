/** The editor of the tracking page: what stands on it and in which order, the words, who helps, and what is offered. */
import { FormLayout } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { FlagInput, NumberInput, TextInput, TextsInput } from '../form/inputs.tsx';
import { SectionCard } from '../form/section-card.tsx';
import { tracking } from './form.ts';
import { OffersCard } from './offers-card.tsx';
import { PreviewCard } from './preview-card.tsx';
import { SectionsCard } from './sections-card.tsx';

export function TrackingPage() {
  const { t } = useTranslation();
  return (
    <tracking.DocumentPage
      title={t('tracking.title')}
      backAction={{ content: t('shipments.title'), url: '/shipments' }}
      secondaryActions={[{ content: t('tracking.toResults'), url: '/tracking/results' }]}
      aside={<PreviewCard />}
    >
      <SectionCard title={t('tracking.page')} help={t('tracking.pageHow')}>
        <FlagInput path="on" label={t('tracking.on')} helpText={t('tracking.onHow')} />
      </SectionCard>
      <SectionsCard />
      <SectionCard title={t('tracking.texts')} help={t('tracking.textsHow')}>
        <TextsInput path="texts.title" label={t('tracking.textTitle')} maxLength={80} />
        <TextsInput path="texts.intro" label={t('tracking.textIntro')} maxLength={400} multiline={2} />
        <TextsInput path="texts.offersTitle" label={t('tracking.textOffers')} maxLength={80} />
        <TextsInput path="texts.help" label={t('tracking.textHelp')} maxLength={1000} multiline={3} />
      </SectionCard>
      <SectionCard title={t('tracking.contact')} help={t('tracking.contactHow')}>
        <FormLayout>
          <FormLayout.Group condensed>
            <TextInput path="contact.email" type="email" label={t('tracking.email')} />
            <TextInput path="contact.phone" label={t('tracking.phone')} maxLength={40} />
          </FormLayout.Group>
          <TextInput path="contact.url" type="url" label={t('tracking.url')} helpText={t('tracking.urlHow')} />
        </FormLayout>
      </SectionCard>
      <OffersCard />
      <SectionCard title={t('tracking.counting')} help={t('tracking.countingHow')}>
        <NumberInput path="attributionDays" label={t('tracking.window')} suffix={t('programme.days')} />
      </SectionCard>
    </tracking.DocumentPage>
  );
}
