import { Banner, BlockStack, Link, List } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { reloadPage } from '../shell/reload.ts';
import type { Attended } from './use-attention.ts';

/** Where each is looked after; to reopen the app means to load the page anew. */
const places: Record<Exclude<Attended['kind'], 'reopen'>, string> = {
  failed: '/unfinished',
  'data-requests': '/privacy',
  'refused-rewards': '/rewards?state=refused',
  unhappy: '/satisfaction',
  stuck: '/shipments?state=stuck',
  late: '/shipments?state=late',
  unshipped: '/shipments?state=unshipped',
  referrals: '/referrals',
};

/** What needs the merchant: the gravest in full, the others in a line each; one banner at most. */
export function AttentionBanner({ attention: [first, ...others] }: { attention: readonly Attended[] }) {
  const { t } = useTranslation();
  if (!first) return null;
  const { kind, count } = first;
  return (
    <Banner
      tone={kind === 'referrals' ? 'info' : 'warning'}
      title={t(`home.${kind}Title`, { count })}
      action={
        kind === 'reopen'
          ? { content: t('common.reload'), onAction: reloadPage }
          : { content: t(`home.${kind}Action`), url: places[kind] }
      }
    >
      <BlockStack gap="200">
        <p>{t(`home.${kind}Text`)}</p>
        {others.length > 0 ? (
          <List>
            {others.map((other) => (
              <List.Item key={other.kind}>
                {other.kind === 'reopen' ? (
                  t('home.reopenTitle', { count: other.count })
                ) : (
                  <Link url={places[other.kind]}>{t(`home.${other.kind}Title`, { count: other.count })}</Link>
                )}
              </List.Item>
            ))}
          </List>
        ) : null}
      </BlockStack>
    </Banner>
  );
}
