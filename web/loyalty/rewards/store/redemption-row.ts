import type { Selectable } from 'kysely';
import type { RedemptionsTable } from '../../../../db/schema/redemptions.ts';
import type { CustomerId } from '../../../platform/kit/ids.ts';
import type { RewardKind } from '../../programme/settings.ts';
import type { Words, Worth } from '../worth.ts';

export interface Redemption {
  id: string;
  /** Null = the person was erased. */
  customerId: CustomerId | null;
  rewardId: string;
  kind: RewardKind;
  points: number;
  title: Words;
  worth: Worth;
  state: RedemptionsTable['state'];
  problem: string | null;
  inputHash: string;
  /** Of a gift card only its end: `code-of.ts` reads the whole. */
  code: string | null;
  /** Ms from which it cannot be used any more; null = without an end. */
  expiresAt: number | null;
  createdAt: number;
  orderId: string | null;
  endedAt: number | null;
  cameBack: number;
}

export function fromRow(row: Selectable<RedemptionsTable>): Redemption {
  return {
    id: row.redemption_id,
    customerId: row.customer_id as CustomerId | null,
    rewardId: row.reward_id,
    kind: row.kind as RewardKind,
    points: row.points,
    title: JSON.parse(row.title) as Words,
    worth: JSON.parse(row.worth) as Worth,
    state: row.state,
    problem: row.problem,
    inputHash: row.input_hash,
    code: row.code,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    orderId: row.order_id,
    endedAt: row.ended_at,
    cameBack: row.came_back,
  };
}

/** As the merchant and the customer see it. That it has expired follows from the clock: its points do not come back. */
export type ShownState = RedemptionsTable['state'] | 'expired';

export function shownState({ state, expiresAt }: Pick<Redemption, 'state' | 'expiresAt'>, now: number): ShownState {
  return state === 'issued' && expiresAt !== null && expiresAt <= now ? 'expired' : state;
}
