/** Money that a store owes a customer. What expires is spent first, the soonest before all, and is gone at its moment. */
import type { Customer, Id, Minor, Ms } from './types.ts';

/** The balance, without what has expired by now. */
export function creditOf(customer: Customer, now: Ms): Minor {
  for (const credit of customer.credits) {
    if (credit.expiresAt === null || credit.expiresAt > now || credit.remaining === 0) continue;
    customer.storeCredit -= credit.remaining;
    credit.remaining = 0;
  }
  return customer.storeCredit;
}

export function giveCredit(
  customer: Customer,
  credit: { id: Id; amount: Minor; expiresAt: Ms | null },
  now: Ms,
): Customer['credits'][number] {
  const given = { ...credit, remaining: credit.amount, createdAt: now };
  customer.storeCredit = creditOf(customer, now) + credit.amount;
  customer.credits.push(given);
  return given;
}

/** The caller has made sure that it suffices. */
export function spendCredit(customer: Customer, amount: Minor, now: Ms): void {
  customer.storeCredit = creditOf(customer, now) - amount;
  const end = (credit: { expiresAt: Ms | null }) => credit.expiresAt ?? Number.POSITIVE_INFINITY;
  let left = amount;
  for (const credit of customer.credits.toSorted((a, b) => end(a) - end(b))) {
    const part = Math.min(left, credit.remaining);
    credit.remaining -= part;
    left -= part;
  }
}
