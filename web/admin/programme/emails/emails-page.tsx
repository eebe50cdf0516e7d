import { Banner, FormLayout, Link, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { emailKinds } from '../../../loyalty/programme/settings.ts';
import { emailsQuery } from '../../api/queries.ts';
import { FlagInput, TextInput } from '../../form/inputs.tsx';
import { SectionCard } from '../../form/section-card.tsx';
import { SettingsPage } from '../settings-page.tsx';
import { PreviewCard } from './preview-card.tsx';
import { SentCard } from './sent-card.tsx';

/** What customers are told by email. */
export function EmailsPage() {
  const { t } = useTranslation();
  const emails = useQuery(emailsQuery);
  return (
    <SettingsPage section="emails" aside={<PreviewCard />}>
      {emails.data?.sentFrom === null ? (
        <Banner tone="warning" title={t('emails.notSetUp')}>
          <p>{t('emails.notSetUpHow')}</p>
        </Banner>
      ) : null}
      <SectionCard title={t('emails.kinds')} help={t('emails.kindsHow')}>
        {emailKinds.map((kind) => (
          <FlagInput
            key={kind}
            path={`emails.kinds.${kind}`}
            label={t(`emails.kind.${kind}`)}
            helpText={t(`emails.kindHow.${kind}`)}
          />
        ))}
        <Text as="p" tone="subdued">
          {t('emails.parcels')} <Link url="/delivery">{t('delivery.title')}</Link>
        </Text>
      </SectionCard>
      <SectionCard title={t('emails.sender')}>
        <FormLayout>
          <FormLayout.Group condensed>
            <TextInput
              path="emails.senderName"
              label={t('emails.senderName')}
              placeholder={t('emails.storeName')}
              maxLength={60}
            />
            <TextInput
              path="emails.replyTo"
              type="email"
              label={t('emails.replyTo')}
              helpText={t('emails.replyToHow')}
            />
          </FormLayout.Group>
        </FormLayout>
      </SectionCard>
      <SentCard />
    </SettingsPage>
  );
}
