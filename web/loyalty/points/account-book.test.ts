/** The ledger's decisions on one account, without a database: the rules D, E, I, K, O, P, V and any sequence of them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AccountBook, type Lot, openBook, write } from './account-book.ts';
import { adjustBalance } from './adjust-balance.ts';
import {
  bringOrderToTarget,
  held,
  needsRestoring,
  type OrderHoldings,
  type StillTaken,
} from './bring-order-to-target.ts';
import { forfeitAll } from './forfeit-all.ts';
import { PLAIN_TERMS } from './booking-terms.ts';
import { bringToNow } from './bring-to-now.ts';
import { inSpendOrder, takeBack } from './take-points.ts';

const rule = { version: 1, points: 1, perMinor: 100, basis: 'net', windowDays: 14 } as const;
const WINDOW = 14;

/** Days instead of milliseconds: the decisions only compare. */
function story() {
  const book = openBook('account', { available: 0, pending: 0, debt: 0 }, 0, [], PLAIN_TERMS);
  const orders = new Map<string, OrderHoldings>();
  let day = 0;
  let adjustments = 0;
  const holdings = (orderId: string): OrderHoldings => {
    const known = orders.get(orderId) ?? { orderId, credited: 0, reversed: 0, bookings: 0 };
    orders.set(orderId, known);
    return known;
  };
  return {
    book,
    orders,
    advance(days: number) {
      day += days;
      bringToNow(book, day);
    },
    order(orderId: string, target: number) {
      const known = holdings(orderId);
      const taken = needsRestoring(known, target) ? stillTaken(book, orderId) : [];
      const gain = { countsFrom: day, availableAt: day + WINDOW, expiresAt: null, createdAt: day, rule };
      bringOrderToTarget(book, known, { target, occurredAt: day, gain, taken });
    },
    adjust(points: number) {
      adjustments += 1;
      return adjustBalance(book, { points, key: `adjust/${adjustments}`, input: { points }, now: day }).outcome;
    },
    forfeit: () => forfeitAll(book, day),
    shown: () => `P ${book.balance.pending} A ${book.balance.available} D ${book.balance.debt}`,
  };
}

/** As `ledger.ts` reads it from the postings. */
function stillTaken(book: AccountBook, orderId: string): StillTaken[] {
  const net = new Map<string, StillTaken>();
  for (const entry of book.entries) {
    if (entry.orderId !== orderId || (entry.kind !== 'reversed' && entry.kind !== 'restored')) continue;
    for (const { account, lot, points } of entry.postings) {
      if (account === 'reversed') continue;
      const place = account === 'debt' || account === 'lapsed' || account === 'written_off' ? account : 'lot';
      const id = `${place} ${lot}`;
      net.set(id, { place, lot, points: (net.get(id)?.points ?? 0) - points });
    }
  }
  return [...net.values()].filter(({ points }) => points > 0);
}

function lotsOf(book: AccountBook): string[] {
  return [...book.lots.values()]
    .filter((lot) => lot.remaining > 0)
    .map((lot) => `${lot.orderId} ${lot.state} ${lot.remaining}`);
}

describe('an account', () => {
  test('14: matures at the end of the window', () => {
    const { advance, order, shown } = story();
    order('1', 100);
    expect(shown()).toBe('P 100 A 0 D 0');
    advance(WINDOW);
    expect(shown()).toBe('P 0 A 100 D 0');
  });

  test('46, 48: what was spent is owed; maturing points and gifts pay first', () => {
    const { advance, order, adjust, shown } = story();
    order('1', 100);
    advance(WINDOW);
    expect(adjust(-80)).toBe('booked');
    order('1', 0);
    expect(shown()).toBe('P 0 A 0 D 80');
    order('2', 50);
    expect(shown()).toBe('P 50 A 0 D 80');
    advance(WINDOW);
    expect(shown()).toBe('P 0 A 0 D 30');
    adjust(60);
    expect(shown()).toBe('P 0 A 30 D 0');
  });

  test('49: own lot, other available lots, then debt; other pending lots stay', () => {
    const { book, advance, order, adjust, shown } = story();
    order('1', 100);
    advance(1);
    order('2', 100);
    advance(WINDOW);
    adjust(-150);
    order('3', 10);
    expect(lotsOf(book)).toEqual(['2 available 50', '3 pending 10']);
    order('1', 0);
    expect(lotsOf(book)).toEqual(['3 pending 10']);
    expect(shown()).toBe('P 10 A 0 D 50');
  });

  test('82, 28: a gain is a new pending lot, which then grows in place', () => {
    const { book, advance, order } = story();
    order('1', 100);
    advance(WINDOW);
    order('1', 130);
    order('1', 140);
    expect(lotsOf(book)).toEqual(['1 available 100', '1 pending 40']);
    order('1', 110);
    expect(lotsOf(book)).toEqual(['1 available 100', '1 pending 10']);
  });

  test('a gain does not go into the emptied lot of a window that has ended', () => {
    const { book, advance, order, shown } = story();
    order('1', 100);
    order('1', 0);
    advance(WINDOW + 1);
    order('1', 130);
    advance(0);
    expect(shown()).toBe('P 30 A 100 D 0');
    expect(lotsOf(book)).toEqual(['1 available 100', '1 pending 30']);
  });

  test('a lot that its own order has filled again takes back no more from another', () => {
    const { advance, order, adjust, shown } = story();
    order('1', 100);
    order('2', 100);
    advance(WINDOW);
    adjust(-100);
    order('1', 0);
    order('2', 0);
    adjust(100);
    expect(shown()).toBe('P 0 A 0 D 0');
    order('2', 100);
    order('1', 100);
    expect(shown()).toBe('P 0 A 200 D 0');
  });

  test('a loss that turns out smaller goes back where it came from, debt first', () => {
    const { book, advance, order, adjust, shown } = story();
    order('1', 100);
    order('2', 30);
    advance(WINDOW);
    adjust(-90);
    expect(lotsOf(book)).toEqual(['1 available 10', '2 available 30']);
    order('1', 0);
    expect(shown()).toBe('P 0 A 0 D 60');
    order('1', 100);
    expect(lotsOf(book)).toEqual(['1 available 10', '2 available 30']);
    expect(shown()).toBe('P 0 A 40 D 0');
  });

  test('what became debt and was paid by others meanwhile comes back as points', () => {
    const { advance, order, adjust, shown } = story();
    order('1', 100);
    advance(WINDOW);
    adjust(-80);
    order('1', 0);
    adjust(80);
    expect(shown()).toBe('P 0 A 0 D 0');
    order('1', 100);
    expect(shown()).toBe('P 0 A 100 D 0');
  });

  test('a debit by hand takes only what is available', () => {
    const { order, adjust, shown } = story();
    order('1', 100);
    adjust(20);
    expect(adjust(-21)).toBe('too_much');
    expect(adjust(-20)).toBe('booked');
    expect(shown()).toBe('P 100 A 0 D 0');
  });

  test('67: erasure forfeits everything in one entry', () => {
    const { order, adjust, forfeit, shown } = story();
    adjust(250);
    order('1', 40);
    expect(forfeit()?.points).toBe(-290);
    expect(shown()).toBe('P 0 A 0 D 0');
    expect(forfeit()).toBeNull();
  });

  test('79: what is owed goes with the person too', () => {
    const { advance, order, adjust, forfeit, shown } = story();
    order('1', 100);
    advance(WINDOW);
    adjust(-100);
    order('1', 0);
    expect(forfeit()?.points).toBe(100);
    expect(shown()).toBe('P 0 A 0 D 0');
  });
});

test('50: the earliest expiry is spent first, undated last, then the oldest', () => {
  const lot = (id: string, seq: number, expiresAt: number | null) =>
    ({
      id,
      seq,
      createdAt: 0,
      orderId: id,
      cause: null,
      remaining: 10,
      lapsed: 0,
      state: 'available',
      expiresAt,
    }) as const;
  const lots = [lot('undated', 1, null), lot('june', 2, 6), lot('december', 3, 12), lot('june too', 4, 6)];
  expect(lots.toSorted(inSpendOrder).map(({ id }) => id)).toEqual(['june', 'june too', 'december', 'undated']);
  expect(takeBack(lots, { orderId: 'undated', cause: null }, 25).lots).toEqual([
    { id: 'undated', points: 10 },
    { id: 'june', points: 10 },
    { id: 'june too', points: 5 },
  ]);
});

test('an entry whose postings do not sum to zero is refused', () => {
  const { book } = story();
  const entry = { kind: 'adjusted', key: 'k', input: {}, orderId: null, occurredAt: 0, actor: 'staff' } as const;
  expect(() => write(book, { ...entry, postings: [{ account: 'adjusted', lot: null, points: 1 }] })).toThrow(
    /sum to zero/,
  );
});

/** Section 3 of the reference: what holds after any sequence. */
test('any sequence keeps the invariants of the ledger', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('order' as const), id: fc.constantFrom('1', '2', '3'), points: fc.nat(200) }),
    fc.record({
      kind: fc.constant('adjust' as const),
      points: fc.integer({ min: -150, max: 150 }).filter((points) => points !== 0),
    }),
    fc.record({ kind: fc.constant('advance' as const), days: fc.nat(20) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const { book, orders, order, adjust, advance } = story();
      for (const each of steps) {
        if (each.kind === 'order') order(each.id, each.points);
        if (each.kind === 'adjust') adjust(each.points);
        if (each.kind === 'advance') advance(each.days);
        const lots: Lot[] = [...book.lots.values()];
        const { available, pending, debt } = book.balance;
        expect(lots.reduce((sum, { remaining }) => sum + remaining, 0)).toBe(available + pending);
        expect(book.entries.reduce((sum, { points }) => sum + points, 0)).toBe(available + pending - debt);
        expect(lots.every(({ remaining, credited }) => remaining >= 0 && remaining <= credited)).toBe(true);
        expect(available > 0 && debt > 0).toBe(false);
        expect(book.entries.map(({ seq }) => seq)).toEqual(book.entries.map((_, index) => index + 1));
        expect(new Set(book.entries.map(({ key }) => key)).size).toBe(book.entries.length);
        for (const known of orders.values()) {
          const ofOrder = book.entries.filter(({ orderId, kind }) => orderId === known.orderId && kind !== 'matured');
          expect(ofOrder.reduce((sum, { points }) => sum + points, 0)).toBe(held(known));
          expect(known.reversed).toBeGreaterThanOrEqual(0);
          expect(known.reversed).toBeLessThanOrEqual(known.credited);
        }
      }
    }),
  );
});

test('states of an order that were missed on the way change nothing in the end', () => {
  const targets = fc.array(fc.nat(200), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.boolean(), targets, (mature, path) => {
      const last = path.at(-1) ?? 0;
      const [heardAll, heardLast] = [story(), story()];
      for (const { order, advance } of [heardAll, heardLast]) {
        order('1', 100);
        if (mature) advance(WINDOW);
      }
      for (const target of path) heardAll.order('1', target);
      heardAll.order('1', last);
      heardLast.order('1', last);
      expect(heardAll.shown()).toBe(heardLast.shown());
    }),
  );
});
