import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCustomer } from '../world/customers.ts';
import { placeOrder } from '../world/place-order.ts';
import { type Fixture, pick, START, startFixture } from './admin-api.fixture.ts';

const DAY = 86_400_000;
let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

describe('Who may call', () => {
  it('refuses an unknown token in the words of Shopify', async () => {
    const answer = await fixture.call('{ shop { name } }', {}, { token: 'shpat_other' });
    expect(answer.status).toBe(401);
    expect(answer.failure).toBe('[API] Invalid API key or access token (unrecognized login or wrong password)');
  });

  it('refuses a token from the moment it expires', async () => {
    fixture.wall.now = START + 3_600_000 - 1;
    expect((await fixture.call('{ shop { name } }')).status).toBe(200);
    fixture.wall.now = START + 3_600_000;
    expect((await fixture.call('{ shop { name } }')).status).toBe(401);
  });

  it('refuses every token once the app is uninstalled', async () => {
    fixture.shop.install = null;
    expect((await fixture.call('{ shop { name } }')).status).toBe(401);
  });

  it('answers 404 for a store that does not exist, and for another version of the API', async () => {
    expect((await fixture.call('{ shop { name } }', {}, { host: 'nobody.myshopify.com' })).status).toBe(404);
    expect((await fixture.call('{ shop { name } }', {}, { version: '2024-01' })).status).toBe(404);
  });

  it('names the version that answered', async () => {
    expect((await fixture.call('{ shop { name } }')).headers.get('x-shopify-api-version')).toBe('2026-07');
  });
});

describe('Scopes', () => {
  it('refuses a field whose scope is missing, with path and requirement, and answers the rest', async () => {
    fixture.grant('read_orders');
    const answer = await fixture.call('{ shop { name } products(first: 1) { nodes { id } } }');
    expect(answer.status).toBe(200);
    expect(answer.errors).toMatchObject([
      {
        message: 'Access denied for products field. Required access: `read_products` access scope.',
        path: ['products'],
        extensions: { code: 'ACCESS_DENIED', requiredAccess: '`read_products` access scope.' },
      },
    ]);
  });

  it('lets a write scope read', async () => {
    fixture.grant('write_products');
    expect((await fixture.call('{ products(first: 1) { nodes { id } } }')).errors).toEqual([]);
  });

  it('refuses the customer of an order to an app that may only read orders', async () => {
    const order = placeOrder(fixture.simulator.world, fixture.shop, {
      email: 'ann@example.com',
      lines: [{ title: 'Cup', price: 1000, quantity: 1 }],
    });
    fixture.grant('read_orders');
    const answer = await fixture.call('query($id: ID!) { order(id: $id) { name customer { id } } }', {
      id: `gid://shopify/Order/${order.id}`,
    });
    expect(answer.data).toEqual({ order: { name: order.name, customer: null } });
    expect(answer.errors).toMatchObject([{ path: ['order', 'customer'], extensions: { code: 'ACCESS_DENIED' } }]);
  });

  it('holds node(id) to the scope of what the id stands for', async () => {
    const customer = createCustomer(fixture.simulator.world, fixture.shop, { email: 'ann@example.com' });
    fixture.grant('read_orders');
    const answer = await fixture.call('query($id: ID!) { node(id: $id) { id } }', {
      id: `gid://shopify/Customer/${customer.id}`,
    });
    expect(answer.data).toEqual({ node: null });
    expect(answer.errors).toMatchObject([{ path: ['node'], extensions: { code: 'ACCESS_DENIED' } }]);
  });

  it('refuses to write a metafield on a customer without write_customers', async () => {
    const customer = createCustomer(fixture.simulator.world, fixture.shop, { email: 'ann@example.com' });
    fixture.grant('read_customers');
    const answer = await fixture.call(
      'mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { userErrors { code } } }',
      { m: [{ ownerId: `gid://shopify/Customer/${customer.id}`, key: 'points', type: 'json', value: '{}' }] },
    );
    expect(answer.data).toEqual({ metafieldsSet: null });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }]);
    expect(fixture.shop.metafields.size).toBe(0);
  });
});

describe('Protected customer data', () => {
  it('answers null and an error for each personal field that was not granted', async () => {
    const customer = createCustomer(fixture.simulator.world, fixture.shop, {
      email: 'ann@example.com',
      firstName: 'Ann',
      phone: '+15550100',
    });
    const answer = await fixture.call('query($id: ID!) { customer(id: $id) { firstName email phone } }', {
      id: `gid://shopify/Customer/${customer.id}`,
    });
    expect(answer.data).toEqual({ customer: { firstName: 'Ann', email: 'ann@example.com', phone: null } });
    expect(answer.errors).toMatchObject([{ path: ['customer', 'phone'], extensions: { code: 'ACCESS_DENIED' } }]);
  });

  it('answers everything that is not personal when nothing was granted', async () => {
    fixture.simulator.app.protectedFields.clear();
    const customer = createCustomer(fixture.simulator.world, fixture.shop, { email: 'ann@example.com', tags: ['vip'] });
    const answer = await fixture.call('query($id: ID!) { customer(id: $id) { id tags email } }', {
      id: `gid://shopify/Customer/${customer.id}`,
    });
    expect(answer.data).toEqual({
      customer: { id: `gid://shopify/Customer/${customer.id}`, tags: ['vip'], email: null },
    });
    expect(answer.errors).toHaveLength(1);
  });
});

describe('Orders older than 60 days', () => {
  const old = () =>
    placeOrder(fixture.simulator.world, fixture.shop, {
      email: 'ann@example.com',
      lines: [{ title: 'Cup', price: 1000, quantity: 1 }],
      at: START - 61 * DAY,
    });

  it('are hidden from lists and look-ups without read_all_orders', async () => {
    const order = old();
    const answer = await fixture.call('query($id: ID!) { orders(first: 10) { nodes { id } } order(id: $id) { id } }', {
      id: `gid://shopify/Order/${order.id}`,
    });
    expect(answer.data).toEqual({ orders: { nodes: [] }, order: null });
  });

  it('are there with read_all_orders', async () => {
    const order = old();
    fixture.grant('read_orders', 'read_all_orders');
    const answer = await fixture.call('{ orders(first: 10) { nodes { name } } }');
    expect(pick(answer.data, 'orders', 'nodes')).toEqual([{ name: order.name }]);
  });
});

describe('What is not simulated', () => {
  it('says so instead of answering null', async () => {
    const answer = await fixture.call('{ shop { alerts { description } } }');
    expect(answer.errors).toMatchObject([
      {
        message: 'NOT_SIMULATED: Shop.alerts is not simulated',
        path: ['shop', 'alerts'],
        extensions: { code: 'NOT_SIMULATED' },
      },
    ]);
    const root = await fixture.call('{ shopLocales { locale } }', {}, {});
    fixture.grant('read_locales');
    const granted = await fixture.call('{ shopLocales { locale } }');
    expect(root.errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }]);
    expect(granted.errors).toMatchObject([{ message: 'NOT_SIMULATED: Query.shopLocales is not simulated' }]);
  });

  it('refuses an argument that it would have to ignore', async () => {
    const answer = await fixture.call(
      '{ products(first: 1, savedSearchId: "gid://shopify/SavedSearch/1") { nodes { id } } }',
    );
    expect(answer.errors).toMatchObject([{ extensions: { code: 'NOT_SIMULATED' } }]);
  });
});
