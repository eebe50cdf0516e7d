import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCustomer } from '../../world/customers.ts';
import { createProduct } from '../../world/products.ts';
import { placeOrder } from '../../world/place-order.ts';
import { refundOrder } from '../../world/refund-order.ts';
import type { Happening } from '../../world/types.ts';
import { type Fixture, pick, START, startFixture, TOKEN } from '../admin-api.fixture.ts';

const DAY = 86_400_000;
const RUN = `mutation Run($query: String!, $groupObjects: Boolean! = false) {
  bulkOperationRunQuery(query: $query, groupObjects: $groupObjects) {
    bulkOperation { id status objectCount url completedAt type query }
    userErrors { field message code }
  }
}`;
const READ = `query Read($id: ID!) { bulkOperation(id: $id) {
  id status errorCode objectCount rootObjectCount fileSize url partialDataUrl createdAt completedAt
} }`;
const CANCEL = `mutation Cancel($id: ID!) {
  bulkOperationCancel(id: $id) { bulkOperation { id status } userErrors { field message } }
}`;
const ORDERS = `{ orders { edges { node { id name refunds { id } lineItems { edges { node { id quantity } } } } } } }`;

let fixture: Fixture;
let told: Happening[];

beforeEach(async () => {
  fixture = await startFixture();
  told = [];
  const { world } = fixture.simulator;
  world.announce = (happening) => void told.push(happening);
});
afterEach(() => fixture.close());

const world = () => fixture.simulator.world;

function buy(count: number, lines = 2): void {
  for (let n = 0; n < count; n += 1) {
    placeOrder(world(), fixture.shop, {
      lines: Array.from({ length: lines }, (_, line) => ({ title: `Thing ${line}`, price: 1000, quantity: line + 1 })),
    });
  }
}

async function run(query = ORDERS, groupObjects = false): Promise<string> {
  const { data } = await fixture.call(RUN, { query, groupObjects });
  expect(pick(data, 'bulkOperationRunQuery', 'userErrors')).toEqual([]);
  return String(pick(data, 'bulkOperationRunQuery', 'bulkOperation', 'id'));
}

async function problems(query: string): Promise<string[]> {
  const { data } = await fixture.call(RUN, { query });
  expect(pick(data, 'bulkOperationRunQuery', 'bulkOperation')).toBeNull();
  const errors = pick(data, 'bulkOperationRunQuery', 'userErrors') as {
    field: string[];
    message: string;
    code: string;
  }[];
  expect(errors.every(({ field, code }) => field[0] === 'query' && code === 'INVALID')).toBe(true);
  return errors.map(({ message }) => message);
}

const read = async (id: string) => pick((await fixture.call(READ, { id })).data, 'bulkOperation');
const member = async (id: string, name: string) => pick(await read(id), name);

/** As settling does: until nothing is being worked on. */
async function settled(): Promise<void> {
  while (!fixture.bulk.idle()) await fixture.bulk.progress();
}
async function finished(query = ORDERS, groupObjects = false): Promise<string> {
  const id = await run(query, groupObjects);
  await settled();
  return id;
}

interface Row {
  id: string;
  __parentId?: string;
  [field: string]: unknown;
}
async function rows(id: string): Promise<Row[]> {
  const response = await fetch(String(await member(id, 'url')));
  expect(response.status).toBe(200);
  const text = await response.text();
  expect(text.endsWith('\n')).toBe(true);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe('an operation', () => {
  it('is created, runs beside the API and ends with a file and a webhook in lower case', async () => {
    buy(3);
    const { data } = await fixture.call(RUN, { query: ORDERS });
    const created = pick(data, 'bulkOperationRunQuery', 'bulkOperation');
    expect(created).toMatchObject({
      status: 'CREATED',
      objectCount: '0',
      url: null,
      completedAt: null,
      type: 'QUERY',
      query: ORDERS,
    });
    await settled();

    const id = String(pick(created, 'id'));
    const done = await read(id);
    expect(done).toMatchObject({
      status: 'COMPLETED',
      errorCode: null,
      objectCount: '9',
      rootObjectCount: '3',
      partialDataUrl: null,
      createdAt: '2026-11-01T00:00:00Z',
      completedAt: '2026-11-01T00:00:00Z',
    });
    const text = await (await fetch(String(pick(done, 'url')))).text();
    expect(pick(done, 'fileSize')).toBe(String(Buffer.byteLength(text)));
    expect(told.filter(({ topic }) => topic === 'bulk_operations/finish').map(({ resource }) => resource)).toEqual([
      {
        admin_graphql_api_id: id,
        completed_at: '2026-11-01T00:00:00+00:00',
        created_at: '2026-11-01T00:00:00+00:00',
        error_code: null,
        status: 'completed',
        type: 'query',
      },
    ]);
  });

  it('takes the time that was set, by the simulator’s clock', async () => {
    buy(1);
    fixture.bulk.setDuration(60_000);
    const id = await run();
    await settled();
    expect(await member(id, 'status')).toBe('RUNNING');
    expect(fixture.bulk.nextDue()).toBe(START + 60_000);
    fixture.simulator.clock.change({ now: START + 60_000 });
    await settled();
    expect(await read(id)).toMatchObject({ status: 'COMPLETED', completedAt: '2026-11-01T00:01:00Z' });
  });

  it('has no address when it found nothing', async () => {
    const id = await finished();
    expect(await read(id)).toMatchObject({ status: 'COMPLETED', objectCount: '0', fileSize: '0', url: null });
  });

  it('expires seven days after it ended, and its address with it', async () => {
    buy(1);
    const id = await finished();
    const url = String(await member(id, 'url'));
    fixture.simulator.clock.change({ now: START + 7 * DAY - 1 });
    expect((await fetch(url)).status).toBe(200);
    fixture.simulator.clock.change({ now: START + 7 * DAY });
    expect(await read(id)).toMatchObject({ status: 'EXPIRED', url: null });
    const gone = await fetch(url);
    expect(gone.status).toBe(400);
    expect(await gone.text()).toContain('<Code>ExpiredToken</Code>');
  });

  it('is one of at most five at a time; a cancelled one makes room and tells so', async () => {
    fixture.bulk.setDuration(60_000);
    const ids = [await run(), await run(), await run(), await run(), await run()];
    const { data } = await fixture.call(RUN, { query: ORDERS });
    expect(pick(data, 'bulkOperationRunQuery', 'userErrors')).toEqual([
      {
        field: null,
        message: `A bulk query operation for this app and shop is already in progress: ${ids.join(', ')}.`,
        code: 'OPERATION_IN_PROGRESS',
      },
    ]);
    const [first = ''] = ids;
    const cancelled = pick((await fixture.call(CANCEL, { id: first })).data, 'bulkOperationCancel');
    expect(cancelled).toEqual({ bulkOperation: { id: first, status: 'CANCELING' }, userErrors: [] });
    await settled();
    expect(await read(first)).toMatchObject({ status: 'CANCELED', url: null, completedAt: null });
    expect(told.map(({ resource }) => pick(resource, 'status'))).toEqual(['canceled']);
    await run();

    const again = pick((await fixture.call(CANCEL, { id: first })).data, 'bulkOperationCancel', 'userErrors');
    expect(again).toEqual([{ field: null, message: 'A bulk operation cannot be canceled when it is canceled' }]);
    const unknown = await fixture.call(CANCEL, { id: 'gid://shopify/BulkOperation/1' });
    expect(pick(unknown.data, 'bulkOperationCancel')).toEqual({
      bulkOperation: null,
      userErrors: [{ field: ['id'], message: 'Bulk operation does not exist' }],
    });
  });

  it('stands in the list, newest first, and can be looked for by state', async () => {
    buy(1);
    const [first, second] = [await finished(), await finished()];
    fixture.bulk.setDuration(60_000);
    const third = await run();
    const ids = async (args: string) => {
      const { data, errors } = await fixture.call(`{ bulkOperations(first: 10${args}) { nodes { id } } }`);
      expect(errors).toEqual([]);
      return (pick(data, 'bulkOperations', 'nodes') as { id: string }[]).map(({ id }) => id);
    };
    expect(await ids('')).toEqual([third, second, first]);
    expect(await ids(', reverse: true')).toEqual([first, second, third]);
    expect(await ids(', query: "status:completed"')).toEqual([second, first]);
    expect(await ids(', query: "operation_type:mutation"')).toEqual([]);
    const current = await fixture.call('{ currentBulkOperation { id } }');
    expect(pick(current.data, 'currentBulkOperation', 'id')).toBe(third);
  });
});

describe('the lines', () => {
  it('hold each object once, children with the id of their parent, ids to the last digit', async () => {
    buy(3, 3);
    const { shop } = fixture;
    const [order] = shop.orders.values();
    if (!order) throw new Error('no order');
    const refund = refundOrder(world(), shop, order, { amount: 100 });
    const all = await rows(await finished());
    const parents = all.filter(({ __parentId }) => __parentId === undefined);
    expect(parents.map(({ id }) => id).toSorted()).toEqual(
      [...shop.orders.keys()].map((id) => `gid://shopify/Order/${id}`).toSorted(),
    );
    const children = all.filter(({ __parentId }) => __parentId !== undefined);
    const expected = [...shop.orders.values()].flatMap(({ id, lines }) =>
      lines.map((line) => ({
        id: `gid://shopify/LineItem/${line.id}`,
        quantity: line.quantity,
        __parentId: `gid://shopify/Order/${id}`,
      })),
    );
    const byId = (one: Row, other: Row) => (one.id < other.id ? -1 : 1);
    expect(children.toSorted(byId)).toEqual(expected.toSorted(byId));
    const refunded = parents.find(({ id }) => id === `gid://shopify/Order/${order.id}`);
    expect(refunded).toEqual({
      id: refunded?.id,
      name: order.name,
      refunds: [{ id: `gid://shopify/Refund/${refund.id}` }],
    });
  });

  it('stand in no order unless they are grouped', async () => {
    buy(60);
    const broken = (all: Row[]) => {
      const seen = new Set<string>();
      let parent = '';
      const faults = { childFirst: 0, apart: 0 };
      for (const { id, __parentId } of all) {
        if (__parentId === undefined) {
          parent = id;
          seen.add(id);
        } else if (!seen.has(__parentId)) faults.childFirst += 1;
        else if (__parentId !== parent) faults.apart += 1;
      }
      return faults;
    };
    expect(broken(await rows(await finished(ORDERS, true)))).toEqual({ childFirst: 0, apart: 0 });
    const loose = await rows(await finished(ORDERS, false));
    expect(loose).toHaveLength(180);
    const { childFirst, apart } = broken(loose);
    expect(childFirst).toBeGreaterThan(10);
    expect(apart).toBeGreaterThan(10);
  });

  it('hold more than one piece and every line of a long order', async () => {
    buy(601, 1);
    buy(1, 300);
    const id = await finished();
    expect(await read(id)).toMatchObject({ objectCount: String(601 * 2 + 301), rootObjectCount: '602' });
    const ids = (await rows(id)).map((row) => row.id);
    expect(new Set(ids).size).toBe(601 * 2 + 301);
  });

  it('follow the filter, leave pages out of account and go two levels down', async () => {
    const { shop } = fixture;
    const product = createProduct(world(), shop, { title: 'Mug', variants: [{ price: 100 }, { price: 200 }] });
    createProduct(world(), shop, { title: 'Cup', variants: [{ price: 100 }] });
    const query =
      '{ products(first: 1, query: "title:Mug") { edges { node { id variants(first: 1) { edges { cursor node { id } } } } } } }';
    const all = await rows(await finished(query, true));
    expect(all.map(({ id }) => id)).toEqual([
      `gid://shopify/Product/${product.id}`,
      ...product.variants.map(({ id }) => `gid://shopify/ProductVariant/${id}`),
    ]);
    const customer = createCustomer(world(), shop, { email: 'lan@example.com' });
    placeOrder(world(), shop, { customerId: customer.id, lines: [{ title: 'Mug', price: 100, quantity: 1 }] });
    const deep = `query Deep { customers { edges { node { id orders { edges { node { ...Order } } } } } } }
      fragment Order on Order { id lineItems { edges { node { id } } } }`;
    const [top, middle, bottom] = await rows(await finished(deep, true));
    expect(top).toEqual({ id: `gid://shopify/Customer/${customer.id}` });
    expect(middle?.__parentId).toBe(top?.id);
    expect(bottom?.__parentId).toBe(middle?.id);
  });

  it('end where the app may not see: 60 days, protected fields, scopes', async () => {
    buy(1);
    placeOrder(world(), fixture.shop, { at: START - 61 * DAY, lines: [{ title: 'Old', price: 100, quantity: 1 }] });
    expect(await rows(await finished('{ orders { edges { node { id } } } }'))).toHaveLength(1);
    fixture.grant('read_orders', 'read_all_orders');
    expect(await rows(await finished('{ orders { edges { node { id } } } }'))).toHaveLength(2);

    const phone = await finished('{ orders { edges { node { id phone } } } }');
    expect(await read(phone)).toMatchObject({
      status: 'FAILED',
      errorCode: 'ACCESS_DENIED',
      url: null,
      partialDataUrl: null,
    });
    const products = await finished('{ products { edges { node { id } } } }');
    expect(await read(products)).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED' });
  });
});

describe('a query', () => {
  it.each([
    [
      '{ orders { nodes { id } } }',
      "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'orders { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'orders'.",
    ],
    [
      '{ orders { edges { node { name lineItems { edges { node { id } } } } } } }',
      "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': orders.",
    ],
    [
      '{ orders { edges { node { id refunds { refundLineItems(first: 5) { edges { node { quantity } } } } } } } }',
      'Queries that contain a connection field within a list field are not currently supported.',
    ],
    [
      '{ orders { edges { node { id fulfillments { events(first: 5) { edges { node { id } } } } } } } }',
      'Queries that contain a connection field within a list field are not currently supported.',
    ],
    ['{ shop { name } }', 'Bulk queries must contain at least one connection.'],
    [
      'mutation { tagsAdd(id: "gid://shopify/Order/1", tags: ["a"]) { userErrors { message } } }',
      'Invalid operation type. Only `query` operations are supported.',
    ],
    ['', 'Invalid bulk query: syntax error, unexpected end of file'],
    ['{ orders { edges { node { id colour } } } }', 'Invalid bulk query: Cannot query field "colour" on type "Order".'],
    [
      '{ customers { edges { node { id orders { edges { node { id fulfillmentOrders { edges { node { id lineItems { edges { node { id } } } } } } } } } } } } }',
      'Bulk queries cannot contain connections with a nesting depth greater than 2.',
    ],
    [
      '{ a: orders { edges { node { id } } } b: orders { edges { node { id } } } c: orders { edges { node { id } } } d: orders { edges { node { id } } } e: orders { edges { node { id } } } f: orders { edges { node { id } } } }',
      'Bulk queries cannot contain more than 5 connections.',
    ],
  ])('%s is refused', async (query, message) => {
    expect(await problems(query)).toEqual([message]);
  });

  it('names every problem, and that a single node is none for bulk', async () => {
    expect(await problems('{ node(id: "gid://shopify/Order/1") { id } }')).toEqual([
      'Bulk queries cannot contain a top level `node` field.',
      'Bulk queries must contain at least one connection.',
    ]);
    const padded = `{ orders { edges { node { id } } } } # ${'a'.repeat(65_500)}`;
    expect(await problems(padded)).toEqual([`Query is too large (${padded.length} bytes; maximum is 65535 bytes)`]);
  });

  it('of what the simulator cannot do in bulk says so', async () => {
    const { errors } = await fixture.call(RUN, { query: '{ shop { name } orders { edges { node { id } } } }' });
    expect(errors[0]?.extensions?.code).toBe('NOT_SIMULATED');
    const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    buy(1);
    const id = await finished('{ orders { edges { node { id agreements { edges { node { id } } } } } } }');
    expect(await read(id)).toMatchObject({ status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR' });
    expect(said.mock.calls.flat().map(String).join(' ')).toContain('NOT_SIMULATED');
    said.mockRestore();
  });
});

describe('the file', () => {
  it('needs no token but its own signature, and comes in the parts that are asked for', async () => {
    buy(20);
    const url = String(await member(await finished(), 'url'));
    const whole = await fetch(url);
    const text = await whole.text();
    expect(whole.headers.get('content-type')).toContain('application/jsonl');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    const part = await fetch(url, { headers: { range: 'bytes=100-' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes 100-${text.length - 1}/${text.length}`,
    ]);
    expect(await part.text()).toBe(text.slice(100));
    const other = await fetch(url, { headers: { range: 'bytes=10-19', 'if-range': '"something-else"' } });
    expect(other.status).toBe(200);
    await other.body?.cancel();
    const beyond = await fetch(url, { headers: { range: `bytes=${text.length}-` } });
    expect(beyond.status).toBe(416);

    expect((await fetch(url.replace(/Signature=[^&]*/, 'Signature=bm9uZQ'))).status).toBe(403);
    expect((await fetch(url.replace(/\?.*/, ''))).status).toBe(403);
    expect((await fetch(url.replace(/Expires=\d+/, 'Expires=99999999999'))).status).toBe(403);
  });

  it('breaks off in the middle on request, and can be taken up there', async () => {
    buy(50);
    const url = String(await member(await finished(), 'url'));
    const text = await (await fetch(url)).text();
    fixture.simulator.faults.set({ kind: 'half', operation: 'bulkResult', count: 1 });
    const cut = await fetch(url);
    expect(cut.headers.get('content-length')).toBe(String(text.length));
    const got: Uint8Array[] = [];
    await expect(async () => {
      for await (const chunk of cut.body ?? []) got.push(chunk);
    }).rejects.toThrow();
    const half = Buffer.concat(got).toString();
    expect(half).toBe(text.slice(0, Math.ceil(text.length / 2)));
    const rest = await fetch(url, { headers: { range: `bytes=${half.length}-` } });
    expect(half + (await rest.text())).toBe(text);
  });

  it('holds what was read before a failure', async () => {
    buy(10);
    fixture.simulator.faults.set({ kind: 'failed', errorCode: 'TIMEOUT', count: 1 });
    const id = await finished();
    const failed = await read(id);
    expect(failed).toMatchObject({
      status: 'FAILED',
      errorCode: 'TIMEOUT',
      url: null,
      objectCount: '15',
      completedAt: null,
    });
    const text = await (await fetch(String(pick(failed, 'partialDataUrl')))).text();
    expect(text.trimEnd().split('\n')).toHaveLength(15);
    expect(told.at(-1)?.resource).toMatchObject({ status: 'failed', error_code: 'timeout', completed_at: null });
    expect(await read(await finished())).toMatchObject({ status: 'COMPLETED', objectCount: '30' });
  });
});

describe('an app that was uninstalled', () => {
  it('gets nothing more', async () => {
    buy(1);
    fixture.bulk.setDuration(60_000);
    const id = await run();
    fixture.shop.install = null;
    fixture.simulator.clock.change({ now: START + 60_000 });
    await settled();
    fixture.grant('read_orders');
    expect(fixture.shop.install).toMatchObject({ accessTokens: new Map([[TOKEN, expect.anything()]]) });
    expect(await read(id)).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED', partialDataUrl: null });
  });
});
