/**
 * Brings one referral to what it has come to, and the advocate's points with it. Runs when the friend's order changes, when the return window
 * ends and when the merchant has decided; it reads what is, so it may run too often.
 */
import type { Reader, Tx } from '../../../db/open.ts';
import { customerAtAddress, findCustomer } from '../../mirror/customers/index.ts';
import { holdOrders, loadOrders, type MirroredOrder, ordersOfCustomer } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { dayIn, startOfDay } from '../../platform/kit/days.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { minorFromDecimal } from '../../platform/kit/money.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import {
  bringsNothing,
  carriesExcludedTag,
  grantPoints,
  orderValue,
  releaseGrant,
  takeBackGrant,
  unitsLeft,
  windowEnd,
} from '../points/index.ts';
import { currentProgramme, type ProgrammeSettings } from '../programme/index.ts';
import { fraudSignals, MANY_WITHIN, type Signal } from './fraud-signals.ts';
import { REFERRALS_DUE } from './job-kinds.ts';
import { judgeReferral, type ReferralFacts, type Verdict } from './judge-referral.ts';
import { readParties } from './read-party.ts';
import { bringingBefore, findReferral, lockReferral, OPEN, type Referral, updateReferral } from './store/referrals.ts';
import { friendsFrom, ofAdvocate, ofFriend, tracesOf } from './store/traces.ts';

export const checkReferral: JobHandler = async (services, { shopId, key }) => {
  const known = await findReferral(services.db.read, shopId, key);
  if (!known || !OPEN.includes(known.state)) return;
  const { settings } = await currentProgramme(services, shopId);
  const { currency, timeZone } = await knownShop(services, shopId);
  // Asked of Shopify, so before the transaction. Only what was seen by then is kept, and only whether it was the same.
  const signals = await signalsOf(services, shopId, known);
  await services.db.transaction(async (tx) => {
    const locked = await lockReferral(tx, shopId, key);
    if (!locked || !OPEN.includes(locked.state)) return;
    const orderId = locked.orderId ?? '';
    const order = (await holdOrders(tx, shopId, orderId === '' ? [] : [orderId])).get(orderId);
    const referral = { ...locked, friendId: await friendOf(tx, shopId, locked, order) };
    const now = services.clock.now();
    const given = {
      settings,
      currency,
      timeZone,
      now,
      signals: [...new Set([...referral.signals, ...signals])],
    };
    const facts = order
      ? await gatherFacts(tx, shopId, referral, order, given)
      : withoutFriend(referral, settings, now);
    const verdict = judgeReferral(facts, referral.state !== 'checking');
    await bring(services, tx, shopId, referral, facts.signals, verdict);
  });
};

async function signalsOf(services: Services, shopId: ShopId, referral: Referral): Promise<Signal[]> {
  const { advocateId, claimedAt, orderedAt } = referral;
  if (advocateId === null || orderedAt === null) return [];
  const { read } = services.db;
  const order = (await loadOrders(read, shopId, [referral.orderId ?? ''])).get(referral.orderId ?? '');
  const friendId = await friendOf(read, shopId, referral, order);
  const { advocate, friend, friendSince } = await readParties(services, shopId, { ...referral, friendId });
  const advocateTraces = await tracesOf(read, shopId, ofAdvocate(advocateId));
  const friendTraces = await tracesOf(read, shopId, ofFriend(referral.id));
  const fromSameIp = await referralsFromSameIp(read, shopId, referral, orderedAt, friendTraces.ips);
  return fraudSignals({
    advocate: { ...advocate, ...advocateTraces },
    friend: { ...friend, ...friendTraces },
    claimedAt,
    orderedAt: order?.placedAt ?? orderedAt,
    friendSince,
    fromSameIp,
  });
}

/** Whose order it is. One that names nobody may name an address: then it is theirs who have that address. */
async function friendOf(
  handle: Reader,
  shopId: ShopId,
  { friendId }: Referral,
  order: MirroredOrder | undefined,
): Promise<CustomerId | null> {
  if (friendId !== null || !order?.guest) return friendId;
  return customerAtAddress(handle, shopId, order.guest);
}

/** Friends who took their codes at the same network address and ordered within the week before this one, this one included. */
async function referralsFromSameIp(
  handle: Reader,
  shopId: ShopId,
  { id }: Referral,
  orderedAt: number,
  ips: readonly string[],
): Promise<number> {
  const referrals = new Set([id]);
  for (const digest of ips) {
    // Codes are valid for a while, so the friend may have come long before.
    for (const other of await friendsFrom(handle, shopId, { kind: 'ip', digest }, 0)) {
      if (other.orderedAt === null || orderedAt - other.orderedAt >= MANY_WITHIN) continue;
      // Of two of one moment one is the first, whenever they are looked at.
      if (other.orderedAt < orderedAt || (other.orderedAt === orderedAt && other.referralId < id))
        referrals.add(other.referralId);
    }
  }
  return referrals.size;
}

async function gatherFacts(
  tx: Tx,
  shopId: ShopId,
  referral: Referral,
  order: MirroredOrder,
  given: { settings: ProgrammeSettings; currency: string; timeZone: string; now: number; signals: Signal[] },
): Promise<ReferralFacts> {
  const { settings, currency, timeZone, now, signals } = given;
  const { advocateId, friendId, id, decision } = referral;
  const paidAt = order.paidAt ?? now;
  const others = friendId === null ? [] : await ordersOfCustomer(tx, shopId, friendId, ORDERS_LOOKED_AT);
  const startOfYear = startOfDay(timeZone, `${dayIn(timeZone, paidAt).slice(0, 4)}-01-01`);
  const advocate = advocateId === null ? null : await findCustomer(tx, shopId, advocateId);
  return {
    decision,
    self: friendId !== null && friendId === advocateId,
    boughtBefore: others.some((other) => other.id !== order.id && !other.cancelled && comesBefore(other, order)),
    othersOfYear:
      advocateId === null
        ? 0
        : await bringingBefore(tx, shopId, advocateId, { from: startOfYear, before: paidAt + 1, without: id }),
    mostPerYear: settings.referrals.mostPerYear,
    running: settings.status === 'on',
    excluded: advocate === null || carriesExcludedTag(advocate.tags, settings),
    orderStands: stands(order, settings, currency),
    signals,
    windowEndsAt: await windowEnd(tx, shopId, { ...order, paidAt }, settings.window),
    now,
  };
}

const ORDERS_LOOKED_AT = 50;

/** Of two of one moment one is the first. */
function comesBefore(one: { id: string; processedAt: number }, other: { id: string; processedAt: number }): boolean {
  return one.processedAt === other.processedAt ? one.id < other.id : one.processedAt < other.processedAt;
}

/** The friend was erased, and the order with them: what was promised by then is kept, when it was. */
function withoutFriend(
  { decision, signals, releaseAt }: Referral,
  settings: ProgrammeSettings,
  now: number,
): ReferralFacts {
  return {
    decision,
    self: false,
    boughtBefore: false,
    othersOfYear: 0,
    mostPerYear: null,
    running: settings.status === 'on',
    excluded: false,
    orderStands: true,
    signals,
    windowEndsAt: releaseAt ?? now,
    now,
  };
}

/** Goods are left of it and, where the friend's code asked for a subtotal, as many as it asked for. */
function stands(order: MirroredOrder, { referrals }: ProgrammeSettings, currency: string): boolean {
  const state = { ...order, cancelled: order.cancelledAt !== null, deleted: order.deletedAt !== null };
  if (bringsNothing(state) || orderValue(state).kept === 0) return false;
  if (referrals.minimumSubtotal === null) return true;
  const units = unitsLeft(state);
  const subtotal = order.lines.reduce((sum, { id, unitPrice }) => sum + unitPrice * (units.get(id) ?? 0), 0);
  return subtotal >= minorFromDecimal(referrals.minimumSubtotal, currency);
}

async function bring(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  referral: Referral,
  signals: readonly Signal[],
  verdict: Verdict,
): Promise<void> {
  const now = services.clock.now();
  const releaseAt = 'releaseAt' in verdict ? verdict.releaseAt : referral.releaseAt;
  const ended = !OPEN.includes(verdict.state);
  const next: Referral = {
    ...referral,
    state: verdict.state,
    reason: 'reason' in verdict ? verdict.reason : null,
    signals,
    releaseAt,
    endedAt: ended ? now : null,
  };
  if (JSON.stringify(next) !== JSON.stringify(referral)) await updateReferral(tx, shopId, next);
  const held = referral.state !== 'checking';
  if (verdict.state === 'pending' || verdict.state === 'review' || verdict.state === 'rewarded') {
    if (!held) await hold(services, tx, shopId, referral, now);
  } else if (held) await takeBack(services, tx, shopId, referral, now);
  if (verdict.state === 'pending' && releaseAt !== null)
    await services.addJob(tx, { kind: REFERRALS_DUE, shopId, key: 'shop', runAt: releaseAt });
  if (verdict.state !== 'rewarded') return;
  await releaseGrant(services, tx, shopId, { grantKey: grantKeyOf(referral), at: 'now' });
  await services.emit(tx, { name: 'referral.rewarded', shopId, key: referral.id });
}

async function hold(services: Services, tx: Tx, shopId: ShopId, referral: Referral, now: number): Promise<void> {
  const { advocateId, points } = referral;
  if (advocateId === null) return;
  const booked = await grantPoints(services, tx, shopId, {
    customerId: advocateId,
    points,
    key: grantKeyOf(referral),
    source: 'referral',
    occurredAt: now,
    matures: 'held',
    once: null,
  });
  if (booked.outcome === 'other_input') throw new Error(`the reward of referral ${referral.id} was given as another`);
}

async function takeBack(services: Services, tx: Tx, shopId: ShopId, referral: Referral, now: number): Promise<void> {
  const grantKey = grantKeyOf(referral);
  await takeBackGrant(services, tx, shopId, { grantKey, key: `${grantKey}/back`, occurredAt: now });
}

function grantKeyOf({ id }: Referral): string {
  return `referral/${id}`;
}
