import type { ExpressionBuilder } from 'kysely';
import type { Database } from '../../../../db/schema/index.ts';

/** Which of the unused rewards are meant; null = whichever. */
export interface Returnable {
  ids: readonly string[] | null;
  rewardId: string | null;
  /** Ms; bought before then. */
  before: number | null;
  /** Ms; also those whose code has ended by then are left out. */
  usableAt: number | null;
}

/** Only what is entered at the checkout can be withdrawn: a gift card or store credit has been handed over. */
export function isReturnable({ ids, rewardId, before, usableAt }: Returnable) {
  return (eb: ExpressionBuilder<Database, 'redemptions'>) =>
    eb.and([
      eb('state', '=', 'issued'),
      eb('code', 'is not', null),
      eb('kind', '!=', 'giftCard'),
      ...(ids === null ? [] : [eb('redemption_id', 'in', ids)]),
      ...(rewardId === null ? [] : [eb('reward_id', '=', rewardId)]),
      ...(before === null ? [] : [eb('created_at', '<', before)]),
      ...(usableAt === null ? [] : [eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', usableAt)])]),
    ]);
}
