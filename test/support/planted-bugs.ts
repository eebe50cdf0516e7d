/** Mistakes that one could make in the points, each as a change of the app's own source. `snippet` stands in the file exactly once. */
export interface PlantedBug {
  name: string;
  file: string;
  snippet: string;
  instead: string;
}

const points = 'web/loyalty/points';

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'each line is rounded down, not the order',
    file: `${points}/order-target.ts`,
    snippet: 'kept = plus(kept, times(basis, fraction(left, line.quantity)));',
    instead:
      'kept = plus(kept, fraction(100 * Number((basis.n * BigInt(left)) / (basis.d * BigInt(line.quantity) * 100n))));',
  },
  {
    name: 'of the multipliers that match the last counts, not the highest',
    file: `${points}/line-factors.ts`,
    snippet: '(isLess(fractionOf(highest), fractionOf(factor)) ? factor : highest)',
    instead: '(factor === ONCE ? highest : factor)',
  },
  {
    name: "a multiplier for a while goes by Greenwich's clocks",
    file: `${points}/line-factors.ts`,
    snippet: 'facts.placedAt < momentIn(facts.timeZone, from)',
    instead: "facts.placedAt < momentIn('UTC', from)",
  },
  {
    name: 'what a line earns is never decided, so that all earn once',
    file: `${points}/line-factors.ts`,
    snippet: 'lines.filter(({ id }) => known[id] === undefined)',
    instead: 'lines.slice(0, 0)',
  },
  {
    name: 'the money of a refund counts where it names lines',
    file: `${points}/order-target.ts`,
    snippet: 'if (refund.lines.length > 0) return 0;',
    instead: '',
  },
  {
    name: 'returned shipping takes points',
    file: `${points}/order-target.ts`,
    snippet: 'refund.money - refund.shipping - refund.duties',
    instead: 'refund.money - refund.duties',
  },
  {
    name: 'a typed refund is a share of the total without tax and shipping',
    file: `${points}/order-target.ts`,
    snippet: 'const total = order.total + addedByEdits(order);',
    instead: 'const total = order.subtotal + addedByEdits(order);',
  },
  {
    name: 'a return counts twice, because both the order and the refund tell of it',
    file: `${points}/order-target.ts`,
    snippet: 'Math.max(line.quantity - line.currentQuantity, refunded.get(line.id) ?? 0)',
    instead: 'line.quantity - line.currentQuantity + (refunded.get(line.id) ?? 0)',
  },
  {
    name: 'a cancelled order keeps its points',
    file: `${points}/order-target.ts`,
    snippet: 'order.test || order.cancelled || order.deleted',
    instead: 'order.test || order.deleted',
  },
  {
    name: 'discounts are left out of account',
    file: `${points}/earn-rules.ts`,
    snippet: 'line.unitPrice * line.quantity - line.discount',
    instead: 'line.unitPrice * line.quantity',
  },
  {
    name: 'tax earns',
    file: `${points}/earn-rules.ts`,
    snippet: "terms.basis === 'gross' ? withTax : withTax - line.tax",
    instead: 'withTax',
  },
  {
    name: 'gift cards earn',
    file: `${points}/earn-rules.ts`,
    snippet: 'if (line.giftCard || line.tip) return 0;',
    instead: 'if (line.tip) return 0;',
  },
  {
    name: 'every currency has two decimals',
    file: 'web/platform/kit/payload-fields.ts',
    snippet: "return minorFromDecimal(amount ?? '0', currency);",
    instead: "return minorFromDecimal((Number(amount ?? '0') * (currency === 'JPY' ? 100 : 1)).toString(), currency);",
  },
  {
    name: 'an older state of the order overwrites a newer one',
    file: 'web/mirror/orders/apply-orders.ts',
    snippet: 'const incoming = authoritative ? updatedAt <= order.updatedAt : updatedAt < order.updatedAt;',
    instead: 'const incoming = true;',
  },
  {
    name: 'a refund that is heard again is added again',
    file: 'web/mirror/orders/store/save-refunds.ts',
    snippet: "money: greatest(tx, eb.ref('order_refunds.money'), eb.ref('excluded.money')),",
    instead: "money: eb('order_refunds.money', '+', eb.ref('excluded.money')),",
  },
  {
    name: 'the return window is a day too long',
    file: `${points}/return-window.ts`,
    snippet: 'window.days * DAY',
    instead: '(window.days + 1) * DAY',
  },
  {
    name: 'new points do not pay what is owed',
    file: `${points}/account-book.ts`,
    snippet: 'const paid = Math.min(owed, points);',
    instead: 'const paid = 0;',
  },
  {
    name: 'a reversal takes what can be used before what is pending',
    file: `${points}/take-points.ts`,
    snippet: '...own.filter(isPending)',
    instead: '...others.filter(isAvailable), ...own.filter(isPending)',
  },
  {
    name: 'what comes back after a reversal is earned anew, with a window of its own',
    file: `${points}/bring-order-to-target.ts`,
    snippet: 'const back = Math.min(difference, holdings.reversed);',
    instead: 'const back = 0;',
  },
  {
    name: 'a merge forgets what the removed customer owes',
    file: `${points}/merge-accounts.ts`,
    snippet: 'const owed = from.balance.debt;',
    instead: 'const owed = 0;',
  },
  {
    name: 'a merge leaves pending points behind',
    file: `${points}/merge-accounts.ts`,
    snippet: 'filter((lot) => lot.remaining > 0)',
    instead: "filter((lot) => lot.remaining > 0 && lot.state === 'available')",
  },
  {
    name: 'a merge whose webhook was lost stays unknown',
    file: 'web/mirror/orders/customer-of-order.ts',
    snippet: 'if (former === null || kept === null || former === kept) continue;',
    instead: 'continue;',
  },
  {
    name: 'a lot ends when its last day begins',
    file: `${points}/booking-terms.ts`,
    snippet: 'endOfDay(timeZone, day) - 1',
    instead: 'endOfDay(timeZone, day) - 86_400_000',
  },
  {
    name: 'points lapse by when they were earned, not by when they could be used',
    file: `${points}/book-order.ts`,
    snippet: 'expiresAt: expiresAt(book.terms.expiry, availableAt),\n      createdAt',
    instead: 'expiresAt: expiresAt(book.terms.expiry, countsFrom),\n      createdAt',
  },
  {
    name: 'the last to lapse is spent first',
    file: `${points}/take-points.ts`,
    snippet: 'return (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY);',
    instead: 'return (b.expiresAt ?? Number.POSITIVE_INFINITY) - (a.expiresAt ?? Number.POSITIVE_INFINITY);',
  },
  {
    name: 'a refund takes what has lapsed a second time',
    file: `${points}/take-points.ts`,
    snippet: 'const lapsed = takeFrom(gone, first.short);',
    instead: 'const lapsed = takeFrom([], first.short);',
  },
  {
    name: 'a shop without debt has debt',
    file: `${points}/take-back.ts`,
    snippet: "book.terms.negative === 'clamp'",
    instead: 'book.terms.expiry === undefined',
  },
  {
    name: 'what comes back of a reward goes to the lot that lapses first',
    file: `${points}/redeem.ts`,
    snippet: 'inSpendOrder(lotOf(book, b.lot), lotOf(book, a.lot))',
    instead: 'inSpendOrder(lotOf(book, a.lot), lotOf(book, b.lot))',
  },
  {
    name: 'each refund brings back all that should have come back by then',
    file: `${points}/return-rewards.ts`,
    snippet: 'const points = total - reimbursed;',
    instead: 'const points = Math.min(total, redeemed - reimbursed);',
  },
  {
    name: 'points that come back to a lot that has lapsed are lost at once',
    file: `${points}/give-back.ts`,
    snippet: "lot.state === 'expired' ? expiresAfterReturn(book.terms.expiry, now) : lot.expiresAt",
    instead: 'lot.expiresAt',
  },
  {
    name: 'a bonus can be taken back more than once',
    file: `${points}/grants.ts`,
    snippet: 'left = granted - reversed;',
    instead: 'left = granted + 0 * reversed;',
  },
  {
    name: 'two customers who become one keep two welcomes',
    file: `${points}/drop-duplicates.ts`,
    snippet: 'for (const lot of twice) drop(book, lot, now);',
    instead: '',
  },
];
