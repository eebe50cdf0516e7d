/** Bonuses, rewards and imported balances, for whoever decides about them: given, let go, taken back. */
import { createHash } from 'node:crypto';
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { afterBooking, type BookingServices } from './after-booking.ts';
import type { Balance } from './account-book.ts';
import { type Booked, bookOnce, type NotBooked } from './book-once.ts';
import { bringToNow } from './bring-to-now.ts';
import { grant, type GrantSource, type Matures, release, takeBackGrant as takeBack } from './grant.ts';
import { saveBook } from './ledger.ts';
import { onceOf } from './once-of.ts';
import { readTerms } from './read-terms.ts';
import { isNobodys, loadBook, lockAccount } from './store/books.ts';
import { causeTotals, grantOf } from './store/causes.ts';

export interface GrantRequest {
  customerId: CustomerId;
  /** Whole, more than zero. */
  points: number;
  /** The caller's own, unique among the store's grants. */
  key: string;
  source: GrantSource;
  /** The order that it was given for, for people to read. */
  orderId?: string | null;
  /** Ms. */
  occurredAt: number;
  matures: Matures;
  /** Ms of the last valid moment, null = never; by default as the programme says, counted from the maturity. */
  expiresAt?: number | null;
  /** Of a bonus that a customer gets once: which. By default the source says it. */
  once?: string | null;
}

/** Whoever carries an excluded tag, or a programme that is paused, is the caller's to mind. */
export async function grantPoints(
  services: BookingServices,
  tx: Tx,
  shopId: ShopId,
  request: GrantRequest,
): Promise<Booked | NotBooked> {
  const { customerId, points, key, source, orderId = null, occurredAt, matures } = request;
  const cause = causeOf(key);
  // Without its dates: a repetition may come at another time.
  const input = { customer: customerId, points, source };
  const once = request.once === undefined ? onceOf(source) : request.once;
  const given = { points, cause, source, orderId, occurredAt, matures, once };
  const terms = request.expiresAt === undefined ? given : { ...given, expiresAt: request.expiresAt };
  return bookOnce<never>(services, tx, shopId, { of: { customerId }, key: cause, input }, (book, now) =>
    grant(book, terms, input, now),
  );
}

export interface TakeBackRequest {
  grantKey: string;
  /** All that still counts of it, unless said otherwise; never more. */
  points?: number;
  key: string;
  occurredAt: number;
}

/** Its own lot first, then other available points, then debt (rules E and O). */
export async function takeBackGrant(
  services: BookingServices,
  tx: Tx,
  shopId: ShopId,
  { grantKey, points, key, occurredAt }: TakeBackRequest,
): Promise<Booked | NotBooked | { outcome: 'nothing' }> {
  const cause = causeOf(grantKey);
  const given = await grantOf(tx, shopId, cause);
  if (!given) return { outcome: 'nothing' };
  const { accountId, source, orderId } = given;
  const entryKey = `take-back/${key}`;
  const input = { grant: grantKey, points: points ?? 'all' };
  let left = 0;
  return bookOnce<{ outcome: 'nothing' }>(
    services,
    tx,
    shopId,
    { of: { accountId }, key: entryKey, input },
    (book) => {
      const most = Math.min(points ?? left, left);
      if (most <= 0) return { outcome: 'nothing' };
      return takeBack(book, { points: most, key: entryKey, cause, source, orderId, occurredAt }, input);
    },
    async () => {
      const { granted, reversed } = await causeTotals(tx, shopId, cause);
      left = granted - reversed;
      return { causes: [cause] };
    },
  );
}

/** What is held waits until then, or is available now. Of what is not held any more nothing happens. */
export async function releaseGrant(
  services: BookingServices,
  tx: Tx,
  shopId: ShopId,
  { grantKey, at }: { grantKey: string; at: number | 'now' },
): Promise<{ outcome: 'released' | 'nothing'; balance: Balance } | { outcome: 'erased' | 'unknown' }> {
  const cause = causeOf(grantKey);
  const given = await grantOf(tx, shopId, cause);
  if (!given) return { outcome: 'unknown' };
  const now = services.clock.now();
  const account = await lockAccount(tx, shopId, given.accountId);
  if (isNobodys(account)) return { outcome: 'erased' };
  const book = await loadBook(tx, shopId, account, await readTerms(tx, shopId), { causes: [cause] });
  bringToNow(book, now);
  const released = release(book, cause, at === 'now' ? now : at);
  bringToNow(book, now);
  await afterBooking(services, tx, shopId, [await saveBook(tx, shopId, now, account, book)]);
  return { outcome: released ? 'released' : 'nothing', balance: book.balance };
}

/** Long keys are kept as a digest: an index cannot hold any length. */
function causeOf(key: string): string {
  return `grant/${key.length <= 200 ? key : createHash('sha256').update(key).digest('hex')}`;
}
