/** What each kind of reward is at the checkout, who may have it, and what becomes of it when its customer changes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataRequestDetail, DataRequestPage } from '../../web/platform/privacy/api-types.ts';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { codeOf, give, holder, issued, redeem, rewardsOf, shopOf } from '../support/rewards.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
let mug: { id: string; variants: string[] };
let lamp: { id: string; variants: string[] };
beforeAll(async () => {
  world = await startWorld();
  // Paid with, not free of charge: a store in Vietnam, where money has no decimals and the day ends seven hours earlier.
  store = await world.shop({ currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh', programme: { window: { days: 0 } } });
  mug = store.product({ title: 'Mug', prices: ['120000'] });
  lamp = store.product({ title: 'Lamp', prices: ['400000'] });
  const collection = world.simulated.nextId();
  shopOf(world, store).collections.set(collection, {
    id: collection,
    title: 'Lamps',
    handle: 'lamps',
    productIds: [digits(lamp.id)],
  });
  await world.settle();
  const [variant = ''] = mug.variants;
  await store.programme({
    exclude: { customerTags: ['staff'] },
    spend: {
      rewards: rewardsOf(
        { kind: 'fixed', id: 'fixed', points: 100, amount: '50000' },
        { kind: 'slider', id: 'any', points: 3, amount: '1000', min: 10, max: 100, step: 5, name: { vi: 'Giảm giá' } },
        { kind: 'percentage', id: 'percent', points: 100, percent: 15, collections: [{ id: collection }] },
        { kind: 'freeShipping', id: 'shipping', points: 100 },
        { kind: 'freeProduct', id: 'mug', points: 100, variant: { id: digits(variant) }, validDays: 7 },
        { kind: 'freeProduct', id: 'gone', points: 100, variant: { id: '4711' } },
        { kind: 'giftCard', id: 'card', points: 100, amount: '50000' },
        { kind: 'storeCredit', id: 'credit', points: 100, amount: '50000', validDays: 30 },
        { kind: 'fixed', id: 'hidden', points: 100, amount: '50000', enabled: false },
      ),
    },
  });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const line = (product: { variants: string[] }, quantity = 1) => ({ variant: product.variants[0], quantity });
/** What the code takes off each line, and off the shipping. */
async function takenOff(
  customer: string,
  discountCodes: string[],
  lines: Record<string, unknown>[],
  shipping = '30000',
) {
  const { id } = await store.order({ customer, discountCodes, lines, shipping });
  const order = shopOf(world, store).orders.get(digits(id)) ?? expect.fail('no order');
  const off = order.lines.map(({ allocations }) => allocations.reduce((sum, { amount }) => sum + amount, 0));
  return { id, lines: off, shipping: order.shippingDiscount };
}

test('an amount, a part of chosen products, and free shipping, all in one order', async () => {
  // complaint 21: rewards and other discounts stand together where the merchant lets them.
  const customer = await holder(store, 1_000);
  const codes = [
    await codeOf(store, customer, 'any', 40),
    await codeOf(store, customer, 'percent'),
    await codeOf(store, customer, 'shipping'),
  ];
  // 40 points at 1,000 for every 3 are 13,333, rounded down.
  const rewards = shopOf(world, store).discounts;
  expect([...rewards.values()].at(-3)).toMatchObject({ title: 'Giảm giá – ₫13,333 off', value: 13_333, usageLimit: 1 });
  const order = await takenOff(customer, [codes[1] ?? '', codes[2] ?? ''], [line(mug), line(lamp)]);
  expect(order).toMatchObject({ lines: [0, 60_000], shipping: 30_000 });
  expect(await takenOff(customer, [codes[0] ?? ''], [line(mug)])).toMatchObject({ lines: [13_333] });
  await world.settle();
  const own = await issued(store, `?query=${digits(customer)}`);
  expect(own.filter(({ customer: who }) => who?.id === digits(customer)).map(({ state }) => state)).toEqual([
    'used',
    'used',
    'used',
  ]);
  // Goods that come back in part keep the shipping used; with the last of them it comes back too.
  const before = (await holding(world, store, customer)).A;
  const [first, second] = shopOf(world, store).orders.get(digits(order.id))?.lines ?? [];
  await world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: first?.id, quantity: 1 }] });
  expect((await issued(store, `?query=${codes[2]}`))[0]).toMatchObject({ cameBack: 0 });
  await world.sim('POST', 'orders/refund', { order: order.id, lines: [{ id: second?.id, quantity: 1 }] });
  await world.settle();
  expect((await issued(store, `?query=${codes[2]}`))[0]).toMatchObject({ cameBack: 100 });
  expect((await issued(store, `?query=${codes[1]}`))[0]).toMatchObject({ cameBack: 100 });
  expect((await holding(world, store, customer)).A).toBeLessThan(before + 200);
});

test('who puts three into the cart gets one free, at the price of now', async () => {
  const customer = await holder(store, 1_000);
  await world.sim('POST', 'products/update', {
    product: mug.id,
    variants: [{ id: mug.variants[0], price: '130000' }],
  });
  await world.settle();
  const answer = await redeem(store, customer, 'mug');
  // Seven days of the store: it is 10:00 there.
  expect(answer).toMatchObject({
    status: 200,
    expiresAt: '2026-03-09',
    applyUrl: `/discount/${answer.code}?redirect=/cart`,
  });
  expect(await takenOff(customer, [answer.code ?? ''], [line(mug, 3), line(lamp)])).toMatchObject({
    lines: [130_000, 0],
  });
  const unused = await codeOf(store, customer, 'mug');
  await world.advanceTo('2026-03-09T16:59:00Z');
  expect((await issued(store, `?query=${unused}`))[0]).toMatchObject({ state: 'issued', returnable: true });
  await world.advanceTo('2026-03-09T17:00:00Z');
  expect((await issued(store, `?query=${unused}`))[0]).toMatchObject({ state: 'expired', cameBack: 0 });
  expect(await issued(store, '?state=expired')).toHaveLength(1);
  await expect(takenOff(customer, [unused], [line(mug)])).rejects.toThrow('expired');
});

test('what cannot be had is refused in the words of the shopper, and costs nothing', async () => {
  const customer = await holder(store, 90);
  const ask = async (reward: string, more = {}) => {
    const { status, error, reason } = await redeem(store, customer, reward, more);
    return `${status} ${reason}: ${error}`;
  };
  expect(await ask('fixed')).toBe('409 too_little: You need 100 points and have 90.');
  expect(await ask('fixed', { locale: 'vi-VN' })).toBe('409 too_little: Bạn cần 100 điểm và đang có 90 điểm.');
  expect(await ask('any', { points: 12 })).toBe('409 points_range: Choose between 10 and 100 points, in steps of 5.');
  expect(await ask('any', { points: 105 })).toContain('409 points_range');
  expect(await ask('fixed', { points: 90 })).toContain('409 price_changed');
  expect(await ask('hidden')).toContain('409 unknown_reward');
  expect(await ask('nothing')).toContain('409 unknown_reward');
  expect(await ask('gone')).toContain('409 unavailable');
  // The merchant has not let the app make these.
  expect([await ask('card'), await ask('credit')]).toEqual([
    expect.stringContaining('409 unavailable'),
    expect.stringContaining('409 unavailable'),
  ]);
  expect((await redeem(store, undefined, 'fixed')).status).toBe(401);
  expect((await store.proxy('/redeem', customer, { method: 'POST', body: { reward: 'fixed' } })).status).toBe(422);
  await world.sim('POST', 'customers/update', { customer, tags: ['Staff'] });
  await world.settle();
  expect(await ask('any')).toContain('409 excluded');
  await world.sim('POST', 'customers/update', { customer, tags: [] });
  await world.settle();
  await store.programme({ status: 'paused' });
  expect(await ask('any')).toContain('409 paused');
  await store.programme({ status: 'on' });
  expect((await holding(world, store, customer)).A).toBe(90);
  const kinds = await store.admin<{ kind: string; lacking: string[] }[]>('GET', '/api/reward-kinds');
  expect(kinds.filter(({ lacking }) => lacking.length > 0)).toEqual([
    { kind: 'giftCard', lacking: ['write_gift_cards'] },
    { kind: 'storeCredit', lacking: ['write_store_credit_account_transactions', 'read_store_credit_accounts'] },
  ]);
});

test('a store whose merchant has not allowed discounts yet goes on as before, and offers no codes', async () => {
  const older = await world.shop();
  const { scopes = [] } = shopOf(world, older).install ?? {};
  await world.sim('POST', 'scopes', {
    shop: older.domain,
    scopes: scopes.filter((scope) => scope !== 'write_discounts'),
  });
  await world.settle();
  const customer = await holder(older, 500);
  expect(await redeem(older, customer, 'discount')).toMatchObject({ status: 409, reason: 'unavailable' });
  await older.buy(customer, '10.00');
  expect(await holding(world, older, customer)).toMatchObject({ P: 10, A: 500 });
  await world.sim('POST', 'scopes', { shop: older.domain, scopes });
  await world.settle();
  expect(await redeem(older, customer, 'discount')).toMatchObject({ status: 200 });
});

// complaint 18
test('after a merge the codes are those of whoever stayed, at Shopify and here', async () => {
  const [gone, kept] = [await holder(store, 300), await store.customer()];
  const used = await codeOf(store, gone, 'fixed');
  const unused = await codeOf(store, gone, 'fixed');
  await world.sim('POST', 'customers/merge', { keep: kept, remove: gone });
  await world.settle();
  const { id } = await takenOff(kept, [used], [line(lamp)]);
  await world.settle();
  expect((await issued(store, `?query=${used}`))[0]).toMatchObject({ state: 'used', customer: { id: digits(kept) } });
  await world.sim('POST', 'orders/cancel', { order: id });
  const [row] = await issued(store, `?query=${unused}`);
  await store.proxy(`/rewards/${row?.id}/return`, kept, { method: 'POST', body: { key: 'once' } });
  await world.settle();
  await world.advance('PT1M');
  expect(await holding(world, store, kept)).toMatchObject({ A: 300 });
});

test('a person learns of their rewards, and is forgotten with them', async () => {
  const customer = await holder(store, 300);
  const code = await codeOf(store, customer, 'fixed');
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/data_request', customer });
  await world.settle();
  const { requests } = await store.admin<DataRequestPage>('GET', '/api/data-requests');
  const told = await store.admin<DataRequestDetail>('GET', `/api/data-requests/${requests[0]?.id}?locale=vi`);
  expect(told.sections.find(({ id }) => id === 'rewards')?.rows[0]).toEqual(
    expect.arrayContaining([expect.stringMatching(/^Giảm 50\.000\s₫$/), '100', code, 'Sẵn sàng sử dụng']),
  );
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });
  await world.settle();
  expect(await issued(store, `?query=${code}`)).toEqual([]);
  expect((await issued(store)).filter(({ customer: who }) => who === null)).toMatchObject([
    { points: 100, code: null },
  ]);
  await expect(give(store, customer, 1)).rejects.toThrow();
});
