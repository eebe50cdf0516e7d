import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCustomer } from '../world/customers.ts';
import { placeOrder } from '../world/place-order.ts';
import { creditOf, spendCredit } from '../world/store-credit.ts';
import type { Customer } from '../world/types.ts';
import { type Fixture, pick, START, startFixture } from './admin-api.fixture.ts';

let fixture: Fixture;
let customer: Customer;
let customerId: string;
beforeEach(async () => {
  fixture = await startFixture();
  fixture.grant(
    'write_discounts',
    'write_gift_cards',
    'write_store_credit_account_transactions',
    'read_store_credit_accounts',
    'write_customers',
    'read_orders',
  );
  customer = createCustomer(fixture.simulator.world, fixture.shop, { email: 'ann@example.com' });
  customerId = `gid://shopify/Customer/${customer.id}`;
});
afterEach(() => fixture.close());

const CREATE = `mutation Create($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) {
  codeDiscountNode { id codeDiscount { ... on DiscountCodeBasic {
    title status asyncUsageCount usageLimit discountClasses codes(first: 1) { nodes { code } }
    minimumRequirement { ... on DiscountMinimumSubtotal { greaterThanOrEqualToSubtotal { amount } } }
    customerGets { value { ... on DiscountAmount { amount { amount } } ... on DiscountPercentage { percentage } } }
    context { ... on DiscountCustomers { customers { id } } }
  } } }
  userErrors { field message code }
} }`;
const reward = (more: Record<string, unknown> = {}) => ({
  title: 'Reward 10',
  code: 'R-7GQ2M9',
  startsAt: '2026-11-01T00:00:00Z',
  endsAt: '2026-12-01T00:00:00Z',
  context: { customers: { add: [customerId] } },
  customerGets: { value: { discountAmount: { amount: '10.00', appliesOnEachItem: false } }, items: { all: true } },
  minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: '30.00' } },
  combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
  usageLimit: 1,
  appliesOncePerCustomer: true,
  tags: ['loyalty'],
  ...more,
});
async function create(more: Record<string, unknown> = {}) {
  const answer = await fixture.call(CREATE, { d: reward(more) });
  expect(answer.errors).toEqual([]);
  return pick(answer.data, 'discountCodeBasicCreate');
}

describe('A code discount', () => {
  it('is created for one customer, found by its code in any case, and takes effect at the checkout', async () => {
    expect(await create()).toMatchObject({
      codeDiscountNode: {
        codeDiscount: {
          title: 'Reward 10',
          status: 'ACTIVE',
          asyncUsageCount: 0,
          usageLimit: 1,
          discountClasses: ['ORDER'],
          codes: { nodes: [{ code: 'R-7GQ2M9' }] },
          minimumRequirement: { greaterThanOrEqualToSubtotal: { amount: '30.0' } },
          customerGets: { value: { amount: { amount: '10.0' } } },
          context: { customers: [{ id: customerId }] },
        },
      },
      userErrors: [],
    });
    placeOrder(fixture.simulator.world, fixture.shop, {
      customerId: customer.id,
      lines: [{ title: 'Cup', price: 5000, quantity: 1 }],
      discountCodes: ['r-7gq2m9'],
    });
    const look = `{ codeDiscountNodeByCode(code: "r-7gq2m9") { codeDiscount { ... on DiscountCodeBasic { asyncUsageCount } } } }`;
    expect((await fixture.call(look)).data).toEqual({
      codeDiscountNodeByCode: { codeDiscount: { asyncUsageCount: 1 } },
    });
  });

  it('keeps its code to itself', async () => {
    await create();
    expect(await create({ code: 'r-7gq2m9' })).toMatchObject({
      codeDiscountNode: null,
      userErrors: [{ field: ['basicCodeDiscount', 'code'], code: 'TAKEN' }],
    });
    expect(fixture.shop.discounts.size).toBe(1);
  });

  it.each([
    [{ title: '' }, 'title', 'BLANK'],
    [{ code: null }, 'code', 'BLANK'],
    [{ startsAt: null, endsAt: null }, 'startsAt', 'BLANK'],
    [{ endsAt: '2026-10-01T00:00:00Z' }, 'endsAt', 'INVALID'],
    [{ usageLimit: 0 }, 'usageLimit', 'GREATER_THAN'],
    [{ tags: ['1', '2', '3', '4', '5', '6'] }, 'tags', 'TOO_MANY_TAGS'],
    [{ customerGets: { value: { percentage: 10 }, items: { all: true } } }, 'customerGets', 'VALUE_OUTSIDE_RANGE'],
    [{ customerGets: { value: { percentage: 0.1 }, items: {} } }, 'customerGets', 'BLANK'],
    [{ context: { customers: { add: ['gid://shopify/Customer/1'] } } }, 'context', 'INVALID'],
    [
      {
        minimumRequirement: {
          quantity: { greaterThanOrEqualToQuantity: '2' },
          subtotal: { greaterThanOrEqualToSubtotal: '5' },
        },
      },
      'minimumRequirement',
      'MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT',
    ],
  ])('is refused with %o', async (change, field, code) => {
    const answer = await create(change);
    expect(pick(answer, 'userErrors')).toMatchObject([{ code }]);
    expect(pick(answer, 'userErrors', 0, 'field', 1)).toBe(field);
    expect(fixture.shop.discounts.size).toBe(0);
  });

  it('says plainly what it cannot honour', async () => {
    const answer = await fixture.call(CREATE, {
      d: reward({ context: { customerSegments: { add: ['gid://shopify/Segment/1'] } } }),
    });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'NOT_SIMULATED' } }]);
  });

  it('is switched off, on and deleted', async () => {
    const id = pick(await create({ endsAt: null }), 'codeDiscountNode', 'id');
    const run = async (mutation: string) => {
      const query = `mutation($id: ID!) { ${mutation}(id: $id) { codeDiscountNode { codeDiscount { ... on DiscountCodeBasic { status } } } userErrors { code } } }`;
      return pick((await fixture.call(query, { id })).data, mutation, 'codeDiscountNode', 'codeDiscount', 'status');
    };
    expect(await run('discountCodeDeactivate')).toBe('EXPIRED');
    expect(await run('discountCodeActivate')).toBe('ACTIVE');
    const remove = 'mutation($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId userErrors { code } } }';
    expect((await fixture.call(remove, { id })).data).toEqual({
      discountCodeDelete: { deletedCodeDiscountId: id, userErrors: [] },
    });
    expect((await fixture.call(remove, { id })).data).toMatchObject({
      discountCodeDelete: { userErrors: [{ code: 'INVALID' }] },
    });
  });

  it('takes many codes, whose outcome is told only to who asks later', async () => {
    const id = pick(await create(), 'codeDiscountNode', 'id');
    const add = `mutation($id: ID!, $codes: [DiscountRedeemCodeInput!]!) { discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) {
      bulkCreation { id done codesCount importedCount failedCount } userErrors { code } } }`;
    const codes = [{ code: 'A-1' }, { code: 'A-2' }, { code: 'R-7GQ2M9' }];
    const added = await fixture.call(add, { id, codes });
    const creation = pick(added.data, 'discountRedeemCodeBulkAdd', 'bulkCreation');
    expect(creation).toMatchObject({ done: false, codesCount: 3, importedCount: 0 });
    const ask = 'query($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done importedCount failedCount } }';
    expect((await fixture.call(ask, { id: pick(creation, 'id') })).data).toEqual({
      discountRedeemCodeBulkCreation: { done: true, importedCount: 2, failedCount: 1 },
    });
  });

  it('may be free shipping', async () => {
    const query = `mutation($d: DiscountCodeFreeShippingInput!) { discountCodeFreeShippingCreate(freeShippingCodeDiscount: $d) {
      codeDiscountNode { codeDiscount { ... on DiscountCodeFreeShipping { discountClasses } } } userErrors { field code } } }`;
    const d = {
      title: 'Free',
      code: 'FS-1',
      startsAt: '2026-11-01T00:00:00Z',
      context: { all: 'ALL' },
      destination: { all: true },
    };
    expect((await fixture.call(query, { d })).data).toEqual({
      discountCodeFreeShippingCreate: {
        codeDiscountNode: { codeDiscount: { discountClasses: ['SHIPPING'] } },
        userErrors: [],
      },
    });
  });
});

describe('A gift card', () => {
  const query = `mutation($i: GiftCardCreateInput!) { giftCardCreate(input: $i) {
    giftCard { maskedCode balance { amount } customer { id } } giftCardCode userErrors { field code } } }`;
  const give = async (i: Record<string, unknown>) => pick((await fixture.call(query, { i })).data, 'giftCardCreate');
  const amount = (value: string) => ({ initialAmount: { amount: value, currencyCode: 'USD' } });

  it('is created with its own code, shown once', async () => {
    expect(await give({ ...amount('5.00'), code: 'LOYAL1234', customerId })).toEqual({
      giftCard: { maskedCode: '•••• •••• •••• 1234', balance: { amount: '5.0' }, customer: { id: customerId } },
      giftCardCode: 'LOYAL1234',
      userErrors: [],
    });
    expect(await give({ ...amount('5.00'), code: 'loyal1234' })).toMatchObject({ userErrors: [{ code: 'TAKEN' }] });
  });

  it.each([
    [{}, 'MISSING_ARGUMENT'],
    [amount('0'), 'GREATER_THAN'],
    [{ ...amount('5'), code: 'SHORT' }, 'TOO_SHORT'],
    [{ ...amount('5'), customerId: 'gid://shopify/Customer/1' }, 'CUSTOMER_NOT_FOUND'],
  ])('is refused with %o', async (input, code) => {
    expect(await give(input)).toMatchObject({ giftCard: null, userErrors: [{ code }] });
  });
});

describe('Store credit', () => {
  const query = `mutation($id: ID!, $c: StoreCreditAccountCreditInput!) { storeCreditAccountCredit(id: $id, creditInput: $c) {
    storeCreditAccountTransaction { amount { amount } account { id balance { amount currencyCode } } } userErrors { code } } }`;
  const credit = async (id: string, amount: string, currencyCode = 'USD') =>
    pick(
      (await fixture.call(query, { id, c: { creditAmount: { amount, currencyCode } } })).data,
      'storeCreditAccountCredit',
    );

  it('adds up', async () => {
    await credit(customerId, '5.00');
    expect(await credit(customerId, '2.50')).toMatchObject({
      storeCreditAccountTransaction: {
        amount: { amount: '2.5' },
        account: { balance: { amount: '7.5', currencyCode: 'USD' } },
      },
    });
    expect(customer.storeCredit).toBe(750);
  });

  it('that expires is spent first, is listed with its end, and is gone then', async () => {
    const give = (amount: string, expiresAt: string) =>
      fixture.call(query, { id: customerId, c: { creditAmount: { amount, currencyCode: 'USD' }, expiresAt } });
    expect(pick((await give('1', '2026-10-31T00:00:00Z')).data, 'storeCreditAccountCredit')).toMatchObject({
      userErrors: [{ code: 'EXPIRES_AT_IN_PAST' }],
    });
    await credit(customerId, '5.00');
    await give('3.00', '2026-11-03T00:00:00Z');
    await give('2.00', '2026-11-02T00:00:00Z');
    spendCredit(customer, 250, START);
    expect([START, START + 86_400_000, START + 2 * 86_400_000].map((at) => creditOf(customer, at))).toEqual([
      750, 750, 500,
    ]);
    const listed = await fixture.call(
      `query($id: ID!) { customer(id: $id) { storeCreditAccounts(first: 1, query: "currency_code:USD") { nodes {
        transactions(first: 2, reverse: true, query: "type:credit") { nodes {
          amount { amount } event ... on StoreCreditAccountCreditTransaction { expiresAt remainingAmount { amount } }
        } } } } } }`,
      { id: customerId },
    );
    expect(pick(listed.data, 'customer', 'storeCreditAccounts', 'nodes')).toEqual([
      {
        transactions: {
          nodes: [
            {
              amount: { amount: '2.0' },
              event: 'ADJUSTMENT',
              expiresAt: '2026-11-02T00:00:00Z',
              remainingAmount: { amount: '0.0' },
            },
            {
              amount: { amount: '3.0' },
              event: 'ADJUSTMENT',
              expiresAt: '2026-11-03T00:00:00Z',
              remainingAmount: { amount: '0.0' },
            },
          ],
        },
      },
    ]);
  });

  it.each([
    ['gid://shopify/Customer/1', '5', 'USD', 'OWNER_NOT_FOUND'],
    ['', '0', 'USD', 'NEGATIVE_OR_ZERO_AMOUNT'],
    ['', '5', 'VND', 'MISMATCHING_CURRENCY'],
  ])('is refused for %s %s %s', async (id, amount, currency, code) => {
    expect(await credit(id || customerId, amount, currency)).toMatchObject({ userErrors: [{ code }] });
    expect(customer.storeCredit).toBe(0);
  });
});

it('Tags are added without doubles, removed, and told in webhooks of their own', async () => {
  const told: string[] = [];
  fixture.simulator.world.announce = ({ topic }) => void told.push(topic);
  const run = async (mutation: string, tags: string[]) => {
    const query = `mutation($id: ID!, $tags: [String!]!) { ${mutation}(id: $id, tags: $tags) { node { ... on Customer { tags } } userErrors { message } } }`;
    return pick((await fixture.call(query, { id: customerId, tags })).data, mutation, 'node', 'tags');
  };
  expect(await run('tagsAdd', ['gold, vip', 'VIP'])).toEqual(['gold', 'vip']);
  expect(await run('tagsAdd', ['GOLD'])).toEqual(['gold', 'vip']);
  expect(await run('tagsRemove', ['Vip'])).toEqual(['gold']);
  expect(told).toEqual(['customers/update', 'customer.tags_added', 'customers/update', 'customer.tags_removed']);
  expect(customer.updatedAt).toBeGreaterThan(START);
});
