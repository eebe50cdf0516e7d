/** What the home page puts before everything else: what the server names, then what other pages know. */
import { useQuery } from '@tanstack/react-query';
import type { Attention, HomeFigures } from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import type { RewardPage } from '../../loyalty/rewards/api-types.ts';
import { referralsQuery, rewardsQuery } from '../api/queries.ts';
import { shipmentCountsQuery } from '../api/shipment-queries.ts';
import { surveyCountsQuery } from '../api/survey-queries.ts';

export interface Attended {
  kind: Attention['kind'] | 'refused-rewards' | 'unhappy' | (typeof parcels)[number] | 'referrals';
  count: number;
}

/** In which states parcels, and orders that wait to be sent, need somebody. */
const parcels = ['stuck', 'late', 'unshipped'] as const;

/** Rewards that Shopify refused longer ago are no news: their points came back. */
const NEWS_MS = 7 * 86_400_000;

export function useAttention(
  home: HomeFigures | undefined,
  programme: ProgrammeDocument | undefined,
): { attention: Attended[]; isLoading: boolean } {
  const referrals = useQuery({ ...referralsQuery('', null), enabled: programme?.referrals.on === true });
  const refused = useQuery({
    ...rewardsQuery('refused', '', null),
    enabled: programme !== undefined && programme.spend.rewards.length > 0,
    select: lately,
    refetchInterval: 60_000,
  });
  const shipments = useQuery(shipmentCountsQuery);
  const surveys = useQuery(surveyCountsQuery);
  const unhappy = surveys.data?.counts.open ?? 0;
  const waiting = referrals.data?.counts.review ?? 0;
  return {
    attention: [
      ...(home?.attention ?? []),
      ...(refused.data ? [{ kind: 'refused-rewards' as const, count: refused.data }] : []),
      ...(unhappy > 0 ? [{ kind: 'unhappy' as const, count: unhappy }] : []),
      ...parcels.flatMap((kind) => {
        const count = shipments.data?.counts[kind] ?? 0;
        return count > 0 ? [{ kind, count }] : [];
      }),
      ...(waiting > 0 ? [{ kind: 'referrals' as const, count: waiting }] : []),
    ],
    isLoading: [referrals, refused, shipments, surveys].some((query) => query.isLoading),
  };
}

function lately({ rewards }: RewardPage): number {
  const since = new Date(Date.now() - NEWS_MS).toISOString();
  return rewards.filter(({ at }) => at >= since).length;
}
