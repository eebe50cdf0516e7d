import { describe, expect, test } from 'vitest';
import { DAY } from '../../platform/kit/clock.ts';
import { type Click, type PlacedOrder, whatItBrought, whatItFollowed } from './decide-attribution.ts';

const NOON = Date.parse('2026-11-22T12:00:00Z');
const order = (more: Partial<PlacedOrder> = {}): PlacedOrder => ({
  id: '2002',
  sourceName: 'web',
  test: false,
  placedAt: NOON,
  ...more,
});
const click = (at: number, more: Partial<Click> = {}): Click => ({
  surface: 'tracking_page',
  orderId: '1001',
  productId: '7',
  at,
  ...more,
});

describe('what an order followed', () => {
  test('the last click before it, wherever that was', () => {
    const clicks = [
      click(NOON - 3_000, { surface: 'thank_you', productId: '8' }),
      click(NOON - 1_000, { surface: 'order_status', orderId: '1002', productId: '9' }),
      click(NOON - 2_000),
      click(NOON + 1_000, { productId: '10' }),
    ];
    expect(whatItFollowed(order(), clicks, null, 5)).toEqual({ ...clicks[1], withDiscount: false });
    expect(whatItFollowed(order(), clicks.toReversed(), null, 5)).toEqual({ ...clicks[1], withDiscount: false });
  });

  test.each([
    // An order's time has whole seconds, a click's has not.
    ['in the same second', -999, true],
    ['in the second after the order', -1_000, false],
    ['in the last second of the window', 5 * DAY, true],
    ['just before the window', 5 * DAY + 1, false],
  ])('a click %s', (_when, before, counts) => {
    expect(whatItFollowed(order(), [click(NOON - before)], null, 5) !== null).toBe(counts);
  });

  test('a narrower window loses the click, a wider one finds it', () => {
    const clicks = [click(NOON - 2 * DAY)];
    expect(whatItFollowed(order(), clicks, null, 1)).toBeNull();
    expect(whatItFollowed(order(), clicks, null, 2)).not.toBeNull();
  });

  test('never itself: a click beside the order is not what led to it', () => {
    expect(whatItFollowed(order({ id: '1001' }), [click(NOON - 1)], null, 5)).toBeNull();
    expect(
      whatItFollowed(order({ id: '1001' }), [], { surface: 'tracking_page', orderId: '1001', at: NOON - 1 }, 5),
    ).toBeNull();
  });

  test('nothing, where nobody clicked', () => {
    expect(whatItFollowed(order(), [], null, 30)).toBeNull();
  });

  test('a discount that was handed over beside an order stands for a click, and beside a click is said', () => {
    const handed = { surface: 'order_status', orderId: '1001', at: NOON - 20 * DAY } as const;
    expect(whatItFollowed(order(), [], handed, 5)).toEqual({ ...handed, productId: null, withDiscount: true });
    const later = click(NOON - DAY);
    expect(whatItFollowed(order(), [later], handed, 5)).toEqual({ ...later, withDiscount: true });
  });

  test.each(['pos', 'POS', 'shopify_draft_order', 'subscription_contract', 'subscription_contract_checkout_one'])(
    'nothing, where no cart was: %s',
    (sourceName) => {
      expect(whatItFollowed(order({ sourceName }), [click(NOON - 1)], null, 5)).toBeNull();
    },
  );
  test.each(['web', null, '580111', 'shopify_mobile_app'])('what came by a cart counts: %s', (sourceName) => {
    expect(whatItFollowed(order({ sourceName }), [click(NOON - 1)], null, 5)).not.toBeNull();
  });

  test('test orders are nobody’s', () => {
    expect(whatItFollowed(order({ test: true }), [click(NOON - 1)], null, 5)).toBeNull();
  });
});

describe('what it brought', () => {
  const money = { total: 10_000, paidAt: NOON, cancelledAt: null, deletedAt: null, refunds: [] };
  test('all that was paid, and less with every refund', () => {
    expect(whatItBrought(money)).toEqual({ state: 'paid', revenue: 10_000, refunded: 0 });
    expect(whatItBrought({ ...money, refunds: [{ money: 2_500 }, { money: 1_000 }] })).toMatchObject({
      revenue: 10_000,
      refunded: 3_500,
    });
  });
  test('never less than nothing', () => {
    expect(whatItBrought({ ...money, refunds: [{ money: 10_000 }, { money: 1 }] }).refunded).toBe(10_000);
  });
  test.each([
    [{ paidAt: null }, 'unpaid'],
    [{ cancelledAt: NOON }, 'void'],
    [{ deletedAt: NOON }, 'void'],
    [{ paidAt: null, cancelledAt: NOON }, 'void'],
  ] as const)('%o: %s', (change, state) => {
    expect(whatItBrought({ ...money, ...change }).state).toBe(state);
  });
});
