/** From where links were looked at and codes were taken, as digests. */
import type { Reader, Tx } from '../../../../db/open.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';

export interface Trace {
  kind: 'ip' | 'device';
  digest: string;
}

export const ofAdvocate = (customerId: CustomerId) => `advocate:${customerId}`;
export const ofFriend = (referralId: string) => `friend:${referralId}`;

export async function keepTraces(
  tx: Tx,
  shopId: ShopId,
  whose: string,
  traces: readonly Trace[],
  now: number,
): Promise<void> {
  if (traces.length === 0) return;
  await tx
    .insertInto('referral_traces')
    .values(traces.map(({ kind, digest }) => ({ shop_id: shopId, whose, kind, digest, seen_at: now })))
    .onConflict((conflict) => conflict.columns(['shop_id', 'whose', 'kind', 'digest']).doUpdateSet({ seen_at: now }))
    .execute();
}

export async function tracesOf(
  handle: Reader,
  shopId: ShopId,
  whose: string,
): Promise<{ ips: string[]; devices: string[] }> {
  const rows = await handle
    .selectFrom('referral_traces')
    .select(['kind', 'digest'])
    .where('shop_id', '=', shopId)
    .where('whose', '=', whose)
    .execute();
  const of = (kind: Trace['kind']) => rows.filter((row) => row.kind === kind).map((row) => row.digest);
  return { ips: of('ip'), devices: of('device') };
}

/** Friends who took a code from there since then: of all of them, and of those who have ordered. */
export async function friendsFrom(
  handle: Reader,
  shopId: ShopId,
  trace: Trace,
  since: number,
): Promise<{ referralId: string; orderedAt: number | null }[]> {
  const rows = await handle
    .selectFrom('referral_traces')
    .select('whose')
    .where('shop_id', '=', shopId)
    .where('kind', '=', trace.kind)
    .where('digest', '=', trace.digest)
    .where('seen_at', '>=', since)
    .where('whose', 'like', 'friend:%')
    .execute();
  const ids = rows.map(({ whose }) => whose.slice('friend:'.length));
  if (ids.length === 0) return [];
  const referrals = await handle
    .selectFrom('referrals')
    .select(['referral_id', 'ordered_at'])
    .where('shop_id', '=', shopId)
    .where('referral_id', 'in', ids)
    .execute();
  return referrals.map((row) => ({ referralId: row.referral_id, orderedAt: row.ordered_at }));
}

export async function moveTraces(tx: Tx, shopId: ShopId, from: CustomerId, into: CustomerId): Promise<void> {
  const rows = await tx
    .selectFrom('referral_traces')
    .select(['kind', 'digest', 'seen_at'])
    .where('shop_id', '=', shopId)
    .where('whose', '=', ofAdvocate(from))
    .execute();
  for (const { seen_at: seenAt, ...trace } of rows) await keepTraces(tx, shopId, ofAdvocate(into), [trace], seenAt);
  await dropTraces(tx, shopId, [ofAdvocate(from)]);
}

export async function dropTraces(tx: Tx, shopId: ShopId, whose: readonly string[]): Promise<void> {
  if (whose.length === 0) return;
  await tx.deleteFrom('referral_traces').where('shop_id', '=', shopId).where('whose', 'in', whose).execute();
}

/** Of all stores. Returns how many there were. */
export async function dropTracesBefore(tx: Tx, moment: number): Promise<number> {
  const result = await tx.deleteFrom('referral_traces').where('seen_at', '<', moment).executeTakeFirst();
  return Number(result.numDeletedRows);
}
