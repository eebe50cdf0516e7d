import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCustomer } from '../world/customers.ts';
import { mergeCustomers } from '../world/merge-customers.ts';
import { placeOrder } from '../world/place-order.ts';
import type { Order } from '../world/types.ts';
import { type Fixture, pick, START, startFixture } from './admin-api.fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

function order(email: string, daysAgo: number, paid = true): Order {
  const lines = [{ title: 'Cup', price: 1000, quantity: 1 }];
  return placeOrder(fixture.simulator.world, fixture.shop, { email, lines, paid, at: START - daysAgo * 86_400_000 });
}
async function names(args: string): Promise<unknown> {
  const answer = await fixture.call(`{ orders(${args}) { nodes { name } } }`);
  expect(answer.errors).toEqual([]);
  const nodes = pick(answer.data, 'orders', 'nodes');
  return Array.isArray(nodes) ? nodes.map((node) => pick(node, 'name')) : nodes;
}

describe('Pages', () => {
  const page = (args: string) =>
    fixture.call(
      `{ customers(${args}) { nodes { email } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    );
  const emails = (data: unknown) => {
    const nodes = pick(data, 'customers', 'nodes');
    return Array.isArray(nodes) ? nodes.map((node) => pick(node, 'email')) : nodes;
  };
  beforeEach(() => {
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      createCustomer(fixture.simulator.world, fixture.shop, { email: `${name}@example.com` });
  });

  it('go forward and backward by cursor without gap or double', async () => {
    const first = await page('first: 2');
    expect(emails(first.data)).toEqual(['a@example.com', 'b@example.com']);
    expect(pick(first.data, 'customers', 'pageInfo')).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const cursor = pick(first.data, 'customers', 'pageInfo', 'endCursor');
    const second = await page(`first: 3, after: "${String(cursor)}"`);
    expect(emails(second.data)).toEqual(['c@example.com', 'd@example.com', 'e@example.com']);
    expect(pick(second.data, 'customers', 'pageInfo')).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const back = await page(`last: 1, before: "${String(pick(second.data, 'customers', 'pageInfo', 'startCursor'))}"`);
    expect(emails(back.data)).toEqual(['b@example.com']);
  });

  it('stay right when what the cursor stands on is gone', async () => {
    const first = await page('first: 2');
    const [, second] = [...fixture.shop.customers.values()];
    if (second) fixture.shop.customers.delete(second.id);
    const next = await page(`first: 1, after: "${String(pick(first.data, 'customers', 'pageInfo', 'endCursor'))}"`);
    expect(emails(next.data)).toEqual(['c@example.com']);
  });

  it('run from the end with reverse', async () => {
    expect(emails((await page('first: 2, reverse: true')).data)).toEqual(['e@example.com', 'd@example.com']);
  });

  it.each([
    ['reverse: true', 'you must provide one of first or last'],
    ['first: 1, last: 1', 'providing both first and last is not supported'],
    ['first: 1, after: "nonsense"', 'Invalid cursor for current pagination sort.'],
  ])('are refused with (%s)', async (args, message) => {
    const answer = await page(args);
    expect(answer.errors).toMatchObject([{ message, path: ['customers'], extensions: { code: 'BAD_REQUEST' } }]);
    expect(answer.data).toBeNull();
  });

  it('of more than 250 are refused before anything runs', async () => {
    const answer = await page('first: 251');
    expect(answer.data).toBeUndefined();
    expect(answer.errors[0]?.message).toMatch(/^first cannot exceed 250\. To query larger amounts/);
  });
});

describe('Orders', () => {
  it('come by processing time, and by what sortKey says', async () => {
    order('a@example.com', 1);
    order('b@example.com', 3);
    expect(await names('first: 5')).toEqual(['#1002', '#1001']);
    expect(await names('first: 5, sortKey: ORDER_NUMBER')).toEqual(['#1001', '#1002']);
  });

  it('are filtered by quoted times with comparators, joined by AND', async () => {
    order('a@example.com', 5);
    order('b@example.com', 3);
    order('c@example.com', 1);
    const since = new Date(START - 3 * 86_400_000).toISOString();
    expect(await names(`first: 5, query: "created_at:>='${since}'"`)).toEqual(['#1002', '#1003']);
    expect(await names(`first: 5, query: "created_at:>'${since}'"`)).toEqual(['#1003']);
    expect(await names(`first: 5, query: "created_at:>='${since}' AND created_at:<2026-10-30"`)).toEqual(['#1002']);
  });

  it('are filtered by status, customer, name and alternatives', async () => {
    const paid = order('a@example.com', 5);
    order('b@example.com', 3, false);
    expect(await names('first: 5, query: "financial_status:pending"')).toEqual(['#1002']);
    expect(await names(`first: 5, query: "customer_id:${paid.customerId}"`)).toEqual(['#1001']);
    expect(await names('first: 5, query: "name:#1002 OR name:1001"')).toEqual(['#1001', '#1002']);
    expect(await names('first: 5, query: "-financial_status:paid"')).toEqual(['#1002']);
  });

  it('ignore a filter that Shopify does not know, and warn', async () => {
    order('a@example.com', 5);
    const answer = await fixture.call(
      '{ orders(first: 5, query: "colour:red AND financial_status:paid") { nodes { name } } }',
    );
    expect(pick(answer.data, 'orders', 'nodes')).toEqual([{ name: '#1001' }]);
    expect(pick(answer.extensions, 'search')).toEqual([
      {
        path: ['orders'],
        query: 'colour:red AND financial_status:paid',
        parsed: {
          and: [
            { field: 'colour', match_all: 'red' },
            { field: 'financial_status', match_all: 'paid' },
          ],
        },
        warnings: [{ field: 'colour', message: 'Invalid search field for this query.', code: 'invalid_field' }],
      },
    ]);
  });

  it('refuse a filter that Shopify knows and the simulator does not', async () => {
    const answer = await fixture.call('{ orders(first: 5, query: "cart_token:abc") { nodes { name } } }');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'NOT_SIMULATED' } }]);
  });

  it('cut an unquoted time at its colon and warn, so that nobody relies on it', async () => {
    order('a@example.com', 0.1);
    const answer = await fixture.call(
      '{ orders(first: 5, query: "created_at:>=2026-10-31T02:45:22Z") { nodes { name } } }',
    );
    expect(pick(answer.extensions, 'search', 0, 'warnings')).toMatchObject([{ field: '45' }]);
  });
});

describe('Customers and products', () => {
  it('are found by words, exact address, tag and id range', async () => {
    const { world } = fixture.simulator;
    const ann = createCustomer(world, fixture.shop, {
      email: 'ann.lee@example.com',
      firstName: 'Ann',
      lastName: 'Lee',
      tags: ['VIP'],
    });
    createCustomer(world, fixture.shop, { email: 'bo@example.com', firstName: 'Bo', lastName: 'Lee' });
    const find = async (query: string) => {
      const answer = await fixture.call(
        'query($q: String!) { customers(first: 5, query: $q) { nodes { firstName } } }',
        { q: query },
      );
      expect(answer.errors).toEqual([]);
      return pick(answer.data, 'customers', 'nodes');
    };
    expect(await find('lee')).toEqual([{ firstName: 'Ann' }, { firstName: 'Bo' }]);
    expect(await find('ann lee')).toEqual([{ firstName: 'Ann' }]);
    expect(await find('email:"ann.lee@example.com"')).toEqual([{ firstName: 'Ann' }]);
    expect(await find('tag:vip')).toEqual([{ firstName: 'Ann' }]);
    expect(await find(`id:>${ann.id}`)).toEqual([{ firstName: 'Bo' }]);
    expect(await find('le*')).toHaveLength(2);
  });
});

describe('Counts', () => {
  const count = async (field: string) => {
    const { data, errors } = await fixture.call(`{ ${field} { count precision } }`);
    expect(errors).toEqual([]);
    return pick(data, field.replace(/\(.*/, ''));
  };

  it('follow the filter and say when they stopped at the limit', async () => {
    order('a@example.com', 1);
    order('b@example.com', 3);
    order('a@example.com', 5, false);
    expect(await count('ordersCount')).toEqual({ count: 3, precision: 'EXACT' });
    expect(await count('ordersCount(query: "financial_status:paid")')).toEqual({ count: 2, precision: 'EXACT' });
    expect(await count('ordersCount(limit: 2)')).toEqual({ count: 2, precision: 'AT_LEAST' });
    expect(await count('ordersCount(limit: null)')).toEqual({ count: 3, precision: 'EXACT' });
    expect(await count('customersCount')).toEqual({ count: 2, precision: 'EXACT' });
    expect(await count('productsCount')).toEqual({ count: 0, precision: 'EXACT' });
  });

  it('of what changed since a moment agree with the list', async () => {
    const [old, recent] = [order('a@example.com', 5), order('b@example.com', 1)];
    const since = `query: "updated_at:>='${new Date(START - 2 * 86_400_000).toISOString()}'"`;
    expect(await count(`ordersCount(${since})`)).toEqual({ count: 1, precision: 'EXACT' });
    expect(await names(`first: 5, ${since}, sortKey: UPDATED_AT`)).toEqual([recent.name]);
    expect(await names('first: 5, sortKey: UPDATED_AT')).toEqual([old.name, recent.name]);
    expect(await count(`customersCount(query: "updated_at:>='2099-01-01T00:00:00Z'")`)).toMatchObject({ count: 0 });
  });

  it('need the scope of what they count', async () => {
    fixture.grant('read_products');
    const { errors } = await fixture.call('{ ordersCount { count } }');
    expect(errors[0]?.extensions?.code).toBe('ACCESS_DENIED');
  });
});

describe('A merge', () => {
  it('can be asked for by the id of its job', async () => {
    const { world } = fixture.simulator;
    const announce = vi.spyOn(world, 'announce');
    const keep = createCustomer(world, fixture.shop, { email: 'keep@example.com' });
    const remove = createCustomer(world, fixture.shop, { email: 'remove@example.com' });
    mergeCustomers(world, fixture.shop, keep, remove);
    const told = announce.mock.calls.find(([{ topic }]) => topic === 'customers/merge')?.[0].resource;
    const jobId = pick(told, 'jobId');
    fixture.grant('read_customers', 'read_customer_merge');
    const ask = `query Status($jobId: ID!) { customerMergeJobStatus(jobId: $jobId) {
      jobId resultingCustomerId status customerMergeErrors { message }
    } }`;
    expect(pick((await fixture.call(ask, { jobId })).data, 'customerMergeJobStatus')).toEqual({
      jobId,
      resultingCustomerId: `gid://shopify/Customer/${keep.id}`,
      status: 'COMPLETED',
      customerMergeErrors: [],
    });
    const unknown = await fixture.call(ask, { jobId: 'gid://shopify/Job/none' });
    expect(pick(unknown.data, 'customerMergeJobStatus')).toBeNull();
  });
});
