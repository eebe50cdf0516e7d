/** After the delivery: one tap says how satisfied somebody is, and whoever is not becomes a task of the merchant's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import type { CustomerDetail } from '../../web/loyalty/points/api-types.ts';
import type { SurveyFigures, SurveyPage, SurveyRow } from '../../web/retention/surveys/api-types.ts';
import type { DataRequestDetail, DataRequestPage } from '../../web/platform/privacy/api-types.ts';
import { digits } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import type { PlacedOrder } from '../support/store.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let db: Db;
beforeAll(async () => {
  world = await startWorld();
  db = openDb(world.databaseUrl);
});
afterAll(async () => {
  await db.close();
  await world.stop();
});

const list = (store: TestStore, state: string, after = '') =>
  store.admin<SurveyPage>('GET', `/api/surveys?state=${state}&after=${after}`);
const figures = (store: TestStore, query = '') => store.admin<SurveyFigures>('GET', `/api/surveys/figures${query}`);

async function send(order: PlacedOrder): Promise<string> {
  const sent = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', { order: order.id });
  return sent.fulfillment.id;
}
async function deliver(fulfillment: string): Promise<void> {
  await world.sim('POST', 'fulfillments/event', { fulfillment, status: 'delivered' });
  await world.settle();
}
/** The page of the order, as its customer sees it. */
const open = async (store: TestStore, customer: string, order: PlacedOrder) =>
  String((await store.proxy(`/track/order/${digits(order.id)}`, customer)).body);
const tokenIn = (page: string) => /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
const answer = (store: TestStore, body: Record<string, unknown>) =>
  store.proxy('/track/answer', undefined, { method: 'POST', body });

test('whoever has got everything is asked, answers by one tap, and may think it over for a week', async () => {
  const store = await world.shop();
  const customer = await store.customer({ firstName: 'Anna', lastName: 'Nowak' });
  const order = await store.buy(customer, '20.00');
  const fulfillment = await send(order);
  await world.settle();
  expect(await open(store, customer, order)).not.toContain('regulars-survey');

  await deliver(fulfillment);
  const page = await open(store, customer, order);
  expect(page).toContain('id="regulars-survey"');
  const token = tokenIn(page);
  const answered = await answer(store, { token, score: '2' });
  expect(answered.status).toBe(200);
  expect(String(answered.body)).toContain('aria-pressed="true"');
  await answer(store, { token, score: '2', comment: ' Came broken,\r\nand late\u0007 ' });
  const { answers, counts } = await list(store, 'open');
  expect(counts).toEqual({ open: 1, done: 0, comments: 1, all: 1 });
  expect(answers).toMatchObject([
    {
      order: { id: digits(order.id), name: order.name },
      customer: { id: digits(customer), name: 'Anna Nowak' },
      score: 2,
      comment: 'Came broken,\nand late',
      task: 'open',
      doneAt: null,
    },
  ]);

  const { timeline } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(customer)}`);
  expect(timeline.filter(({ points }) => points === null).map(({ kind, score }) => [kind, score])).toEqual(
    expect.arrayContaining([
      ['order', undefined],
      ['shipped', undefined],
      ['delivered', undefined],
      ['answered', 2],
    ]),
  );

  const path = `/api/surveys/${digits(order.id)}/done`;
  const done = await store.admin<SurveyRow>('POST', path, { done: true });
  expect(done).toMatchObject({ task: 'done', doneAt: expect.any(String), doneBy: expect.stringMatching(/^\d+$/) });
  expect((await list(store, 'open')).answers).toEqual([]);
  expect((await list(store, 'done')).counts).toMatchObject({ open: 0, done: 1 });
  expect(await store.admin('POST', path, { done: false })).toMatchObject({ task: 'open', doneAt: null, doneBy: null });

  await world.advance('P6D');
  await answer(store, { token, score: '5' });
  expect((await list(store, 'all')).answers).toMatchObject([
    { score: 5, comment: 'Came broken,\nand late', task: null },
  ]);
  expect((await store.adminAnswer('POST', path, { done: true })).status).toBe(409);
  await world.advance('P2D');
  expect((await answer(store, { token, score: '1' })).status).toBe(200);
  expect((await list(store, 'all')).answers).toMatchObject([{ score: 5 }]);
  expect(await figures(store)).toMatchObject({ answers: 1, perScore: [0, 0, 0, 0, 1], average: 5, satisfied: 100 });
  expect(await figures(store, '?from=2020-01-01&to=2020-01-31')).toMatchObject({ answers: 0, average: null });
  expect((await store.adminAnswer('GET', '/api/surveys/figures?from=yesterday')).status).toBe(422);
});

test('an answer is taken for the order of its link alone, of this store, and not before everything has come', async () => {
  const [store, other] = [await world.shop(), await world.shop()];
  const customer = await store.customer();
  const order = await store.order({ customer, lines: [{ title: 'Thing', price: '5.00', quantity: 2 }] });
  const first = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', {
    order: order.id,
    lines: [{ id: order.lines[0]?.id, quantity: 1 }],
  });
  await deliver(first.fulfillment.id);
  const link = /\/track\/o\/([\w.-]+)/.exec(String((await store.proxy('/track', customer)).body))?.[1];
  const half = await open(store, customer, order);
  const token = link ?? tokenIn(half);
  expect(token).not.toBe('');
  await answer(store, { token, score: '1' });
  expect((await list(store, 'all')).counts.all).toBe(0);
  await deliver(await send(order));
  await answer(store, { token, score: '3' });
  expect((await list(store, 'all')).counts).toEqual({ open: 0, done: 0, comments: 0, all: 1 });
  expect((await answer(other, { token, score: '1' })).status).toBe(404);
  expect(
    (await answer(store, { token: `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, score: '1' })).status,
  ).toBe(404);
  for (const score of ['0', '6', '2.5', 'x', '']) expect((await answer(store, { token, score })).status).toBe(422);
  expect((await list(other, 'all')).counts.all).toBe(0);
});

test('the merchant reads many answers page by page; what somebody wrote is handed on to them, goes with them, and after a year', async () => {
  const store = await world.shop();
  const shopId = await shopIdOf(db, store.domain);
  const [customer, leaving] = [await store.customer(), await store.customer()];
  const orders = [await store.buy(customer, '5.00'), await store.buy(leaving, '5.00')];
  await world.settle();
  const now = Date.parse('2026-03-01T00:00:00Z');
  const kept = orders.map(({ id }, index) => [digits(id), `Kept ${index}`] as const);
  const many = Array.from({ length: 60 }, (_, index) => [String(1_000 + index), null] as const);
  await db.transaction((tx) =>
    tx
      .insertInto('survey_answers')
      .values(
        [...kept, ...many].map(([order_id, comment], index) => ({
          shop_id: shopId,
          order_id,
          comment,
          score: 1 + (index % 5),
          // Several at the same moment.
          answered_at: now + Math.floor(index / 4),
          changed_at: now,
          task: index % 5 < 2 ? ('open' as const) : null,
          done_at: null,
          done_by: null,
        })),
      )
      .execute(),
  );
  const first = await list(store, 'all');
  const second = await list(store, 'all', first.next ?? '');
  expect([first.answers.length, second.answers.length, second.next]).toEqual([50, 12, null]);
  const seen = [...first.answers, ...second.answers].map(({ order }) => order.id);
  expect(new Set(seen).size).toBe(62);
  expect((await list(store, 'open')).answers).toHaveLength(26);
  expect(
    (await list(store, 'comments')).answers
      .map(({ comment }) => comment)
      .toSorted((a, b) => String(a).localeCompare(String(b))),
  ).toEqual(['Kept 0', 'Kept 1']);

  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/data_request', customer });
  await world.settle();
  const last = await store.buy(leaving, '5.00');
  await deliver(await send(last));
  const token = tokenIn(await open(store, leaving, last));
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer: leaving });
  await world.settle();
  expect(token).not.toBe('');
  await answer(store, { token, score: '5', comment: 'From an old email' });
  const { requests } = await store.admin<DataRequestPage>('GET', '/api/data-requests');
  const told = await store.admin<DataRequestDetail>('GET', `/api/data-requests/${requests[0]?.id}?locale=en`);
  const section = told.sections.find(({ id }) => id === 'survey_answers');
  expect(section?.rows).toEqual([[digits(orders[0]?.id ?? ''), expect.any(String), expect.any(String), '1', 'Kept 0']]);
  const comments = async () => (await list(store, 'comments')).answers.map(({ comment }) => comment);
  expect(await comments()).toEqual(['Kept 0']);
  expect((await list(store, 'all')).counts.all).toBe(62);

  await world.offUntil('2027-03-02T06:00:00Z');
  await world.advance('P1D');
  expect(await comments()).toEqual([]);
  expect((await list(store, 'all')).counts.all).toBe(62);
});
