/** What the theme reads of a customer's points: everything that a page can show of them without asking. */
import { dayIn } from '../../platform/kit/days.ts';
import type { AccountView } from './store/accounts.ts';
import { nextExpiry } from './storefront.ts';
import type { TierOfMember } from './tier-of-member.ts';

/** More are told by the page of the history. */
const LOTS = 12;

export function metafieldValue(
  { balance, rev, lots }: Pick<AccountView, 'balance' | 'rev' | 'lots'>,
  { at, timeZone, tier }: { at: number; timeZone: string; tier: Awaited<ReturnType<TierOfMember>> },
) {
  const day = (ms: number | null) => (ms === null ? null : dayIn(timeZone, ms));
  return {
    ...balance,
    rev,
    /** Seconds, as Liquid counts: what was ordered later may not be in it. */
    at: Math.floor(at / 1000),
    lots: lots.slice(0, LOTS).map(({ remaining, state, availableAt, expiresAt }) => ({
      points: remaining,
      state,
      availableAt: day(availableAt),
      expiresAt: day(expiresAt),
    })),
    nextExpiry: nextExpiry(lots, timeZone),
    /** `missing` as a decimal: points, orders, or of the store's currency. */
    tier: tier && { id: tier.tier?.id ?? null, next: tier.next?.id ?? null, missing: tier.next?.missing ?? '0' },
  };
}

/** Two values that differ in nothing but when they were made. */
export function sayTheSame(one: string, other: string): boolean {
  const undated = (value: string) => value.replace(/"at":\d+,/, '');
  return undated(one) === undated(other);
}
