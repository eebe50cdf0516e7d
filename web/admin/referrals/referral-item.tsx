import { Badge, BlockStack, InlineStack, Link, List, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReferralRow } from '../../loyalty/referrals/api-types.ts';
import { useFormats } from '../format.ts';
import { namedIn } from '../shell/named-in.ts';

const tones = {
  claimed: undefined,
  checking: 'info',
  pending: 'info',
  review: 'attention',
  rewarded: 'success',
  returned: undefined,
  rejected: undefined,
  ineligible: undefined,
} as const;

interface Props {
  referral: ReferralRow;
  timeZone: string;
  /** What can be done about it. */
  children: ReactNode;
}

/** Who brought whom, what came of it, and what looks odd about it. */
export function ReferralItem({ referral, timeZone, children }: Props) {
  const { t, i18n } = useTranslation();
  const { date } = useFormats();
  const { state, reason, advocate, friend, order, signals, points, claimedAt, orderedAt, releaseAt } = referral;
  const tone = tones[state];
  const facts = [
    t('common.points', { count: points }),
    orderedAt
      ? t('friends.ordered', { date: date(orderedAt, timeZone) })
      : t('friends.claimed', { date: date(claimedAt, timeZone) }),
    ...(state === 'pending' && releaseAt ? [t('friends.release', { date: date(releaseAt, timeZone) })] : []),
  ];
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" gap="200">
        <div className="breakable">
          <Text as="h3" fontWeight="medium">
            <Person person={advocate} missing={t('friends.erased')} />
            {` ${t('friends.brought')} `}
            <Person person={friend} missing={orderedAt ? t('friends.guest') : t('friends.notYet')} />
          </Text>
        </div>
        <Badge {...(tone ? { tone } : {})}>{t(`friends.state.${state}`)}</Badge>
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        {facts.join(' · ')}
        {order ? (
          <>
            {' · '}
            <Link url={`shopify://admin/orders/${order.id}`} monochrome>
              {t('rewards.inOrder', { order: order.name || order.id })}
            </Link>
          </>
        ) : null}
      </Text>
      {reason ? <Text as="p">{namedIn(i18n.language, reason)}</Text> : null}
      {signals.length > 0 ? (
        <BlockStack gap="100">
          <Text as="p" variant="bodySm" fontWeight="medium">
            {t('friends.signals')}
          </Text>
          <List>
            {signals.map(({ id, words }) => (
              <List.Item key={id}>{namedIn(i18n.language, words)}</List.Item>
            ))}
          </List>
        </BlockStack>
      ) : null}
      {children}
    </BlockStack>
  );
}

function Person({ person, missing }: { person: ReferralRow['friend']; missing: string }) {
  const { t } = useTranslation();
  if (!person) return missing;
  return (
    <Link url={`/customers/${person.id}`} removeUnderline>
      {person.name ?? t('customers.nameless')}
    </Link>
  );
}
