import { BlockStack, Card, InlineStack, Link, SkeletonBodyText, Text } from '@shopify/polaris';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { tiersQuery } from '../../api/queries.ts';
import { useFormats } from '../../format.ts';
import { FailureBanner } from '../../shell/failure-banner.tsx';
import { TierMembers } from '../../shell/tier-members.tsx';
import { useFields } from '../form/fields.ts';
import { useTierName } from '../form/tier-name.ts';

/** Who stands where now, and who rose or fell last. */
export function MembersCard() {
  const { t } = useTranslation();
  const { date } = useFormats();
  const { saved } = useFields();
  const tierName = useTierName();
  const tiers = useQuery(tiersQuery);
  if (!saved.tiers.on || saved.tiers.levels.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {t('tiers.now')}
          </Text>
          <Text as="p" tone="subdued">
            {t('tiers.nowHow')}
          </Text>
        </BlockStack>
        {tiers.error ? (
          <FailureBanner title={t('tiers.loadFailed')} error={tiers.error} onRetry={() => void tiers.refetch()} />
        ) : tiers.data ? (
          <>
            <TierMembers levels={tiers.data.levels} recount={tiers.data.recount} />
            <Text as="h3" variant="headingSm">
              {t('tiers.changes')}
            </Text>
            {tiers.data.changes.length === 0 ? (
              <Text as="p" tone="subdued">
                {t('tiers.changesEmpty')}
              </Text>
            ) : (
              <ul className="plain-list">
                {tiers.data.changes.slice(0, 8).map(({ at, customer, to, cause, reason }) => (
                  <li key={`${at} ${customer.id} ${to}`} className="plain-list-item">
                    <InlineStack align="space-between" gap="200">
                      <div className="breakable">
                        <BlockStack gap="050">
                          <Link url={`/customers/${customer.id}`} removeUnderline>
                            {customer.name ?? t('customers.nameless')}
                          </Link>
                          <Text as="span" variant="bodySm" tone="subdued" breakWord>
                            {[t(`tiers.cause.${cause}`), ...(reason ? [reason] : []), date(at, saved.timeZone)].join(
                              ' · ',
                            )}
                          </Text>
                        </BlockStack>
                      </div>
                      <Text as="span">{to ? t('tiers.toTier', { tier: tierName(to) }) : t('tiers.toNone')}</Text>
                    </InlineStack>
                  </li>
                ))}
              </ul>
            )}
          </>
        ) : (
          <SkeletonBodyText lines={4} />
        )}
      </BlockStack>
    </Card>
  );
}
