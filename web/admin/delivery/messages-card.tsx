import { Banner, Link, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { parcelMessages, sentByShopify } from '../../retention/shipments/settings.ts';
import { emailsQuery } from '../api/queries.ts';
import { FlagInput } from '../form/inputs.tsx';
import { SectionCard } from '../form/section-card.tsx';

/** Which emails Regulars sends. Those that Shopify sends anyway say so, that nobody gets the same twice. */
export function MessagesCard() {
  const { t } = useTranslation();
  const emails = useQuery(emailsQuery);
  return (
    <SectionCard title={t('delivery.messages')} help={t('delivery.messagesHow')}>
      {emails.data?.sentFrom === null ? (
        <Banner tone="warning" title={t('emails.notSetUp')}>
          <p>{t('emails.notSetUpHow')}</p>
        </Banner>
      ) : null}
      {parcelMessages.map((kind) => (
        <FlagInput
          key={kind}
          path={`messages.${kind}`}
          label={t(`delivery.message.${kind}`)}
          helpText={[
            t(`delivery.messageHow.${kind}`),
            ...(sentByShopify.includes(kind) ? [t('delivery.byShopify')] : []),
          ].join(' ')}
        />
      ))}
      <Text as="p" tone="subdued">
        <Link url="/programme/emails">{t('delivery.toEmails')}</Link>
      </Text>
    </SectionCard>
  );
}
