import { Banner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Attention } from '../../loyalty/points/api-types.ts';
import { reloadPage } from '../shell/reload.ts';

/** What needs the merchant, the gravest first; one banner at most. `referrals`: how many wait for a decision. */
export function AttentionBanner({ attention, referrals }: { attention: Attention[]; referrals: number }) {
  const { t } = useTranslation();
  const [first] = attention;
  if (!first && referrals > 0) {
    return (
      <Banner
        tone="info"
        title={t('home.referralsTitle', { count: referrals })}
        action={{ content: t('home.referralsAction'), url: '/referrals' }}
      >
        <p>{t('home.referralsText')}</p>
      </Banner>
    );
  }
  if (!first) return null;
  if (first.kind === 'reopen') {
    return (
      <Banner
        tone="warning"
        title={t('home.reopenTitle')}
        action={{ content: t('common.reload'), onAction: reloadPage }}
      >
        <p>{t('home.reopenText')}</p>
      </Banner>
    );
  }
  if (first.kind === 'data-requests') {
    return (
      <Banner
        tone="warning"
        title={t('home.requestsTitle', { count: first.count })}
        action={{ content: t('home.requestsAction'), url: '/privacy' }}
      >
        <p>{t('home.requestsText')}</p>
      </Banner>
    );
  }
  return (
    <Banner
      tone="warning"
      title={t('home.failedTitle', { count: first.count })}
      action={{ content: t('home.failedAction'), url: '/unfinished' }}
    >
      <p>{t('home.failedText')}</p>
    </Banner>
  );
}
