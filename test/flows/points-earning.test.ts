/** What an order earns: cases 1–11, 14, 15 and 31 of the test book of points accounting. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const line = (price: string, more: Record<string, unknown> = {}) => ({ title: 'Thing', price, quantity: 1, ...more });
const pending = (points: number) => ({ P: points, A: 0, D: 0, lots: points > 0 ? [`pending ${points}`] : [] });

/** What a new customer holds after one order in a store that counts as usual, unless said otherwise. */
async function earned(order: Record<string, unknown> & { lines: Record<string, unknown>[] }, options = {}) {
  const store = await world.shop(options);
  const customer = await store.customer();
  await store.order({ customer, ...order });
  return holding(world, store, customer);
}

// First what takes days: each store that is there by then costs something on every one of them.
test('14: points wait until the return window ends, to the second', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  await store.buy(customer, '100.00');
  expect(await holding(world, store, customer)).toEqual(pending(100));
  await world.advance('P13DT23H59M59S');
  expect(await holding(world, store, customer)).toEqual(pending(100));
  await world.advance('PT1S');
  expect(await holding(world, store, customer)).toEqual({ P: 0, A: 100, D: 0, lots: ['available 100'] });
});

test('15: what is returned in the window never matures', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  const order = await store.order({ customer, lines: [line('60.00'), line('40.00')] });
  expect(await holding(world, store, customer)).toEqual(pending(100));
  await world.advance('P5D');
  await world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: order.lines[1]?.id, quantity: 1 }] });
  expect(await holding(world, store, customer)).toEqual(pending(60));
  await world.advance('P9D');
  expect(await holding(world, store, customer)).toEqual({ P: 0, A: 60, D: 0, lots: ['available 60'] });
});

test('an order on delivery earns when the store marks it paid, and its window starts then', async () => {
  const store = await world.shop();
  const customer = await store.customer();
  const order = await store.order({ customer, lines: [line('80.00')], payWith: 'cod', paid: false });
  expect(await holding(world, store, customer)).toEqual(pending(0));
  await world.advance('P3D');
  await world.sim('POST', 'orders/pay', { order: order.id });
  expect(await holding(world, store, customer)).toEqual(pending(80));
  await world.advance('P13D');
  expect(await holding(world, store, customer)).toEqual(pending(80));
  await world.advance('P1D');
  expect(await holding(world, store, customer)).toMatchObject({ P: 0, A: 80 });
});

test('1: order discounts are spread, tax and shipping do not count', async () => {
  const order = { lines: [line('60.00'), line('40.00')], orderDiscount: '10.00', tax: '18.00', shipping: '7.00' };
  expect(await earned(order)).toEqual(pending(90));
});

test('2: tax that is included in the price does not count', async () => {
  expect(await earned({ lines: [line('120.00')], tax: '20.00', taxesIncluded: true })).toEqual(pending(100));
});

test('2, where the merchant counts tax: it does', async () => {
  const gross = { programme: { earn: { basis: 'gross' } } };
  expect(await earned({ lines: [line('120.00')], tax: '20.00', taxesIncluded: true }, gross)).toEqual(pending(120));
  expect(await earned({ lines: [line('100.00')], tax: '20.00' }, gross)).toEqual(pending(120));
});

test('3: a gift card that is bought earns nothing', async () => {
  expect(await earned({ lines: [line('50.00', { giftCard: true }), line('30.00')] })).toEqual(pending(30));
});

test('4: paying by gift card earns like any payment', async () => {
  expect(await earned({ lines: [line('30.00')], payWith: 'giftCard' })).toEqual(pending(30));
});

test('5: an excluded product takes its share of the discount with it', async () => {
  const store = await world.shop();
  const excluded = store.product({ title: 'Excluded', prices: ['25.00'] });
  const eligible = store.product({ title: 'Eligible', prices: ['75.00'] });
  await store.programme({ exclude: { products: [{ id: digits(excluded.id), title: 'Excluded' }] } });
  const customer = await store.customer();
  await store.order({
    customer,
    lines: [
      { variant: excluded.variants[0], quantity: 1 },
      { variant: eligible.variants[0], quantity: 1 },
    ],
    orderDiscount: '20.00',
  });
  expect(await holding(world, store, customer)).toEqual(pending(60));
});

test('6: a reward that takes 20.00 off lowers the basis', async () => {
  const store = await world.shop();
  await world.sim('POST', 'discounts', {
    shop: store.domain,
    title: '200 points',
    codes: ['REWARD-1'],
    kind: 'amount',
    amount: '20.00',
  });
  const customer = await store.customer();
  await store.order({ customer, lines: [line('100.00')], discountCodes: ['REWARD-1'] });
  expect(await holding(world, store, customer)).toEqual(pending(80));
});

test("7: the store's currency counts, whatever the shopper paid in", async () => {
  const order = { lines: [line('100.00')], presentmentCurrency: 'USD', exchangeRate: 1.1 };
  expect(await earned(order, { currency: 'EUR' })).toEqual(pending(100));
});

test('8: yen have no decimals', async () => {
  expect(await earned({ lines: [line('12345')] }, { currency: 'JPY' })).toEqual(pending(123));
});

test('9: đồng have no decimals', async () => {
  expect(await earned({ lines: [line('1250000')] }, { currency: 'VND' })).toEqual(pending(125));
});

test('10: dinars have three decimals', async () => {
  const options = { currency: 'KWD', programme: { earn: { points: 10, per: '1' } } };
  expect(await earned({ lines: [line('12.345')] }, options)).toEqual(pending(123));
});

test('11: fractions of the lines are added before they are cut off', async () => {
  expect(await earned({ lines: [line('10.50'), line('10.50'), line('10.50')] })).toEqual(pending(31));
});

test('31: a test order and a voided order earn nothing', async () => {
  expect(await earned({ lines: [line('100.00')], test: true })).toEqual(pending(0));
  const store = await world.shop();
  const customer = await store.customer();
  const order = await store.order({ customer, lines: [line('100.00')], paid: false });
  await world.sim('POST', 'orders/void', { order: order.id });
  expect(await holding(world, store, customer)).toEqual(pending(0));
});
