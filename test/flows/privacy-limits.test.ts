/** What is held of a person is told in words and no longer kept than it says; nothing is left of stores that have gone. */
import type { TextFile } from '../../web/platform/kit/csv.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../db/open.ts';
import type { AccessLogPage, DataRequestDetail, DataRequestPage } from '../../web/platform/privacy/api-types.ts';
import { startAttackedWorld, type AttackedWorld } from '../support/attacked-world.ts';
import { send, webhook } from '../support/attacker.ts';
import { digits } from '../support/points-book.ts';
import { shopIdOf } from '../support/shop-id.ts';
import { rowsOf } from '../support/tenant-rows.ts';
import type { TestStore } from '../support/world.ts';

let world: AttackedWorld;
let db: Db;
beforeAll(async () => {
  world = await startAttackedWorld();
  db = openDb(world.databaseUrl);
});
afterAll(async () => {
  await db.close();
  await world.stop();
});

const request = (store: TestStore, customer: string) =>
  world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/data_request', customer });
const list = (store: TestStore) => store.admin<DataRequestPage>('GET', '/api/data-requests');
const bodies = async (store: TestStore) =>
  (
    await db.read
      .selectFrom('inbox')
      .select('body')
      .where('shop_id', '=', await shopIdOf(db, store.domain))
      .execute()
  ).map(({ body }) => body);

test('what is held of somebody can be read in both languages, saved as a file, handed on, and goes after its time', async () => {
  const store = await world.shop();
  const customer = await store.customer({ firstName: '=Anh', lastName: '<b>', email: 'anh@example.com' });
  const order = await store.buy(customer, '50.00', { lines: [{ title: 'Tea & "cups"', price: '50.00', quantity: 1 }] });
  await world.settle();
  await store.admin('POST', `/api/customers/${digits(customer)}/adjust`, {
    points: 5,
    reason: 'kind, of them',
    key: 'a',
  });
  await request(store, customer);
  await world.settle();
  const { requests, open } = await list(store);
  expect(open).toBe(1);
  expect(requests).toMatchObject([
    {
      state: 'open',
      content: 'held',
      person: { customerId: digits(customer), name: '=Anh <b>', email: 'anh@example.com' },
      requestedAt: '2026-03-02T03:00:00.000Z',
      dueAt: '2026-04-01T03:00:00.000Z',
      overdue: false,
    },
  ]);
  const path = `/api/data-requests/${requests[0]?.id}`;
  const detail = await store.admin<DataRequestDetail>('GET', `${path}?locale=vi`);
  expect(detail.sections.map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Khách hàng', 'Đơn hàng', 'Sản phẩm đã mua', 'Điểm', 'Lịch sử điểm']),
  );
  const cells = detail.sections.flatMap(({ rows }) => rows.flat());
  for (const text of ['anh@example.com', order.name, 'Tea & "cups"', 'kind, of them', 'Tích điểm từ đơn hàng'])
    expect(cells).toContain(text);
  for (const { columns, rows } of detail.sections) {
    for (const row of rows) expect(row).toHaveLength(columns.length);
  }
  const file = (format: string) => store.admin<TextFile>('GET', `${path}/file?format=${format}&locale=en`);
  const page = await file('html');
  expect(page).toMatchObject({
    name: expect.stringMatching(/^personal-data-\d+\.html$/),
    mediaType: 'text/html; charset=utf-8',
  });
  expect(page.text).toContain('Tea &amp; &quot;cups&quot;');
  expect(page.text).not.toContain('<b>');
  const table = await file('csv');
  expect(table.text).toContain(`'=Anh`);
  expect(table.text).toContain('"Tea & ""cups"""');
  const data = JSON.parse((await file('json')).text) as { held: Record<string, Record<string, unknown>[]> };
  expect(data.held.customer).toMatchObject([{ id: digits(customer), email: 'anh@example.com' }]);
  expect((await store.adminAnswer('GET', `${path}/file?format=exe`)).status).toBe(422);

  await store.admin('POST', `${path}/done`, { done: true });
  expect(await list(store)).toMatchObject({
    open: 0,
    requests: [{ state: 'done', keptUntil: '2026-04-01T03:00:00.000Z' }],
  });
  const log = await store.admin<AccessLogPage>('GET', `/api/access-log?customer=${digits(customer)}`);
  expect(new Set(log.entries.map(({ what }) => what))).toEqual(
    new Set(['adjustment', 'data_requests', 'data_request']),
  );
  expect((await store.admin<AccessLogPage>('GET', '/api/access-log')).entries.map(({ what }) => what)).toContain(
    'export',
  );
  await world.advance('P32D');
  expect(await list(store)).toMatchObject({
    requests: [{ content: 'expired', person: { customerId: null, name: null, email: null }, keptUntil: null }],
  });
  expect((await store.adminAnswer('GET', `${path}/file`)).status).toBe(404);
});

test('a request for somebody of whom nothing is held is listed, too', async () => {
  const store = await world.shop();
  const body = JSON.stringify({
    shop_domain: store.domain,
    customer: { id: null, email: 'nobody@example.com', phone: null },
    orders_requested: [],
    data_request: { id: 77 },
  });
  await send(
    world.appUrl,
    '/api/webhooks',
    webhook({ domain: store.domain, topic: 'customers/data_request', body, secret: world.apiSecret }),
  );
  await world.settle();
  expect(await list(store)).toMatchObject({
    requests: [{ id: '77', content: 'nothing', person: { customerId: null, email: 'nobody@example.com' } }],
  });
});

test('a webhook’s body goes once its day is over, and that it came after a week', async () => {
  const store = await world.shop();
  await store.buy(await store.customer(), '5.00');
  await world.settle();
  expect((await bodies(store)).filter((body) => body !== '')).not.toEqual([]);
  const count = (await bodies(store)).length;
  await world.advance('P3D');
  expect((await bodies(store)).filter((body) => body !== '')).toEqual([]);
  expect(await bodies(store)).toHaveLength(count);
  await world.advance('P6D');
  expect(await bodies(store)).toEqual([]);
});

test('of a store that never opened the app, or removed it without a word of erasing it, nothing is left after ninety days', async () => {
  const seen = await world.shop({ install: false });
  const gone = await world.shop();
  await gone.buy(await gone.customer(), '5.00');
  await world.settle();
  const body = JSON.stringify({
    id: 5,
    email: 'seen@example.com',
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
  });
  await send(
    world.appUrl,
    '/api/webhooks',
    webhook({ domain: seen.domain, topic: 'customers/create', body, secret: world.apiSecret }),
  );
  await world.settle();
  const goneId = await shopIdOf(db, gone.domain);
  const ids = [await shopIdOf(db, seen.domain), goneId];
  const now = (await world.now()).getTime();
  // Shopify's own word, two days later, is lost.
  await db.transaction((tx) =>
    tx
      .updateTable('installations')
      .set({ status: 'uninstalled', tokens: null, uninstalled_at: now })
      .where('shop_id', '=', goneId)
      .execute(),
  );
  await world.advance('P89D');
  for (const id of ids) expect((await rowsOf(db, id)).installations).toHaveLength(1);
  await world.advance('P3D');
  for (const id of ids) {
    const left = Object.entries(await rowsOf(db, id)).filter(([, rows]) => rows.length > 0);
    expect(left).toEqual([]);
  }
});
