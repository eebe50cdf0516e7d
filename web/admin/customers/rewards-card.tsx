import { BlockStack, Button, Card, InlineStack, SkeletonBodyText, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { customerRewardsQuery } from '../api/queries.ts';
import { useFormats } from '../format.ts';
import { chooseLanguage } from '../i18n.ts';
import { type Asked, GiveBackModal } from '../rewards/give-back-modal.tsx';
import { RewardBadge } from '../rewards/reward-badge.tsx';
import { FailureBanner } from '../shell/failure-banner.tsx';

/** What the customer has taken for points, and giving back what is unused. */
export function RewardsCard({ customerId, programme }: { customerId: string; programme: ProgrammeDocument }) {
  const { t, i18n } = useTranslation();
  const { date } = useFormats();
  const language = chooseLanguage(i18n.language);
  const rewards = useQuery(customerRewardsQuery(customerId));
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('customers.rewards')}
        </Text>
        {rewards.error ? (
          <FailureBanner
            title={t('customers.rewardsFailed')}
            error={rewards.error}
            onRetry={() => void rewards.refetch()}
          />
        ) : rewards.data ? (
          rewards.data.rewards.length === 0 ? (
            <Text as="p" tone="subdued">
              {t('customers.rewardsEmpty')}
            </Text>
          ) : (
            <ul className="plain-list">
              {rewards.data.rewards.map(({ id, title, state, code, points, at, returnable }) => (
                <li key={id} className="plain-list-item">
                  <BlockStack gap="050">
                    <InlineStack align="space-between" gap="200">
                      <Text as="span" fontWeight="medium">
                        {title[language]}
                      </Text>
                      <RewardBadge state={state} />
                    </InlineStack>
                    <Text as="span" variant="bodySm" tone="subdued" breakWord>
                      {[
                        t('common.points', { count: points }),
                        date(at, programme.timeZone),
                        ...(code ? [code] : []),
                      ].join(' · ')}
                    </Text>
                    {returnable ? (
                      <InlineStack>
                        <Button variant="plain" onClick={() => setAsked({ kind: 'chosen', ids: [id] })}>
                          {t('rewards.giveBack')}
                        </Button>
                      </InlineStack>
                    ) : null}
                  </BlockStack>
                </li>
              ))}
            </ul>
          )
        ) : (
          <SkeletonBodyText lines={2} />
        )}
      </BlockStack>
      <GiveBackModal asked={asked} programme={programme} onClose={() => setAsked(null)} />
    </Card>
  );
}
