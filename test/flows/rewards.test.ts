/** Spending points and getting them back: cases 6, 25, 30, 36–38, 41–45, 56 and 57 of the test book. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digits, holding, ledgerDifferences } from '../support/points-book.ts';
import { codeOf, holder, issued, redeem, rewardsOf, shopOf } from '../support/rewards.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
beforeAll(async () => {
  world = await startWorld();
  store = await world.shop({
    programme: {
      spend: {
        rewards: rewardsOf(
          { kind: 'slider', id: 'any', points: 100, amount: '5', min: 50, max: 10_000, step: 1 },
          { kind: 'fixed', id: 'twenty', points: 200, amount: '20', minimumSubtotal: '30' },
          { kind: 'fixed', id: 'lamps', points: 200, amount: '5', collections: [{ id: '4711' }] },
          { kind: 'giftCard', id: 'card', points: 500, amount: '25' },
          { kind: 'storeCredit', id: 'credit', points: 100, amount: '5', validDays: 30 },
        ),
      },
    },
  });
  const { scopes = [] } = shopOf(world, store).install ?? {};
  const optional = ['write_gift_cards', 'read_store_credit_accounts', 'write_store_credit_account_transactions'];
  await world.sim('POST', 'scopes', { shop: store.domain, scopes: [...scopes, ...optional] });
  await world.settle();
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const holds = (customer: string) => holding(world, store, customer);
const balance = async (customer: string) => {
  const { P, A, D } = await holds(customer);
  return { P, A, D };
};
const order = (customer: string, code: string, prices: string[], more: Record<string, unknown> = {}) =>
  store.order({
    customer,
    lines: prices.map((price) => ({ title: 'Thing', price, quantity: 1 })),
    discountCodes: [code],
    ...more,
  });
/** By how much each entry changed what the customer holds. */
const moved = async (customer: string) =>
  (await store.ledger(customer)).map(({ postings }) =>
    postings.reduce((sum, { account, points }) => (HELD.has(account) ? sum + points : sum), 0),
  );
const HELD = new Set(['pending', 'available', 'debt']);
const refund = (body: Record<string, unknown>) => world.sim('POST', 'orders/refund', body);
const one = async (query: string) => {
  const [row, ...more] = await issued(store, query);
  expect(more).toEqual([]);
  return row ?? expect.fail('no such reward');
};

test('6: a reward lowers what the order earns, as every discount does', async () => {
  const customer = await holder(store, 200);
  const code = await codeOf(store, customer, 'twenty');
  await order(customer, code, ['100.00']);
  expect(await balance(customer)).toEqual({ P: 80, A: 0, D: 0 });
});

// complaint 4
test('30: a cancelled order gives back all that was spent on it', async () => {
  const customer = await holder(store, 500);
  const code = await codeOf(store, customer, 'twenty');
  expect(await balance(customer)).toEqual({ P: 0, A: 300, D: 0 });
  const placed = await order(customer, code, ['100.00']);
  expect(await balance(customer)).toEqual({ P: 80, A: 300, D: 0 });
  expect(await one(`?query=${code}`)).toMatchObject({ state: 'used', order: { name: placed.name }, cameBack: 0 });
  await world.sim('POST', 'orders/cancel', { order: placed.id });
  expect(await holds(customer)).toEqual({ P: 0, A: 500, D: 0, lots: ['available 500'] });
  expect(await one(`?query=${code}`)).toMatchObject({ state: 'used', cameBack: 200 });
});

test('an order that was never paid gives them back as well', async () => {
  const customer = await holder(store, 500);
  const code = await codeOf(store, customer, 'twenty');
  const placed = await order(customer, code, ['100.00'], { paid: false });
  expect(await balance(customer)).toEqual({ P: 0, A: 300, D: 0 });
  await world.sim('POST', 'orders/cancel', { order: placed.id });
  expect(await balance(customer)).toEqual({ P: 0, A: 500, D: 0 });
});

test('a use and a cancellation that no webhook told are found within a day', async () => {
  const customer = await holder(store, 500);
  const code = await codeOf(store, customer, 'any', 200);
  await world.sim('POST', 'deliveries', { drop: 1 });
  const placed = await order(customer, code, ['60.00', '40.00']);
  await world.settle();
  await world.sim('POST', 'deliveries', {});
  await world.advance('P1D');
  expect(await one(`?query=${code}`)).toMatchObject({ state: 'used', order: { name: placed.name } });
  // Read by itself it tells as much as a webhook: which line the code was for.
  await refund({ order: placed.id, lines: [{ id: placed.lines[0]?.id, quantity: 1 }] });
  expect(await balance(customer)).toMatchObject({ A: 420 });
  await world.sim('POST', 'deliveries', { drop: 1 });
  await world.sim('POST', 'orders/cancel', { order: placed.id });
  await world.settle();
  await world.sim('POST', 'deliveries', {});
  await world.advance('P1D');
  expect(await balance(customer)).toMatchObject({ P: 0, A: 500 });
});

// complaints 3 and 5
test('36 and 37: each returned line brings back its share, and no refund takes them a second time', async () => {
  const customer = await holder(store, 400);
  const code = await codeOf(store, customer, 'any', 400);
  const placed = await order(customer, code, ['50.00', '50.00']);
  expect(await balance(customer)).toEqual({ P: 80, A: 0, D: 0 });
  await refund({ order: placed.id, lines: [{ id: placed.lines[0]?.id, quantity: 1 }] });
  expect(await balance(customer)).toEqual({ P: 40, A: 200, D: 0 });
  await refund({ order: placed.id, lines: [{ id: placed.lines[1]?.id, quantity: 1 }] });
  expect(await holds(customer)).toEqual({ P: 0, A: 400, D: 0, lots: ['available 400'] });
});

test('38: what does not divide comes back whole in the end', async () => {
  const customer = await holder(store, 100);
  const placed = await order(customer, await codeOf(store, customer, 'any', 100), ['30.00', '30.00', '30.00']);
  const came = [(await holds(customer)).A];
  for (const { id } of placed.lines) {
    await refund({ order: placed.id, lines: [{ id, quantity: 1 }] });
    came.push((await holds(customer)).A);
  }
  expect(came).toEqual([0, 33, 66, 100]);
  expect(await holds(customer)).toEqual({ P: 0, A: 100, D: 0, lots: ['available 100'] });
});

// complaint 11
test('all goods back is all points back, though the shipping is kept; a typed amount brings back its part', async () => {
  const customer = await holder(store, 600);
  const whole = await order(customer, await codeOf(store, customer, 'any', 400), ['120.00'], { shipping: '7.00' });
  await refund({ order: whole.id, lines: [{ id: whole.lines[0]?.id, quantity: 1 }] });
  expect(await balance(customer)).toEqual({ P: 0, A: 600, D: 0 });
  const typed = await order(customer, await codeOf(store, customer, 'any', 400), ['120.00']);
  await refund({ order: typed.id, amount: '25.00' });
  expect(await balance(customer)).toMatchObject({ A: 300 });
});

test('41: a gift card is money that was handed over: it does not come back with what is bought for it', async () => {
  const customer = await holder(store, 500);
  const card = await redeem(store, customer, 'card');
  expect(card).toMatchObject({ status: 200, applyUrl: null, expiresAt: null });
  expect(card.code).toMatch(/^[A-HJKMNP-Z2-9]{16}$/);
  const made = [...shopOf(world, store).giftCards.values()].filter(({ customerId }) => customerId === digits(customer));
  expect(made).toMatchObject([{ code: card.code, initial: 2_500 }]);
  const placed = await store.order({
    customer,
    lines: [{ title: 'Thing', price: '25.00', quantity: 1 }],
    payWith: 'giftCard',
  });
  await refund({ order: placed.id, lines: [{ id: placed.lines[0]?.id, quantity: 1 }] });
  expect(await balance(customer)).toEqual({ P: 0, A: 0, D: 0 });
  // Whoever reads the list, or the database, cannot spend it; its owner sees it again.
  expect((await one('?state=issued&query=' + digits(customer)))?.code).toBe(`•••• ${card.code?.slice(-4)}`);
  const panel = await store.proxy('/panel', customer);
  expect(JSON.parse(String(panel.body))).toMatchObject({ codes: [{ code: card.code, applyUrl: null }] });
});

// complaint 12
test('42: what Shopify refuses costs nothing', async () => {
  const customer = await holder(store, 500);
  const key = 'k';
  const refused = await redeem(store, customer, 'lamps', { key });
  expect(refused).toMatchObject({ status: 409, reason: 'not_made' });
  expect(await holds(customer)).toEqual({ P: 0, A: 500, D: 0, lots: ['available 500'] });
  expect(await moved(customer)).toEqual([500, -200, 200]);
  expect(await redeem(store, customer, 'lamps', { key, locale: 'vi' })).toMatchObject({
    status: 409,
    error: 'Không tạo được phần thưởng. Điểm đã được hoàn lại cho bạn.',
  });
  const row = (await issued(store, '?state=refused')).find((each) => each.customer?.id === digits(customer));
  expect(row).toMatchObject({ problem: 'Collection is invalid', cameBack: 200, code: null });
});

// complaint 22
describe('43: an unused reward is given back', () => {
  /** Codes end as fast as half of Shopify's budget allows, and a minute after each its points come back. */
  const finish = async () => {
    await world.settle();
    await world.advance('PT5M');
  };

  test('by the merchant; its code ends first, and the points come back where they were', async () => {
    const customer = await holder(store, 500);
    const code = await codeOf(store, customer, 'twenty');
    const { id } = await one(`?query=${code}`);
    const key = crypto.randomUUID();
    const began = await store.admin('POST', `/api/rewards/${id}/return`, { key });
    expect(began).toMatchObject({ total: 1, returning: 1, returned: 0 });
    await world.settle();
    expect(await balance(customer)).toMatchObject({ A: 300 });
    await expect(order(customer, code, ['100.00'])).rejects.toThrow('expired');
    await world.advance('PT1M');
    expect(await holds(customer)).toEqual({ P: 0, A: 500, D: 0, lots: ['available 500'] });
    expect(await one(`?query=${code}`)).toMatchObject({ state: 'returned', cameBack: 200, returnable: false });
    expect(await store.admin('POST', `/api/rewards/${id}/return`, { key })).toMatchObject({ returned: 1 });
    const again = await store.adminAnswer('POST', `/api/rewards/${id}/return`, { key: crypto.randomUUID() });
    expect(again.status).toBe(409);
  });

  test('by the customer, and by nobody else', async () => {
    const [customer, other] = [await holder(store, 500), await store.customer()];
    const { id } = await redeem(store, customer, 'twenty');
    const back = (who?: string) => store.proxy(`/rewards/${id}/return`, who, { method: 'POST', body: { key: 'once' } });
    expect([(await back(other)).status, (await back()).status]).toEqual([404, 404]);
    expect((await back(customer)).status).toBe(202);
    await finish();
    expect(await balance(customer)).toMatchObject({ A: 500 });
  });

  test('unless it was used a second before, though no webhook has told of it yet', async () => {
    const customer = await holder(store, 500);
    const code = await codeOf(store, customer, 'twenty');
    await world.sim('POST', 'deliveries', { hold: true });
    await order(customer, code, ['100.00']);
    const { id } = await one(`?query=${code}`);
    await store.admin('POST', `/api/rewards/${id}/return`, { key: crypto.randomUUID() });
    await finish();
    expect(await one(`?query=${code}`)).toMatchObject({ state: 'used', order: null, cameBack: 0 });
    await world.sim('POST', 'deliveries', {});
    expect(await balance(customer)).toEqual({ P: 80, A: 300, D: 0 });
    expect((await one(`?query=${code}`)).order).not.toBeNull();
  });

  test('many at once, after a count that does nothing, each of them once', async () => {
    const customer = await holder(store, 1_250);
    await Promise.all(Array.from({ length: 25 }, () => redeem(store, customer, 'any', { points: 50 })));
    const wanted = { reward: 'any' };
    const before = await store.admin<{ rewards: number; points: number }>('POST', '/api/rewards/return', {
      ...wanted,
      dry: true,
    });
    expect(before).toEqual({ rewards: 25, points: 1_250 });
    const key = crypto.randomUUID();
    const run = await store.admin<{ run: string }>('POST', '/api/rewards/return', { ...wanted, key });
    await store.admin('POST', '/api/rewards/return', { ...wanted, key });
    await finish();
    const progress = await store.admin('GET', `/api/rewards/return?run=${encodeURIComponent(run.run)}`);
    expect(progress).toMatchObject({ total: 25, returning: 0, returned: 25, used: 0 });
    expect(await store.admin('GET', '/api/rewards/return')).toEqual(progress);
    expect(await balance(customer)).toMatchObject({ A: 1_250 });
    const other = await store.adminAnswer('POST', '/api/rewards/return', { reward: 'twenty', key });
    expect(other.status).toBe(409);
  });
});

// complaint 13
test('44: of fifty at the same moment as many succeed as there are points for', async () => {
  const customer = await holder(store, 500);
  const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(store, customer, 'any', { points: 100 })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
  expect(new Set(answers.flatMap(({ code }) => code ?? [])).size).toBe(5);
  expect(answers.filter(({ reason }) => reason === 'too_little')).toHaveLength(45);
  expect(await balance(customer)).toEqual({ P: 0, A: 0, D: 0 });
});

// complaint 11
test('25, 45: what was spent comes back before what was earned is taken, though the shipping is kept', async () => {
  const saver = await holder(store, 200);
  const shipped = await order(saver, await codeOf(store, saver, 'twenty'), ['100.00'], { shipping: '7.00' });
  const customer = await holder(store, 400);
  const placed = await order(customer, await codeOf(store, customer, 'any', 400), ['100.00']);
  await world.settle();
  await world.advance('P14D');
  expect(await holds(saver)).toEqual({ P: 0, A: 80, D: 0, lots: ['available 80'] });
  await refund({ order: shipped.id, lines: [{ id: shipped.lines[0]?.id, quantity: 1 }] });
  expect(await holds(saver)).toEqual({ P: 0, A: 200, D: 0, lots: ['available 200'] });

  expect(await balance(customer)).toEqual({ P: 0, A: 80, D: 0 });
  await redeem(store, customer, 'any', { points: 80 });
  expect(await balance(customer)).toEqual({ P: 0, A: 0, D: 0 });
  await refund({ order: placed.id, lines: [{ id: placed.lines[0]?.id, quantity: 1 }] });
  expect(await holds(customer)).toEqual({ P: 0, A: 320, D: 0, lots: ['available 320'] });
  // Given by hand, spent; earned, usable, spent; 400 back, of which the 80 of the order are taken.
  expect(await moved(customer)).toEqual([400, -400, 80, 0, -80, 400, -80]);
});

test('56 and 57: a key asks once, whatever it asks for', async () => {
  const customer = await holder(store, 500);
  const asked = { points: 200, key: 'k1' };
  const together = await Promise.all(Array.from({ length: 5 }, () => redeem(store, customer, 'any', asked)));
  // Whoever comes while the first is being answered hears that it is being made.
  for (const { status } of together) expect([200, 202]).toContain(status);
  const first = together.find(({ status }) => status === 200);
  expect(new Set(together.map(({ id }) => id))).toEqual(new Set([first?.id]));
  expect(await redeem(store, customer, 'any', asked)).toEqual(first);
  expect(await balance(customer)).toMatchObject({ A: 300 });
  expect(await redeem(store, customer, 'any', { points: 300, key: 'k1' })).toMatchObject({
    status: 409,
    reason: 'other_input',
  });
  expect(await balance(customer)).toMatchObject({ A: 300 });
  // Store credit has no code by which Shopify would notice a second.
  const credited = await holder(store, 500);
  await Promise.all(Array.from({ length: 5 }, () => redeem(store, credited, 'credit', { key: 'k1' })));
  expect(shopOf(world, store).customers.get(digits(credited))).toMatchObject({ storeCredit: 500 });
  expect(await balance(credited)).toMatchObject({ A: 400 });
  // Somebody else's key is their own.
  const other = await holder(store, 500);
  expect(await redeem(store, other, 'any', { points: 300, key: 'k1' })).toMatchObject({ status: 200 });
});
