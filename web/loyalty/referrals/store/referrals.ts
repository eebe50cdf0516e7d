/** Friends who took a code through somebody's link. */
import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Reader, Tx } from '../../../../db/open.ts';
import type { ReferralsTable } from '../../../../db/schema/referrals.ts';
import type { CustomerId, OrderId, ShopId } from '../../../platform/kit/ids.ts';
import type { Signal } from '../fraud-signals.ts';
import type { Ineligible } from '../judge-referral.ts';

export type ReferralState = ReferralsTable['state'];

export interface Referral {
  id: string;
  advocateId: CustomerId | null;
  state: ReferralState;
  reason: Ineligible | null;
  friendCode: string | null;
  claimedAt: number;
  expiresAt: number;
  points: number;
  friendId: CustomerId | null;
  orderId: OrderId | null;
  orderedAt: number | null;
  signals: readonly Signal[];
  releaseAt: number | null;
  decision: 'approved' | 'rejected' | null;
  decidedBy: string | null;
  decidedAt: number | null;
  endedAt: number | null;
}

/** Something is still to come of these. */
export const OPEN: readonly ReferralState[] = ['checking', 'pending', 'review'];
/** These bring their advocate something, or have. */
const BRINGING: readonly ReferralState[] = ['pending', 'review', 'rewarded'];

/** False when it is there already. */
export async function insertReferral(tx: Tx, shopId: ShopId, referral: Referral): Promise<boolean> {
  const result = await tx
    .insertInto('referrals')
    .values(toRow(shopId, referral))
    .onConflict((conflict) => conflict.columns(['shop_id', 'referral_id']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findReferral(handle: Reader, shopId: ShopId, id: string): Promise<Referral | null> {
  const row = await byId(handle, shopId, id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Held until the transaction ends. */
export async function lockReferral(tx: Tx, shopId: ShopId, id: string): Promise<Referral | null> {
  const row = await lockRows(tx, byId(tx, shopId, id)).executeTakeFirst();
  return row ? fromRow(row) : null;
}

function byId(handle: Reader, shopId: ShopId, id: string) {
  return handle.selectFrom('referrals').selectAll().where('shop_id', '=', shopId).where('referral_id', '=', id);
}

/** Of one that is held. */
export async function updateReferral(tx: Tx, shopId: ShopId, referral: Referral): Promise<void> {
  const { shop_id: _shop, referral_id: id, ...values } = toRow(shopId, referral);
  await tx.updateTable('referrals').set(values).where('shop_id', '=', shopId).where('referral_id', '=', id).execute();
}

/** Those whose code was taken and not used on a paid order so far, by the code in capitals. */
export async function claimedWithCodes(
  handle: Reader,
  shopId: ShopId,
  codes: readonly string[],
): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await handle
    .selectFrom('referrals')
    .select(['referral_id', 'friend_code'])
    .where('shop_id', '=', shopId)
    .where('friend_code', 'in', codes)
    .where('state', '=', 'claimed')
    .execute();
  return new Map(rows.map((row) => [row.friend_code ?? '', row.referral_id]));
}

/** Ids of those of whom something is still to come, and whose friend's order is one of these. */
export async function openOfOrders(handle: Reader, shopId: ShopId, orderIds: readonly string[]): Promise<string[]> {
  if (orderIds.length === 0) return [];
  const rows = await handle
    .selectFrom('referrals')
    .select('referral_id')
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .where('state', 'in', OPEN)
    .execute();
  return rows.map((row) => row.referral_id);
}

/** Ids of those that wait for a moment that has come, after the given one. */
export async function dueReferrals(
  handle: Reader,
  shopId: ShopId,
  now: number,
  page: { after: string; limit: number },
): Promise<string[]> {
  const rows = await handle
    .selectFrom('referrals')
    .select('referral_id')
    .where('shop_id', '=', shopId)
    .where('state', '=', 'pending')
    .where('release_at', '<=', now)
    .where('referral_id', '>', page.after)
    .orderBy('referral_id')
    .limit(page.limit)
    .execute();
  return rows.map((row) => row.referral_id);
}

/** Ms; null = nothing waits for a known moment that is still to come. */
export async function nextRelease(handle: Reader, shopId: ShopId, now: number): Promise<number | null> {
  const row = await handle
    .selectFrom('referrals')
    .select('release_at')
    .where('shop_id', '=', shopId)
    .where('state', '=', 'pending')
    .where('release_at', '>', now)
    .orderBy('release_at')
    .limit(1)
    .executeTakeFirst();
  return row?.release_at ?? null;
}

/** Ids of those of whom something is still to come, ids of those whose code is not there yet, and codes that were not used on a paid order so far. */
export async function unfinishedReferrals(
  handle: Reader,
  shopId: ShopId,
): Promise<{ open: string[]; unmade: string[]; codes: string[] }> {
  const rows = await handle
    .selectFrom('referrals')
    .select(['referral_id', 'state', 'friend_code'])
    .where('shop_id', '=', shopId)
    .where('state', 'in', ['claimed', ...OPEN])
    .orderBy('referral_id')
    .execute();
  const claimed = rows.filter(({ state }) => state === 'claimed');
  return {
    open: rows.filter(({ state }) => state !== 'claimed').map((row) => row.referral_id),
    unmade: claimed.filter((row) => row.friend_code === null).map((row) => row.referral_id),
    codes: claimed.flatMap((row) => row.friend_code ?? []),
  };
}

/** Of that advocate, whose friends ordered in that time, in their order; the given one left out. */
export async function bringingBefore(
  handle: Reader,
  shopId: ShopId,
  advocateId: CustomerId,
  { from, before, without }: { from: number; before: number; without: string },
): Promise<number> {
  const row = await handle
    .selectFrom('referrals')
    .where('shop_id', '=', shopId)
    .where('advocate_id', '=', advocateId)
    .where('ordered_at', '>=', from)
    .where('ordered_at', '<', before)
    .where('state', 'in', BRINGING)
    .where('referral_id', '<>', without)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** What friends of an advocate have come to: how many ordered and count, how many of them for good. */
export async function friendsOf(
  handle: Reader,
  shopId: ShopId,
  advocateId: CustomerId,
): Promise<{ waiting: number; rewarded: number; points: number }> {
  const rows = await handle
    .selectFrom('referrals')
    .where('shop_id', '=', shopId)
    .where('advocate_id', '=', advocateId)
    .where('state', 'in', BRINGING)
    .groupBy('state')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count'), eb.fn.sum<number>('points').as('points')])
    .execute();
  const rewarded = rows.find(({ state }) => state === 'rewarded');
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  return {
    waiting: all - (rewarded?.count ?? 0),
    rewarded: rewarded?.count ?? 0,
    points: Number(rewarded?.points ?? 0),
  };
}

export async function countPerState(handle: Reader, shopId: ShopId): Promise<Map<ReferralState, number>> {
  const rows = await handle
    .selectFrom('referrals')
    .where('shop_id', '=', shopId)
    .groupBy('state')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .execute();
  return new Map(rows.map(({ state, count }) => [state, count]));
}

/** Newest first. */
export async function listReferrals(
  handle: Reader,
  shopId: ShopId,
  page: { states: readonly ReferralState[]; after: { claimedAt: number; id: string } | null; limit: number },
): Promise<Referral[]> {
  const { after } = page;
  let query = handle
    .selectFrom('referrals')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('state', 'in', page.states)
    .orderBy('claimed_at', 'desc')
    .orderBy('referral_id', 'desc')
    .limit(page.limit);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('claimed_at', '<', after.claimedAt),
        eb.and([eb('claimed_at', '=', after.claimedAt), eb('referral_id', '<', after.id)]),
      ]),
    );
  }
  return (await query.execute()).map(fromRow);
}

/** Those in which one of these is the advocate or the friend, oldest first. */
export async function referralsOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<Referral[]> {
  if (customerIds.length === 0) return [];
  const rows = await handle
    .selectFrom('referrals')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where((eb) => eb.or([eb('advocate_id', 'in', customerIds), eb('friend_id', 'in', customerIds)]))
    .orderBy('claimed_at')
    .execute();
  return rows.map(fromRow);
}

/** Whoever was `from`, as an advocate or a friend, is `into`. Returns the ids of those that are not decided yet. */
export async function moveReferrals(tx: Tx, shopId: ShopId, from: CustomerId, into: CustomerId): Promise<string[]> {
  const open: string[] = [];
  for (const column of ['advocate_id', 'friend_id'] as const) {
    const rows = await tx
      .updateTable('referrals')
      .set({ [column]: into })
      .where('shop_id', '=', shopId)
      .where(column, '=', from)
      .returning(['referral_id', 'state'])
      .execute();
    open.push(...rows.filter(({ state }) => OPEN.includes(state)).map((row) => row.referral_id));
  }
  return open;
}

/** That there was a referral stays, without whoever was erased, and without what leads to them. */
export async function forgetInReferrals(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx
    .updateTable('referrals')
    .set({ advocate_id: null })
    .where('shop_id', '=', shopId)
    .where('advocate_id', 'in', customerIds)
    .execute();
  await tx
    .updateTable('referrals')
    .set({ friend_id: null, order_id: null, friend_code: null })
    .where('shop_id', '=', shopId)
    .where('friend_id', 'in', customerIds)
    .execute();
}

function toRow(shopId: ShopId, referral: Referral): ReferralsTable {
  return {
    shop_id: shopId,
    referral_id: referral.id,
    advocate_id: referral.advocateId,
    state: referral.state,
    reason: referral.reason,
    friend_code: referral.friendCode,
    claimed_at: referral.claimedAt,
    expires_at: referral.expiresAt,
    points: referral.points,
    friend_id: referral.friendId,
    order_id: referral.orderId,
    ordered_at: referral.orderedAt,
    signals: JSON.stringify(referral.signals),
    release_at: referral.releaseAt,
    decision: referral.decision,
    decided_by: referral.decidedBy,
    decided_at: referral.decidedAt,
    ended_at: referral.endedAt,
  };
}

function fromRow(row: ReferralsTable): Referral {
  return {
    id: row.referral_id,
    advocateId: row.advocate_id as CustomerId | null,
    state: row.state,
    reason: row.reason,
    friendCode: row.friend_code,
    claimedAt: row.claimed_at,
    expiresAt: row.expires_at,
    points: row.points,
    friendId: row.friend_id as CustomerId | null,
    orderId: row.order_id as OrderId | null,
    orderedAt: row.ordered_at,
    signals: JSON.parse(row.signals) as Signal[],
    releaseAt: row.release_at,
    decision: row.decision,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    endedAt: row.ended_at,
  };
}

/** Has anybody ever taken a code through a link? */
export async function hasReferrals(handle: Reader, shopId: ShopId): Promise<boolean> {
  const one = handle.selectFrom('referrals').select('referral_id').where('shop_id', '=', shopId).limit(1);
  return (await one.executeTakeFirst()) !== undefined;
}
