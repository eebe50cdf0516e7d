import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCustomer } from '../world/customers.ts';
import { type Fixture, pick, START, startFixture } from './admin-api.fixture.ts';

let fixture: Fixture;
beforeEach(async () => {
  fixture = await startFixture();
});
afterEach(() => fixture.close());

const requested = async (query: string, variables = {}) =>
  pick((await fixture.call(query, variables)).extensions, 'cost', 'requestedQueryCost');

describe('What a query costs', () => {
  it.each([
    ['{ shop { name currencyCode } }', 1],
    ['{ shop { plan { shopifyPlus } } }', 2],
    // Free: value objects without identity.
    ['{ shop { currencyFormats { moneyFormat } } }', 1],
    // The cost of this shape as somebody reported it from a live store.
    ['{ product(id: "gid://shopify/Product/1") { variants(first: 250) { nodes { product { id } } } } }', 25],
    ['{ customers(first: 250) { edges { cursor node { id } } pageInfo { hasNextPage } } }', 13],
    ['{ customers(first: 1) { nodes { id } } }', 3],
    ['{ a: shop { name } b: shop { name } }', 2],
    ['{ shop { name } shop { email } }', 1],
    // The dearest of the possible selections.
    ['{ node(id: "gid://shopify/Customer/1") { ... on Customer { id lastOrder { id } } ... on Product { id } } }', 2],
    ['{ shop @skip(if: true) { plan { shopifyPlus } } customers(first: 1) { nodes { id } } }', 3],
  ])('%s costs %i', async (query, cost) => {
    expect(await requested(query)).toBe(cost);
  });

  it('is 10 for a mutation, whatever it returns', async () => {
    const query =
      'mutation { tagsAdd(id: "gid://shopify/Customer/1", tags: ["x"]) { node { id } userErrors { message } } }';
    expect(await requested(query)).toBe(10);
  });

  it('is corrected afterwards to what was returned', async () => {
    createCustomer(fixture.simulator.world, fixture.shop, { email: 'a@example.com' });
    const answer = await fixture.call('{ customers(first: 250) { nodes { id lastOrder { id } } } }');
    expect(pick(answer.extensions, 'cost')).toMatchObject({
      requestedQueryCost: 24,
      actualQueryCost: 4,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 1996, restoreRate: 100 },
    });
  });

  it('is explained on request', async () => {
    const headers = { 'shopify-graphql-cost-debug': '1' };
    const answer = await fixture.call('{ shop { plan { shopifyPlus } } }', {}, { headers });
    expect(pick(answer.extensions, 'cost', 'fields')).toEqual([
      { path: ['shop', 'plan'], definedCost: 1, requestedTotalCost: 1, requestedChildrenCost: 0 },
      { path: ['shop'], definedCost: 1, requestedTotalCost: 2, requestedChildrenCost: 1 },
    ]);
  });

  it('may not exceed 1000', async () => {
    const money = 'shopMoney { amount } presentmentMoney { amount }';
    const query = `{ orders(first: 250) { nodes { lineItems(first: 250) { nodes { product { id } originalUnitPriceSet { ${money} } originalTotalSet { ${money} } } } } } }`;
    const answer = await fixture.call(query);
    expect(answer.status).toBe(200);
    expect(answer.data).toBeUndefined();
    expect(answer.errors[0]?.message).toMatch(
      /^Query cost is \d+, which exceeds the single query max cost limit \(1000\)\./,
    );
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'MAX_COST_EXCEEDED', maxCost: 1000 });
  });
});

describe('The bucket', () => {
  it('answers THROTTLED with HTTP 200 when it does not hold enough, and fills by wall time', async () => {
    expect((await fixture.call('{ shop { name } }')).errors).toEqual([]);
    fixture.shop.throttle = { available: 3, at: START };
    const query = '{ customers(first: 250) { nodes { id } } }';
    const refused = await fixture.call(query);
    expect(refused.status).toBe(200);
    expect(refused.data).toBeUndefined();
    expect(refused.errors).toMatchObject([{ message: 'Throttled', extensions: { code: 'THROTTLED' } }]);
    expect(pick(refused.extensions, 'cost')).toEqual({
      requestedQueryCost: 13,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 3, restoreRate: 100 },
    });
    fixture.wall.now += 100;
    expect((await fixture.call(query)).errors).toEqual([]);
  });

  it('fills faster on dearer plans', async () => {
    fixture.shop.plan = 'plus';
    const answer = await fixture.call('{ shop { name } }');
    expect(pick(answer.extensions, 'cost', 'throttleStatus')).toMatchObject({
      maximumAvailable: 20_000,
      restoreRate: 1000,
    });
  });
});

describe('Inputs', () => {
  it('of more than 250 items are refused, in variables and in the document', async () => {
    const query =
      'mutation($t: [String!]!) { tagsAdd(id: "gid://shopify/Customer/1", tags: $t) { userErrors { message } } }';
    const answer = await fixture.call(query, { t: Array.from({ length: 251 }, (_, index) => `t${index}`) });
    expect(answer.errors).toMatchObject([
      {
        message: 'The input array size of 251 is greater than the maximum allowed of 250.',
        extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
      },
    ]);
    const ids = Array.from({ length: 251 }, (_, index) => `"gid://shopify/Customer/${index + 1}"`).join(' ');
    const literal = await fixture.call(`{ nodes(ids: [${ids}]) { id } }`);
    expect(literal.errors).toMatchObject([{ extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' } }]);
  });

  it('are checked against the schema before anything runs', async () => {
    const unknown = await fixture.call('{ shop { colour } }');
    expect(unknown.data).toBeUndefined();
    expect(unknown.errors[0]?.message).toContain('colour');
    const wrong = await fixture.call('query($n: Int!) { customers(first: $n) { nodes { id } } }', { n: 'ten' });
    expect(wrong.errors).toMatchObject([{ extensions: { code: 'INVALID_VARIABLE' } }]);
  });
});

describe('Faults on request', () => {
  const query = 'query Named { shop { name } }';

  it.each([
    ['5xx', 503],
    ['429', 429],
    ['unauthorized', 401],
  ] as const)('%s answers %i as often as asked', async (kind, status) => {
    fixture.simulator.faults.set({ kind, count: 1 });
    expect((await fixture.call(query)).status).toBe(status);
    expect((await fixture.call(query)).status).toBe(200);
  });

  it('429 says when to come again', async () => {
    fixture.simulator.faults.set({ kind: '429', count: 1 });
    expect((await fixture.call(query)).headers.get('retry-after')).toBe('1.0');
  });

  it('throttled looks like an empty bucket', async () => {
    fixture.simulator.faults.set({ kind: 'throttled', count: 1 });
    const answer = await fixture.call(query);
    expect([answer.status, answer.errors[0]?.extensions?.code]).toEqual([200, 'THROTTLED']);
  });

  it('reset hangs up before anything is done', async () => {
    const customer = createCustomer(fixture.simulator.world, fixture.shop, { email: 'a@example.com' });
    fixture.simulator.faults.set({ kind: 'reset', count: 1 });
    const mutation = `mutation Tag { tagsAdd(id: "gid://shopify/Customer/${customer.id}", tags: ["x"]) { userErrors { message } } }`;
    await expect(fixture.call(mutation)).rejects.toThrow('fetch failed');
    expect(customer.tags).toEqual([]);
  });

  it('timeout does the work and loses the answer', async () => {
    const customer = createCustomer(fixture.simulator.world, fixture.shop, { email: 'a@example.com' });
    fixture.simulator.faults.set({ kind: 'timeout', count: 1 });
    const mutation = `mutation Tag { tagsAdd(id: "gid://shopify/Customer/${customer.id}", tags: ["x"]) { userErrors { message } } }`;
    const lost = fixture.call(mutation).then(
      () => 'answered',
      () => 'lost',
    );
    await expect.poll(() => customer.tags).toEqual(['x']);
    await fixture.close();
    expect(await lost).toBe('lost');
    fixture = await startFixture();
  });

  it.each(['half', 'garbage'] as const)('%s does the work and spoils the answer', async (kind) => {
    const customer = createCustomer(fixture.simulator.world, fixture.shop, { email: 'a@example.com' });
    fixture.simulator.faults.set({ kind, count: 1 });
    const mutation = `mutation Tag { tagsAdd(id: "gid://shopify/Customer/${customer.id}", tags: ["x"]) { userErrors { message } } }`;
    // Half an answer ends before its promised length; garbage arrives whole, with 200, and is no JSON.
    await expect(fixture.call(mutation)).rejects.toThrow(kind === 'half' ? 'terminated' : /not valid JSON/);
    expect(customer.tags).toEqual(['x']);
    expect((await fixture.call(query)).status).toBe(200);
  });

  it.each(['token', 'bulkRun', 'bulkResult'])('that was asked for %s leaves the Admin API alone', async (operation) => {
    fixture.simulator.faults.set({ kind: '5xx', operation });
    expect((await fixture.call(query)).status).toBe(200);
    expect((await fixture.call(`query ${operation} { shop { name } }`)).status).toBe(200);
  });

  it('hits only the operation that was named', async () => {
    fixture.simulator.faults.set({ kind: '5xx', operation: 'Other' });
    expect((await fixture.call(query)).status).toBe(200);
    expect((await fixture.call('query Other { shop { name } }')).status).toBe(503);
  });
});
