/**
 * Brings customers' tiers, and what their entry rewards brought, to what their orders amount to now. Whoever calls says only that
 * something may be different: what is, is read here under the lock of the customers' rows, so it may be called too often, but never
 * wrongly.
 */
import type { Reader, Tx } from '../../../db/open.ts';
import { customersWithTags, keptCustomers } from '../../mirror/customers/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { DAY } from '../../platform/kit/clock.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { carriesExcludedTag, grantPoints, showAnew, takeBackGrant } from '../points/index.ts';
import { programmeVersions, type ProgrammeSettings, type ProgrammeVersion } from '../programme/index.ts';
import { countOrders } from './count-orders.ts';
import { decideTier, type KeptTier, type Occasion } from './decide-tier.ts';
import { type EntryReward, entryRewards, rewardChanges } from './entry-rewards.ts';
import { TIERS_DUE } from './job-kinds.ts';
import { type CountedOrder, standing } from './standing.ts';
import { type GivenReward, givenRewards, insertReward, markTakenBack } from './store/rewards.ts';
import { lockStates, type SavedTier, saveStates, type StoredTier } from './store/states.ts';
import { levelsOf, type TierTerms, tierTerms } from './tier-terms.ts';

export interface Frame {
  versions: readonly ProgrammeVersion[];
  settings: ProgrammeSettings;
  terms: TierTerms;
}

/** Null while tiers are off: then nothing is counted, and everything stays as it was. */
export async function tierFrame(services: Services, shopId: ShopId): Promise<Frame | null> {
  const versions = await programmeVersions(services, shopId);
  const { settings } = versions.at(-1) ?? versions[0];
  if (!settings.tiers.on) return null;
  const terms = tierTerms(versions, await knownShop(services, shopId));
  return terms && { versions, settings, terms };
}

export async function recountCustomers(
  services: Services,
  shopId: ShopId,
  customerIds: readonly string[],
  occasion: Occasion,
  assign?: Assignment,
): Promise<void> {
  const frame = await tierFrame(services, shopId);
  if (!frame || customerIds.length === 0) return;
  const ids = await ofNow(services.db.read, shopId, customerIds);
  const excluded = await excludedAmong(services, shopId, ids, frame.settings);
  const recount = { frame, occasion, excluded, assign: assign ?? null };
  const apart = await services.db.transaction((tx) => recountTogether(services, tx, shopId, ids, recount));
  // Whose rewards move points, each in a transaction of their own: so nobody holds one account while waiting for another.
  for (const id of apart)
    await services.db.transaction((tx) => recountTogether(services, tx, shopId, [id], { ...recount, alone: true }));
}

/** What the staff gives one customer; null ends what they gave. */
export interface Assignment {
  kept: KeptTier | null;
  staffId: string;
  reason: string;
}

interface Recount {
  frame: Frame;
  occasion: Occasion;
  excluded: ReadonlySet<CustomerId>;
  assign: Assignment | null;
  alone?: boolean;
}

/** Returns those who are left for a transaction of their own. */
async function recountTogether(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  recount: Recount,
): Promise<CustomerId[]> {
  const { frame, excluded, alone = false } = recount;
  const now = services.clock.now();
  const erased = await erasedCustomers(tx, shopId, customerIds);
  const ids = customerIds.filter((id) => !erased.has(id));
  const states = await lockStates(tx, shopId, ids);
  const orders = await countOrders(tx, shopId, ids, frame.terms);
  const given = await givenRewards(tx, shopId, ids);
  const saved = new Map<CustomerId, SavedTier>();
  const apart: CustomerId[] = [];
  for (const [id, state] of states) {
    const own = orders.get(id) ?? [];
    const rewards = given.get(id) ?? [];
    // Whoever does not take part any more keeps what they were given.
    const { give, takeBack } = excluded.has(id) ? { give: [], takeBack: [] } : rewardsOf(own, rewards, frame, now);
    if (give.length + takeBack.length > 0 && !alone) {
      apart.push(id);
      continue;
    }
    const next = decided(excluded.has(id) ? [] : own, state, recount, now);
    if (JSON.stringify({ ...state, change: null }) !== JSON.stringify(next)) saved.set(id, next);
    for (const reward of takeBack) await undo(services, tx, shopId, reward, now);
    for (const reward of give) await pay(services, tx, shopId, id, reward, { frame, rewards });
  }
  const changes = await saveStates(tx, shopId, now, saved);
  await showAnew(services, tx, shopId, [...saved.keys()]);
  await services.emit(tx, ...changes.map((key) => ({ name: 'tier.changed', shopId, key }) as const));
  const moments = [...saved.values()].flatMap(({ nextAt }) => nextAt ?? []);
  if (moments.length > 0)
    await services.addJob(tx, { kind: TIERS_DUE, shopId, key: 'shop', runAt: Math.min(...moments) });
  return apart;
}

function decided(orders: readonly CountedOrder[], state: StoredTier, recount: Recount, now: number): SavedTier {
  const { frame, occasion, assign } = recount;
  const { terms, versions } = frame;
  const { change: moved, ...next } = decideTier({
    present: state.terms === 0 && !assign ? null : { ...state, ...(assign && { assigned: assign.kept }) },
    standing: standing(orders, terms, now),
    terms,
    formerLevels: levelsOf(versions, state.terms),
    occasion,
    now,
  });
  // What the staff does is kept also where the tier stays the same.
  const change = moved ?? (assign && { from: state.tierId, to: next.tierId, since: now, cause: 'staff' as const });
  return {
    tierId: next.tierId,
    since: next.since,
    qualifying: next.qualifying,
    keptUntil: next.keptUntil,
    nextAt: next.nextAt,
    terms: next.terms,
    floor: next.floor,
    assigned: next.assigned,
    rev: state.rev + (change ? 1 : 0),
    change: change && assign ? { ...change, staffId: assign.staffId, reason: assign.reason } : change,
  };
}

function rewardsOf(orders: readonly CountedOrder[], given: readonly GivenReward[], frame: Frame, now: number) {
  const { terms, settings } = frame;
  const standingOnes = given.filter(({ takenBackAt }) => takenBackAt === null);
  const changes = rewardChanges(entryRewards(orders, terms, now, standingOnes), standingOnes, terms);
  // A programme that is paused gives nothing new; what was given too much goes back all the same.
  return settings.status === 'on' ? changes : { ...changes, give: [] };
}

/** The points wait as long as those of the order that reached the tier: what is returned in time was never there to be spent. */
async function pay(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  customerId: CustomerId,
  { tierId, at }: EntryReward,
  { frame, rewards }: { frame: Frame; rewards: readonly GivenReward[] },
): Promise<void> {
  const points = frame.terms.levels.find(({ id }) => id === tierId)?.entryPoints ?? 0;
  const own = `tier/${customerId}/${tierId}/`;
  const grantKey = own + (rewards.filter((reward) => reward.grantKey.startsWith(own)).length + 1);
  const now = services.clock.now();
  const booked = await grantPoints(services, tx, shopId, {
    customerId,
    points,
    key: grantKey,
    source: 'tier',
    occurredAt: now,
    matures: { at: at + frame.settings.window.days * DAY },
    // One for each tier and period is minded here, also when two customers become one.
    once: null,
  });
  if (booked.outcome === 'erased') return;
  if (booked.outcome === 'other_input') throw new Error(`the entry reward ${grantKey} was given before, as another`);
  await insertReward(tx, shopId, { customerId, tierId, at, grantKey, points, takenBackAt: null });
}

async function undo(services: Services, tx: Tx, shopId: ShopId, { grantKey }: GivenReward, now: number): Promise<void> {
  const key = `${grantKey}/back`;
  const booked = await takeBackGrant(services, tx, shopId, { grantKey, key, occurredAt: now });
  if (booked.outcome === 'other_input') throw new Error(`the entry reward ${grantKey} was taken back before`);
  await markTakenBack(tx, shopId, grantKey, now);
}

/** Whoever was merged is whom they were merged into. */
async function ofNow(handle: Reader, shopId: ShopId, customerIds: readonly string[]): Promise<CustomerId[]> {
  const kept = await keptCustomers(handle, shopId, customerIds);
  return [...new Set(customerIds.map((id) => kept.get(id) ?? (id as CustomerId)))];
}

/** Whoever carries an excluded tag has no part in the programme, and no tier. */
async function excludedAmong(
  services: Services,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  settings: ProgrammeSettings,
): Promise<Set<CustomerId>> {
  if (settings.exclude.customerTags.length === 0) return new Set();
  const tags = await customersWithTags(services, shopId, customerIds);
  return new Set(customerIds.filter((id) => carriesExcludedTag(tags.get(id) ?? [], settings)));
}
