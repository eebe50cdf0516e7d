/** Who has which tier, and how it came to that. */
import { lockRows } from '../../../../db/dialect/differences.ts';
import type { Reader, Tx } from '../../../../db/open.ts';
import type { CustomerTiersTable } from '../../../../db/schema/customer-tiers.ts';
import type { CustomerId, ShopId } from '../../../platform/kit/ids.ts';
import type { KeptTier, TierChange, TierState } from '../decide-tier.ts';

export interface StoredTier extends TierState {
  qualifying: number;
  nextAt: number | null;
  /** Changes so far. */
  rev: number;
}

export interface SavedTier extends StoredTier {
  change: (TierChange & { staffId?: string; reason?: string }) | null;
}

const NOBODY = { qualifying: 0, terms: 0, rev: 0 };
/** Thirteen columns a row. */
const ROWS_PER_INSERT = 1_000;

/** Holds their rows, made where they are not there yet, until the transaction ends; in a fixed order. */
export async function lockStates(
  tx: Tx,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, StoredTier>> {
  if (customerIds.length === 0) return new Map();
  const ids = [...customerIds].sort();
  const there = new Set((await loadStates(tx, shopId, ids)).keys());
  const missing = ids.filter((id) => !there.has(id));
  for (let start = 0; start < missing.length; start += ROWS_PER_INSERT) {
    await tx
      .insertInto('customer_tiers')
      .values(
        missing.slice(start, start + ROWS_PER_INSERT).map((id) => ({ ...NOBODY, shop_id: shopId, customer_id: id })),
      )
      .onConflict((conflict) => conflict.columns(['shop_id', 'customer_id']).doNothing())
      .execute();
  }
  const rows = await lockRows(tx, ofCustomers(tx, shopId, ids).orderBy('customer_id')).execute();
  return new Map(rows.map((row) => [row.customer_id as CustomerId, toState(row)]));
}

export async function loadStates(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, StoredTier>> {
  if (customerIds.length === 0) return new Map();
  const rows = await ofCustomers(handle, shopId, customerIds).execute();
  return new Map(rows.map((row) => [row.customer_id as CustomerId, toState(row)]));
}

function ofCustomers(handle: Reader, shopId: ShopId, customerIds: readonly CustomerId[]) {
  return handle
    .selectFrom('customer_tiers')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('customer_id', 'in', customerIds);
}

/** Of rows that are held. Returns the ids of the changes. */
export async function saveStates(
  tx: Tx,
  shopId: ShopId,
  now: number,
  states: ReadonlyMap<CustomerId, SavedTier>,
): Promise<string[]> {
  const all = [...states];
  const rows = all.map(([customerId, state]) => toRow(shopId, customerId, state));
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await tx
      .insertInto('customer_tiers')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      // All of them are there: this is how one statement changes many rows.
      .onConflict((conflict) =>
        conflict
          .columns(['shop_id', 'customer_id'])
          .doUpdateSet((eb) => Object.fromEntries(MOVING.map((column) => [column, eb.ref(`excluded.${column}`)]))),
      )
      .execute();
  }
  const changes = all.flatMap(([customerId, { change, rev }]) =>
    change
      ? {
          shop_id: shopId,
          change_id: `${customerId}.${rev}`,
          customer_id: customerId,
          rev,
          from_tier: change.from,
          to_tier: change.to,
          since: change.since,
          at: now,
          cause: change.cause,
          staff_id: change.staffId ?? null,
          reason: change.reason ?? null,
        }
      : [],
  );
  for (let start = 0; start < changes.length; start += ROWS_PER_INSERT)
    await tx
      .insertInto('tier_changes')
      .values(changes.slice(start, start + ROWS_PER_INSERT))
      .execute();
  return changes.map(({ change_id }) => change_id);
}

/** Nothing is known of these any more; of one who was merged what is theirs is with the other. */
export async function dropStates(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  if (customerIds.length === 0) return;
  for (const table of ['customer_tiers', 'tier_changes'] as const)
    await tx.deleteFrom(table).where('shop_id', '=', shopId).where('customer_id', 'in', customerIds).execute();
}

/** What staff wrote about others may name somebody who is erased. */
export async function forgetInReasons(tx: Tx, shopId: ShopId, without: (reason: string) => string): Promise<void> {
  const rows = await tx
    .selectFrom('tier_changes')
    .select(['change_id', 'reason'])
    .where('shop_id', '=', shopId)
    .where('reason', 'is not', null)
    .execute();
  for (const { change_id, reason } of rows) {
    const left = without(reason ?? '');
    if (left === reason) continue;
    await tx
      .updateTable('tier_changes')
      .set({ reason: left })
      .where('shop_id', '=', shopId)
      .where('change_id', '=', change_id)
      .execute();
  }
}

const MOVING = [
  'tier_id',
  'since',
  'qualifying',
  'kept_until',
  'next_at',
  'terms',
  'floor_tier',
  'floor_until',
  'assigned_tier',
  'assigned_until',
  'rev',
] as const;

function toRow(shopId: ShopId, customerId: CustomerId, state: StoredTier): CustomerTiersTable {
  return {
    shop_id: shopId,
    customer_id: customerId,
    tier_id: state.tierId,
    since: state.since,
    qualifying: state.qualifying,
    kept_until: state.keptUntil,
    next_at: state.nextAt,
    terms: state.terms,
    floor_tier: state.floor?.tierId ?? null,
    floor_until: state.floor?.until ?? null,
    assigned_tier: state.assigned?.tierId ?? null,
    assigned_until: state.assigned?.until ?? null,
    rev: state.rev,
  };
}

function toState(row: CustomerTiersTable): StoredTier {
  const kept = (tierId: string | null, until: number | null): KeptTier | null =>
    tierId === null ? null : { tierId, until };
  return {
    tierId: row.tier_id,
    since: row.since,
    qualifying: row.qualifying,
    keptUntil: row.kept_until,
    nextAt: row.next_at,
    terms: row.terms,
    floor: kept(row.floor_tier, row.floor_until),
    assigned: kept(row.assigned_tier, row.assigned_until),
    rev: row.rev,
  };
}
