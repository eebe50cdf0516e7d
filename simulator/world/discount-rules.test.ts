import { describe, expect, it } from 'vitest';
import { applyDiscounts, type Basket, type DiscountRefusal } from './discount-rules.ts';
import { createDiscount, type DiscountInput } from './discounts.ts';
import { createWorld } from './create-world.ts';
import type { PricedLine } from './order-input.ts';
import { createShop } from './shops.ts';
import type { Shop } from './types.ts';

const NOW = Date.UTC(2026, 10, 1);
const DAY = 86_400_000;
const nothing = { order: false, product: false, shipping: false };
const everything = { order: true, product: true, shipping: true };

/** A line of product `P1`, variant `V1`, … */
function line(which: number, price: number, quantity = 1, more: Partial<PricedLine> = {}): PricedLine {
  return {
    input: { quantity },
    productId: `P${which}`,
    variantId: `V${which}`,
    title: `Product ${which}`,
    variantTitle: null,
    sku: null,
    vendor: null,
    price,
    quantity,
    giftCard: false,
    taxable: true,
    requiresShipping: true,
    tax: 0,
    taxRate: 0,
    allocations: [],
    ...more,
  };
}
const basketOf = (lines: PricedLine[], more: Partial<Basket> = {}): Basket => ({
  lines,
  shipping: 500,
  customerId: null,
  at: NOW,
  collections: new Map([['K1', { id: 'K1', title: 'Lamps', handle: 'lamps', productIds: ['P1', 'P2'] }]]),
  ...more,
});
function shopWith(...discounts: (Partial<DiscountInput> & { code?: string })[]): Shop {
  const world = createWorld({ now: () => NOW });
  const shop = createShop(world, { domain: 'rules.myshopify.com', currency: 'USD', locale: 'en' });
  for (const { code, ...discount } of discounts) {
    const codes = code === undefined ? [] : [code];
    createDiscount(world, shop, { title: code ?? 'Automatic', kind: 'percentage', value: 0.1, codes, ...discount });
  }
  return shop;
}
const offLines = (applied: ReturnType<typeof applyDiscounts>): number[] =>
  applied.allocations.map((parts) => parts.reduce((sum, { amount }) => sum + amount, 0));

it('a discount on a collection takes from its products alone, and their price alone counts towards its minimum', () => {
  const lamps = { code: 'LAMPS', kind: 'amount' as const, value: 900, collectionIds: ['K1'] };
  const lines = [line(1, 1000), line(2, 2000), line(3, 9000)];
  expect(offLines(applyDiscounts(shopWith(lamps), basketOf(lines), ['LAMPS'], false))).toEqual([300, 600, 0]);
  const needy = applyDiscounts(shopWith({ ...lamps, minimumSubtotal: 3001 }), basketOf(lines), ['LAMPS'], false);
  expect(needy.refused).toEqual([{ code: 'LAMPS', reason: 'minimum-not-met' }]);
  const strange = applyDiscounts(shopWith(lamps), basketOf([line(3, 9000)]), ['LAMPS'], false);
  expect(strange.refused).toEqual([{ code: 'LAMPS', reason: 'nothing-entitled' }]);
});

it('an amount off one variant is taken once, however many pieces there are', () => {
  const free = { code: 'FREE', kind: 'amount' as const, value: 1000, variantIds: ['V1'] };
  const applied = applyDiscounts(shopWith(free), basketOf([line(1, 1000, 3), line(2, 2000)]), ['FREE'], false);
  expect(offLines(applied)).toEqual([1000, 0]);
});

describe('a code alone', () => {
  const cases: {
    name: string;
    discount: Partial<DiscountInput>;
    basket?: Partial<Basket>;
    reason: DiscountRefusal | null;
  }[] = [
    { name: 'applies', discount: {}, reason: null },
    { name: 'applies at the very moment at which it starts', discount: { startsAt: NOW }, reason: null },
    { name: 'is refused before it starts', discount: { startsAt: NOW + 1 }, reason: 'not-started' },
    { name: 'is refused from its end on', discount: { startsAt: NOW - DAY, endsAt: NOW }, reason: 'expired' },
    { name: 'applies until its end', discount: { startsAt: NOW - DAY, endsAt: NOW + 1 }, reason: null },
    {
      name: 'is refused to a guest when it is somebody’s',
      discount: { customerIds: ['C1'] },
      reason: 'not-for-customer',
    },
    {
      name: 'is refused to another customer',
      discount: { customerIds: ['C1'] },
      basket: { customerId: 'C2' },
      reason: 'not-for-customer',
    },
    { name: 'applies for its customer', discount: { customerIds: ['C1'] }, basket: { customerId: 'C1' }, reason: null },
    { name: 'is refused below its minimum subtotal', discount: { minimumSubtotal: 4001 }, reason: 'minimum-not-met' },
    { name: 'applies at its minimum subtotal', discount: { minimumSubtotal: 4000 }, reason: null },
    { name: 'is refused below its minimum quantity', discount: { minimumQuantity: 4 }, reason: 'minimum-not-met' },
    { name: 'applies at its minimum quantity', discount: { minimumQuantity: 3 }, reason: null },
    {
      name: 'counts only its own products towards the minimum',
      discount: { productIds: ['P1'], minimumSubtotal: 2500 },
      reason: 'minimum-not-met',
    },
    {
      name: 'is refused when nothing in the basket is its',
      discount: { productIds: ['P9'] },
      reason: 'nothing-entitled',
    },
  ];
  it.each(cases)('$name', ({ discount, basket, reason }) => {
    const shop = shopWith({ code: 'ONE', ...discount });
    const applied = applyDiscounts(shop, basketOf([line(1, 1000, 2), line(2, 2000)], basket), ['ONE'], false);
    expect(applied.refused).toEqual(reason === null ? [] : [{ code: 'ONE', reason }]);
    expect(applied.codes).toHaveLength(reason === null ? 1 : 0);
  });

  it('is refused once its uses are used up, and once this customer has used it', () => {
    const shop = shopWith({ code: 'FEW', usageLimit: 2 }, { code: 'ONCE', oncePerCustomer: true });
    const [few, once] = [...shop.discounts.values()];
    if (few?.codes[0]) few.codes[0].used = 2;
    once?.usedBy.push('C1');
    const of = (code: string, customerId: string | null) =>
      applyDiscounts(shop, basketOf([line(1, 1000)], { customerId }), [code], false).refused;
    expect(of('FEW', null)).toEqual([{ code: 'FEW', reason: 'used-up' }]);
    expect(of('ONCE', 'C1')).toEqual([{ code: 'ONCE', reason: 'already-used' }]);
    expect(of('ONCE', 'C2')).toEqual([]);
  });

  it('counts the uses of bulk codes code by code', () => {
    const shop = shopWith({ codes: ['A1', 'A2'], usageLimit: 1 });
    const [bulk] = [...shop.discounts.values()];
    if (bulk?.codes[0]) bulk.codes[0].used = 1;
    const of = (code: string) => applyDiscounts(shop, basketOf([line(1, 1000)]), [code], false).refused;
    expect(of('A1')).toEqual([{ code: 'A1', reason: 'used-up' }]);
    expect(of('A2')).toEqual([]);
  });

  it('is found whatever its case, and refused when nobody knows it', () => {
    const applied = applyDiscounts(shopWith({ code: 'Ten' }), basketOf([line(1, 1000)]), [' tEN ', 'what'], false);
    expect(applied.codes).toEqual([{ code: 'Ten', amount: 100, type: 'percentage' }]);
    expect(applied.refused).toEqual([{ code: 'what', reason: 'unknown' }]);
  });
});

describe('amounts', () => {
  it('spreads a percentage of the order over the lines to the last cent', () => {
    const applied = applyDiscounts(
      shopWith({ code: 'X', value: 0.15 }),
      basketOf([line(1, 333), line(2, 333), line(3, 333)]),
      ['X'],
      false,
    );
    expect(offLines(applied)).toEqual([50, 50, 50]);
    expect(applied.codes[0]?.amount).toBe(150);
  });

  it('never takes more than there is', () => {
    const applied = applyDiscounts(
      shopWith({ code: 'X', kind: 'amount', value: 9999 }),
      basketOf([line(1, 700), line(2, 300)]),
      ['X'],
      false,
    );
    expect(offLines(applied)).toEqual([700, 300]);
    expect(applied.applications[0]).toMatchObject({
      value: '99.99',
      valueType: 'fixed_amount',
      targetSelection: 'all',
    });
  });

  it('takes an amount off each item, or once over all of them', () => {
    const each = applyDiscounts(
      shopWith({ code: 'X', kind: 'amount', value: 100, appliesOnEachItem: true, productIds: ['P1'] }),
      basketOf([line(1, 1000, 3), line(2, 1000)]),
      ['X'],
      false,
    );
    expect(offLines(each)).toEqual([300, 0]);
    const across = applyDiscounts(
      shopWith({ code: 'X', kind: 'amount', value: 100, productIds: ['P1', 'P2'] }),
      basketOf([line(1, 3000), line(2, 1000), line(3, 5000)]),
      ['X'],
      false,
    );
    expect(offLines(across)).toEqual([75, 25, 0]);
    expect(across.applications[0]).toMatchObject({ targetSelection: 'entitled', allocationMethod: 'across' });
  });

  it('takes nothing off gift cards and does not count them towards a minimum', () => {
    const shop = shopWith({ code: 'X', minimumSubtotal: 2000 });
    const card = line(1, 5000, 1, { giftCard: true, requiresShipping: false });
    expect(applyDiscounts(shop, basketOf([card, line(2, 1000)]), ['X'], false).refused).toEqual([
      { code: 'X', reason: 'minimum-not-met' },
    ]);
    expect(offLines(applyDiscounts(shop, basketOf([card, line(2, 2000)]), ['X'], false))).toEqual([0, 200]);
    expect(applyDiscounts(shop, basketOf([card]), ['X'], false).refused).toEqual([
      { code: 'X', reason: 'nothing-entitled' },
    ]);
  });

  it('starts from what a discount typed by the merchant has left', () => {
    const typed = line(1, 1000, 1, { allocations: [{ application: 0, amount: 400 }] });
    expect(applyDiscounts(shopWith({ code: 'X' }), basketOf([typed]), ['X'], false).codes[0]?.amount).toBe(60);
  });

  it('makes shipping free', () => {
    const applied = applyDiscounts(
      shopWith({ code: 'X', kind: 'freeShipping', value: 0 }),
      basketOf([line(1, 1000)]),
      ['X'],
      false,
    );
    expect(applied).toMatchObject({ shippingDiscount: 500, codes: [{ code: 'X', amount: 500, type: 'shipping' }] });
    expect(applied.applications[0]).toMatchObject({ targetType: 'shipping_line', value: '100.0' });
    expect(offLines(applied)).toEqual([0]);
  });
});

describe('several discounts', () => {
  const two = (one: Partial<DiscountInput>, other: Partial<DiscountInput>, lines = [line(1, 1000), line(2, 3000)]) =>
    applyDiscounts(
      shopWith({ code: 'ONE', ...one }, { code: 'TWO', ...other }),
      basketOf(lines),
      ['ONE', 'TWO'],
      false,
    );

  it.each([
    { name: 'neither allows', one: nothing, other: nothing, both: false },
    { name: 'only the first allows', one: everything, other: nothing, both: false },
    { name: 'only the second allows', one: nothing, other: everything, both: false },
    { name: 'both allow', one: everything, other: everything, both: true },
  ])('combine only when both allow it: $name', ({ one, other, both }) => {
    const applied = two({ combinesWith: one, value: 0.2 }, { combinesWith: other, value: 0.1 });
    expect(applied.codes.map(({ code }) => code)).toEqual(both ? ['ONE', 'TWO'] : ['ONE']);
    expect(applied.refused).toEqual(both ? [] : [{ code: 'TWO', reason: 'cannot-combine' }]);
  });

  it.each([
    { one: {}, other: { productIds: ['P1'] }, needs: ['product', 'order'] },
    { one: {}, other: { kind: 'freeShipping' as const, value: 0 }, needs: ['shipping', 'order'] },
    { one: { productIds: ['P1'] }, other: { kind: 'freeShipping' as const, value: 0 }, needs: ['shipping', 'product'] },
    { one: { productIds: ['P1'] }, other: { productIds: ['P2'] }, needs: ['product', 'product'] },
  ])('need just the class of the other: $needs', ({ one, other, needs: [a = '', b = ''] }) => {
    const allowed = two(
      { ...one, combinesWith: { ...nothing, [a]: true } },
      { ...other, combinesWith: { ...nothing, [b]: true } },
    );
    expect(allowed.refused).toEqual([]);
    const missing = two(
      { ...one, combinesWith: { ...everything, [a]: false } },
      { ...other, combinesWith: everything },
    );
    expect(missing.refused).toHaveLength(1);
  });

  it('never make shipping free twice', () => {
    const free = { kind: 'freeShipping' as const, value: 0, combinesWith: everything };
    const applied = two(free, free);
    expect(applied.shippingDiscount).toBe(500);
    expect(applied.refused).toEqual([{ code: 'TWO', reason: 'cannot-combine' }]);
  });

  it('that cannot stand together give way to the one that saves more, whichever was entered first', () => {
    const applied = two({ value: 0.1 }, { value: 0.3 });
    expect(applied.codes).toEqual([{ code: 'TWO', amount: 1200, type: 'percentage' }]);
    expect(applied.refused).toEqual([{ code: 'ONE', reason: 'cannot-combine' }]);
  });

  it('of equal worth leave the one that was entered first', () => {
    expect(two({ value: 0.1 }, { value: 0.1 }).refused).toEqual([{ code: 'TWO', reason: 'cannot-combine' }]);
  });

  it('are chosen as the best combination, not one by one', () => {
    // The biggest alone (30 % = 1200) loses to two that go together (20 % + 15 % of the same subtotal = 1400).
    const shop = shopWith(
      { code: 'BIG', value: 0.3 },
      { code: 'A', value: 0.2, combinesWith: everything },
      { code: 'B', value: 0.15, combinesWith: everything },
    );
    const applied = applyDiscounts(shop, basketOf([line(1, 1000), line(2, 3000)]), ['BIG', 'A', 'B'], false);
    expect(applied.codes).toEqual([
      { code: 'A', amount: 800, type: 'percentage' },
      { code: 'B', amount: 600, type: 'percentage' },
    ]);
    expect(applied.refused).toEqual([{ code: 'BIG', reason: 'cannot-combine' }]);
  });

  it('on the order are each of the same subtotal, after those on products', () => {
    // Shopify's own example: pants 100, shirts 50, boots 200; 20 off pants, then 10 % of 330.
    const lines = [line(1, 10_000), line(2, 5000), line(3, 20_000)];
    const applied = two(
      { kind: 'amount', value: 2000, productIds: ['P1'], combinesWith: everything },
      { value: 0.1, combinesWith: everything },
      lines,
    );
    expect(applied.codes.map(({ amount }) => amount)).toEqual([2000, 3300]);
    // And 10 % with 15 % of 350: 35 and 52.50.
    const orders = two({ value: 0.1, combinesWith: everything }, { value: 0.15, combinesWith: everything }, lines);
    expect(orders.codes.map(({ amount }) => amount)).toEqual([3500, 5250]);
  });

  it('on one product leave the better one on each line', () => {
    const applied = two(
      { kind: 'amount', value: 1000, appliesOnEachItem: true, productIds: ['P1', 'P2'], combinesWith: everything },
      { value: 0.5, productIds: ['P1', 'P2'], combinesWith: everything },
      [line(1, 1500), line(2, 4000)],
    );
    expect(applied.allocations.map((parts) => parts.length)).toEqual([1, 1]);
    expect(offLines(applied)).toEqual([1000, 2000]);
    expect(applied.refused).toEqual([]);
  });

  it('on one product refuse the code that wins no line', () => {
    const applied = two(
      { value: 0.5, productIds: ['P1'], combinesWith: everything },
      { value: 0.2, productIds: ['P1'], combinesWith: everything },
    );
    expect(applied.refused).toEqual([{ code: 'TWO', reason: 'cannot-combine' }]);
  });

  it('never take a line below zero', () => {
    const applied = two(
      { kind: 'amount', value: 3500, combinesWith: everything },
      { kind: 'amount', value: 3500, combinesWith: everything },
    );
    expect(offLines(applied).reduce((sum, amount) => sum + amount, 0)).toBe(4000);
    offLines(applied).forEach((amount, at) => expect(amount).toBeLessThanOrEqual([1000, 3000][at] ?? 0));
  });

  it('that are automatic apply by themselves, but only at the checkout, and yield to a better code', () => {
    const shop = shopWith({ title: 'Autumn', value: 0.1 }, { code: 'BETTER', value: 0.2 });
    const basket = basketOf([line(1, 1000)]);
    expect(applyDiscounts(shop, basket, [], false).applications).toEqual([]);
    expect(applyDiscounts(shop, basket, [], true).applications).toMatchObject([
      { type: 'automatic', title: 'Autumn', code: null },
    ]);
    const both = applyDiscounts(shop, basket, ['BETTER'], true);
    expect(both.applications).toMatchObject([{ type: 'discount_code', code: 'BETTER' }]);
    expect(both.refused).toEqual([]);
  });

  it('give the same whatever the order in which they were entered, when one combination is best', () => {
    const shop = shopWith(
      { code: 'A', value: 0.2, combinesWith: everything },
      { code: 'B', kind: 'freeShipping', value: 0, combinesWith: everything },
      { code: 'C', value: 0.25 },
    );
    const basket = basketOf([line(1, 1000), line(2, 3000)]);
    const forth = applyDiscounts(shop, basket, ['A', 'B', 'C'], false);
    const back = applyDiscounts(shop, basket, ['C', 'B', 'A'], false);
    expect(back.used.map(({ discountId }) => discountId).sort()).toEqual(
      forth.used.map(({ discountId }) => discountId).sort(),
    );
    expect(forth.codes.map(({ code }) => code)).toEqual(['A', 'B']);
  });
});
