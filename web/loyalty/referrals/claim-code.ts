/**
 * A friend takes a code of their own through somebody's link. Nothing about them is asked: the code tells who brought them when they order.
 * The claim and what it promises are one transaction, with the job that keeps the promise; then the code is made at once.
 */
import { createHash } from 'node:crypto';
import { ordersOfCustomer } from '../../mirror/orders/index.ts';
import { lackingFor, makeOffer, type OfferTerms, type Settled, wantOffer } from '../../offers/discounts/index.ts';
import { HOUR, SECOND } from '../../platform/kit/clock.ts';
import { addDays, dayIn, endOfDay } from '../../platform/kit/days.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { minorFromDecimal } from '../../platform/kit/money.ts';
import { LATE, within } from '../../platform/kit/within.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import type { Tx } from '../../../db/open.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import type { ProgrammeSettings } from '../programme/index.ts';
import { MAKE_FRIEND_CODE } from './job-kinds.ts';
import { findReferral, insertReferral, lockReferral, type Referral, updateReferral } from './store/referrals.ts';
import { friendsFrom, keepTraces, ofFriend, type Trace } from './store/traces.ts';

export interface Claim {
  /** Whose link it is. */
  advocateId: CustomerId;
  /** Who asks, where they are logged in. */
  customerId: CustomerId | null;
  /** Of the page on which it was asked for: the same again means the same code. */
  key: string;
  traces: readonly Trace[];
}

export type Claimed =
  | { outcome: 'made'; code: string; expiresAt: number }
  /** own: it is their own link. customer: they have bought here before. many: too many codes from there. later: Shopify takes its time. */
  | { outcome: 'own' | 'customer' | 'many' | 'later' | 'impossible' };

/** From one network address within an hour: a big office may do that, a program does more. */
const MOST_AN_HOUR = 20;
/** A shopper waits so long for the code. */
const PATIENCE = 8 * SECOND;
/** The job leaves the first try to the request. */
const HANDOVER = 30 * SECOND;

export async function claimCode(
  services: Services,
  shopId: ShopId,
  claim: Claim,
  { settings, currency, timeZone }: { settings: ProgrammeSettings; currency: string; timeZone: string },
): Promise<Claimed> {
  const { advocateId, customerId, key, traces } = claim;
  const { read } = services.db;
  if (customerId === advocateId) return { outcome: 'own' };
  if (customerId !== null && (await ordersOfCustomer(read, shopId, customerId, 1)).length > 0)
    return { outcome: 'customer' };
  const before = await ofSameDevice(services, shopId, claim);
  if (before) return before;
  const id = createHash('sha256')
    .update(JSON.stringify([advocateId, key]))
    .digest('hex')
    .slice(0, 24);
  if ((await findReferral(read, shopId, id)) === null) {
    const terms = friendsTerms(settings, services.clock.now(), { currency, timeZone });
    const granted = (await installationOfShop(read, shopId))?.scopes ?? [];
    if (lackingFor(terms.kind, granted).length > 0) return { outcome: 'impossible' };
    if (await tooManyFrom(services, shopId, traces)) return { outcome: 'many' };
    await promise(services, shopId, { ...claim, id }, { settings, terms });
    await makeAtOnce(services, shopId, id);
  }
  const made = await findReferral(read, shopId, id);
  if (!made?.friendCode) return { outcome: made?.state === 'claimed' ? 'later' : 'impossible' };
  return { outcome: 'made', code: made.friendCode, expiresAt: made.expiresAt };
}

/** Whoever comes back gets the code that they have, and none once it is used; where the device is known, which needs consent. */
async function ofSameDevice(
  services: Services,
  shopId: ShopId,
  { advocateId, traces }: Claim,
): Promise<Claimed | null> {
  const device = traces.find(({ kind }) => kind === 'device');
  if (!device) return null;
  const now = services.clock.now();
  for (const { referralId } of await friendsFrom(services.db.read, shopId, device, 0)) {
    const known = await findReferral(services.db.read, shopId, referralId);
    if (!known || known.advocateId !== advocateId) continue;
    if (known.orderId !== null) return { outcome: 'customer' };
    if (known.state === 'claimed' && known.friendCode && known.expiresAt > now)
      return { outcome: 'made', code: known.friendCode, expiresAt: known.expiresAt };
  }
  return null;
}

async function tooManyFrom(services: Services, shopId: ShopId, traces: readonly Trace[]): Promise<boolean> {
  const ip = traces.find(({ kind }) => kind === 'ip');
  if (!ip) return false;
  return (await friendsFrom(services.db.read, shopId, ip, services.clock.now() - HOUR)).length >= MOST_AN_HOUR;
}

type FriendsTerms = Extract<OfferTerms, { startsAt: number }> & { endsAt: number };

function friendsTerms(
  { referrals: { friend, minimumSubtotal, validDays } }: ProgrammeSettings,
  now: number,
  { currency, timeZone }: { currency: string; timeZone: string },
): FriendsTerms {
  const code = {
    forAnybody: true,
    title: 'Brought by a friend',
    currency,
    startsAt: now,
    endsAt: endOfDay(timeZone, addDays(dayIn(timeZone, now), validDays)),
    minimumSubtotal: minimumSubtotal === null ? null : minorFromDecimal(minimumSubtotal, currency),
    combinesWith: { order: false, product: true, shipping: true },
  } as const;
  switch (friend.kind) {
    case 'fixed':
      return { ...code, kind: 'amount', amount: minorFromDecimal(friend.amount, currency), entitled: { items: 'all' } };
    case 'percentage':
      return { ...code, kind: 'percentage', percent: friend.percent, entitled: { items: 'all' } };
    case 'freeShipping':
      return { ...code, kind: 'freeShipping' };
  }
}

async function promise(
  services: Services,
  shopId: ShopId,
  { id, advocateId, traces }: Claim & { id: string },
  { settings, terms }: { settings: ProgrammeSettings; terms: FriendsTerms },
): Promise<void> {
  const now = services.clock.now();
  await services.db.transaction(async (tx) => {
    const fresh = await insertReferral(tx, shopId, {
      id,
      advocateId,
      state: 'claimed',
      reason: null,
      friendCode: null,
      claimedAt: now,
      expiresAt: terms.endsAt,
      points: settings.referrals.points,
      friendId: null,
      orderId: null,
      orderedAt: null,
      signals: [],
      releaseAt: null,
      decision: null,
      decidedBy: null,
      decidedAt: null,
      endedAt: null,
    });
    if (!fresh) return;
    await keepTraces(tx, shopId, ofFriend(id), traces, now);
    await wantOffer(services, tx, shopId, { id: offerIdOf(id), customerId: null, terms, atOnce: true });
    await services.addJob(tx, { kind: MAKE_FRIEND_CODE, shopId, key: id, runAt: now + HANDOVER });
  });
}

async function makeAtOnce(services: Services, shopId: ShopId, id: string): Promise<void> {
  const making = make(services, shopId, id, true).catch((error: unknown) => {
    // The job asks Shopify what became of it.
    services.log.warn({ err: error, shopId }, 'The code of a friend could not be made at once');
  });
  await within(PATIENCE, making).then((late) => {
    if (late === LATE) services.log.warn({ shopId }, 'The code of a friend takes its time');
  });
}

export const makeFriendCode: JobHandler = async (services, { shopId, key }) => {
  const making = await make(services, shopId, key, false);
  if (making.outcome === 'later')
    await services.db.transaction((tx) =>
      services.addJob(tx, { kind: MAKE_FRIEND_CODE, shopId, key, runAt: making.at }),
    );
};

function make(services: Services, shopId: ShopId, id: string, first: boolean) {
  return makeOffer(services, shopId, offerIdOf(id), {
    first,
    onSettled: (tx, settled) => keepCode(tx, shopId, id, settled, services.clock.now()),
  });
}

/** A code that could not be made is none: the friend may ask again. */
async function keepCode(tx: Tx, shopId: ShopId, id: string, settled: Settled, now: number): Promise<void> {
  const referral = await lockReferral(tx, shopId, id);
  if (!referral || referral.state !== 'claimed') return;
  const next: Referral =
    settled.outcome === 'made'
      ? { ...referral, friendCode: settled.code }
      : { ...referral, state: 'ineligible', endedAt: now };
  await updateReferral(tx, shopId, next);
}

function offerIdOf(referralId: string): string {
  return `referral/${referralId}`;
}
