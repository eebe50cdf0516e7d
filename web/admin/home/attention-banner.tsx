import { Banner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { reloadPage } from '../shell/reload.ts';
import type { Attended } from './use-attention.ts';

/** What needs the merchant, the gravest first; one banner at most. */
export function AttentionBanner({ attention: [first] }: { attention: readonly Attended[] }) {
  const { t } = useTranslation();
  if (!first) return null;
  const { count } = first;
  switch (first.kind) {
    case 'reopen':
      return (
        <Banner
          tone="warning"
          title={t('home.reopenTitle')}
          action={{ content: t('common.reload'), onAction: reloadPage }}
        >
          <p>{t('home.reopenText')}</p>
        </Banner>
      );
    case 'failed':
      return (
        <Banner
          tone="warning"
          title={t('home.failedTitle', { count })}
          action={{ content: t('home.failedAction'), url: '/unfinished' }}
        >
          <p>{t('home.failedText')}</p>
        </Banner>
      );
    case 'data-requests':
      return (
        <Banner
          tone="warning"
          title={t('home.requestsTitle', { count })}
          action={{ content: t('home.requestsAction'), url: '/privacy' }}
        >
          <p>{t('home.requestsText')}</p>
        </Banner>
      );
    case 'refused-rewards':
      return (
        <Banner
          tone="warning"
          title={t('home.refusedTitle', { count })}
          action={{ content: t('home.refusedAction'), url: '/rewards?state=refused' }}
        >
          <p>{t('home.refusedText')}</p>
        </Banner>
      );
    case 'referrals':
      return (
        <Banner
          tone="info"
          title={t('home.referralsTitle', { count })}
          action={{ content: t('home.referralsAction'), url: '/referrals' }}
        >
          <p>{t('home.referralsText')}</p>
        </Banner>
      );
  }
}
