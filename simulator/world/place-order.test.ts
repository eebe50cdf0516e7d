import { describe, expect, test } from 'vitest';
import { createCustomer } from './customers.ts';
import { createDiscount } from './discounts.ts';
import { lineTotal } from './order-state.ts';
import { createProduct } from './products.ts';
import { item, lineOf, start, testShop } from './world.fixture.ts';

describe('totals', () => {
  test('an order discount is spread over the lines before tax, shipping comes on top', () => {
    const { order } = testShop();
    const placed = order({ lines: [item(6000), item(4000)], orderDiscount: 1000, tax: 1800, shipping: 700 });
    expect(placed).toMatchObject({ subtotal: 9000, totalTax: 1800, totalDiscounts: 1000, total: 11_500 });
    expect(placed.lines.map(lineTotal)).toEqual([5400, 3600]);
    expect(placed.lines.map(({ tax }) => tax)).toEqual([1080, 720]);
  });

  test('a tax that is included is not added', () => {
    const { order } = testShop();
    const placed = order({ lines: [item(12_000)], tax: 2000, taxesIncluded: true });
    expect(placed).toMatchObject({ subtotal: 12_000, totalTax: 2000, total: 12_000 });
    expect(lineOf(placed, 0).taxRate).toBe(0.2);
  });

  test('duties and tip belong to the total and not to the subtotal', () => {
    const { order } = testShop();
    expect(order({ lines: [item(1000)], duties: 150, tip: 200, shipping: 300 })).toMatchObject({
      subtotal: 1000,
      total: 1650,
    });
  });

  test('a gift card is not taxed', () => {
    const { order } = testShop();
    const placed = order({ lines: [{ ...item(5000), giftCard: true }, item(3000)], taxRate: 0.1 });
    expect(placed.lines.map(({ tax }) => tax)).toEqual([0, 300]);
  });

  test('a discount larger than the order is refused, and leaves nothing behind', () => {
    const { order, shop } = testShop();
    expect(() => order({ lines: [item(1000)], orderDiscount: 1001 })).toThrow(/must fit/);
    expect(shop.orders.size).toBe(0);
    expect(shop.customers.size).toBe(0);
  });
});

describe('who buys and what is told', () => {
  test('an address is enough for a customer; the next order of that address is the same one’s', () => {
    const { order, shop, topics } = testShop();
    const first = order({ lines: [item(1000)], email: 'Ada@Example.com' });
    expect(topics()).toEqual(['customers/create', 'orders/create', 'order_transactions/create', 'orders/paid']);
    const second = order({ lines: [item(1000)], email: 'ada@example.com' });
    expect(second.customerId).toBe(first.customerId);
    expect(shop.customers.size).toBe(1);
    expect(topics()).toEqual(['orders/create', 'order_transactions/create', 'orders/paid']);
  });

  test('an unpaid order waits', () => {
    const { order, topics } = testShop();
    const placed = order({ lines: [item(1000)], paid: false, payWith: 'cod' });
    expect(placed.financialStatus).toBe('pending');
    expect(topics()).not.toContain('orders/paid');
  });

  test('a past order is dated then, and can be placed in silence', () => {
    const { order, topics } = testShop();
    const at = start - 86_400_000;
    const placed = order({ lines: [item(1000)], at, announce: ['orders/create'] });
    expect(placed).toMatchObject({ createdAt: at, processedAt: at, updatedAt: at });
    expect(placed.transactions[0]?.processedAt).toBe(at);
    expect(topics()).toEqual(['orders/create']);
    expect(() => order({ lines: [item(1000)], at: start + 1 })).toThrow(/future/);
  });

  test('a gift card that was bought pays a later order', () => {
    const { order, shop } = testShop();
    order({ lines: [{ ...item(5000), giftCard: true }] });
    const placed = order({ lines: [item(3000)], payWith: 'giftCard' });
    expect(placed.financialStatus).toBe('paid');
    expect([...shop.giftCards.values()].map(({ balance }) => balance)).toEqual([2000]);
    expect(() => order({ lines: [item(2001)], payWith: 'giftCard' })).toThrow(/does not cover/);
  });
});

describe('discount codes', () => {
  test('a code of one customer is refused to another, and after its one use to everyone', () => {
    const { order, shop, world } = testShop();
    const ada = createCustomer(world, shop, { email: 'ada@example.com' });
    createDiscount(world, shop, {
      title: 'Reward',
      codes: ['REWARD-1'],
      kind: 'amount',
      value: 500,
      customerIds: [ada.id],
      usageLimit: 1,
      oncePerCustomer: true,
    });
    expect(() => order({ lines: [item(2000)], email: 'eve@example.com', discountCodes: ['reward-1'] })).toThrow(
      /not-for-customer/,
    );
    const placed = order({ lines: [item(2000)], discountCodes: ['reward-1'] });
    expect(placed.discountCodes).toEqual([{ code: 'REWARD-1', amount: 500, type: 'fixed_amount' }]);
    expect(placed.subtotal).toBe(1500);
    expect(() => order({ lines: [item(2000)], discountCodes: ['REWARD-1'] })).toThrow(/used-up/);
  });

  test('dates and minimum count', () => {
    const { order, shop, world, pass } = testShop();
    createDiscount(world, shop, {
      title: 'Soon',
      codes: ['SOON'],
      kind: 'percentage',
      value: 0.1,
      minimumSubtotal: 2000,
      startsAt: start + 1000,
      endsAt: start + 2000,
    });
    const buy = (price: number) => order({ lines: [item(price)], discountCodes: ['SOON'] });
    expect(() => buy(2000)).toThrow(/not-started/);
    pass(1000);
    expect(() => buy(1999)).toThrow(/minimum-not-met/);
    expect(buy(2000).subtotal).toBe(1800);
    pass(1000);
    expect(() => buy(2000)).toThrow(/expired/);
  });

  test('two codes go together only when both say so', () => {
    const { order, shop, world } = testShop();
    const open = { order: true, product: true, shipping: true };
    const closed = { order: false, product: false, shipping: false };
    const code = (name: string, combinesWith: typeof open, more = {}) =>
      createDiscount(world, shop, { title: name, codes: [name], kind: 'amount', value: 300, combinesWith, ...more });
    code('OPEN', open);
    code('CLOSED', closed);
    code('SHIP', open, { kind: 'freeShipping', value: 0 });
    expect(() => order({ lines: [item(2000)], discountCodes: ['OPEN', 'CLOSED'] })).toThrow(/CLOSED.*cannot-combine/);
    const placed = order({ lines: [item(2000)], shipping: 400, discountCodes: ['OPEN', 'SHIP'] });
    expect(placed).toMatchObject({ subtotal: 1700, shippingDiscount: 400, total: 1700, totalDiscounts: 700 });
  });

  test('a product discount touches its products only, and comes before the order’s', () => {
    const { order, shop, world } = testShop();
    const mug = createProduct(world, shop, { title: 'Mug', variants: [{ price: 1000, sku: 'MUG' }] });
    createProduct(world, shop, { title: 'Pot', variants: [{ price: 3000, sku: 'POT' }] });
    const together = { order: true, product: true, shipping: true };
    createDiscount(world, shop, {
      title: 'Mugs',
      codes: ['MUGS'],
      kind: 'percentage',
      value: 0.5,
      productIds: [mug.id],
      combinesWith: together,
    });
    createDiscount(world, shop, {
      title: 'Ten',
      codes: ['TEN'],
      kind: 'percentage',
      value: 0.1,
      combinesWith: together,
    });
    const placed = order({
      lines: [
        { sku: 'MUG', quantity: 2 },
        { sku: 'POT', quantity: 1 },
      ],
      discountCodes: ['TEN', 'MUGS'],
    });
    expect(placed.lines.map(lineTotal)).toEqual([900, 2700]);
    expect(placed.discountApplications.map(({ code }) => code)).toEqual(['MUGS', 'TEN']);
  });

  test('a code that the store does not know needs the amount that it is worth', () => {
    const { order } = testShop();
    expect(() => order({ lines: [item(2000)], discountCodes: ['ELSEWHERE'] })).toThrow(/unknown/);
    const placed = order({ lines: [item(2000)], discountCodes: ['ELSEWHERE'], orderDiscount: 500 });
    expect(placed.discountCodes).toEqual([{ code: 'ELSEWHERE', amount: 500, type: 'fixed_amount' }]);
  });
});
