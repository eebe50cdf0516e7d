import { afterEach, describe, expect, it } from 'vitest';
import { renderOrder } from '../webhooks/render/order.ts';
import { cancelOrder } from '../world/cancel-order.ts';
import { editOrder, exchangeOrder } from '../world/edit-order.ts';
import { addShipmentEvent, fulfilOrder } from '../world/fulfil-order.ts';
import { mergeCustomers } from '../world/merge-customers.ts';
import { placeOrder } from '../world/place-order.ts';
import { refundOrder } from '../world/refund-order.ts';
import type { Order } from '../world/types.ts';
import { type Fixture, pick, startFixture } from './admin-api.fixture.ts';

let fixture: Fixture;
afterEach(() => fixture.close());

const MONEY = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }';
const ORDER = `query Order($id: ID!) {
  order(id: $id) {
    id name sourceName test taxesIncluded displayFinancialStatus displayFulfillmentStatus returnStatus cancelledAt
    subtotalPriceSet ${MONEY} totalPriceSet ${MONEY} totalTaxSet ${MONEY} totalDiscountsSet ${MONEY}
    totalShippingPriceSet ${MONEY} currentSubtotalPriceSet ${MONEY} currentTotalPriceSet ${MONEY}
    currentTotalTaxSet ${MONEY} currentTotalDiscountsSet ${MONEY} totalRefundedSet ${MONEY} netPaymentSet ${MONEY}
    customer { id defaultEmailAddress { emailAddress } }
    lineItems(first: 50) { nodes {
      id title quantity currentQuantity isGiftCard originalUnitPriceSet ${MONEY}
      discountAllocations { allocatedAmountSet ${MONEY} discountApplication { index targetType value { __typename } } }
      taxLines { priceSet ${MONEY} }
    } }
    refunds(first: 10) {
      id totalRefundedSet ${MONEY}
      refundLineItems(first: 10) { nodes { quantity restockType subtotalSet ${MONEY} totalTaxSet ${MONEY} lineItem { id } } }
      refundShippingLines(first: 5) { nodes { subtotalAmountSet ${MONEY} } }
      orderAdjustments(first: 5) { nodes { amountSet ${MONEY} reason } }
      transactions(first: 5) { nodes { kind status amountSet ${MONEY} } }
    }
    transactions(first: 10) { id kind status amountSet ${MONEY} }
    fulfillments(first: 10) {
      id status displayStatus deliveredAt trackingInfo(first: 1) { company number url }
      events(first: 10) { nodes { status happenedAt } }
      fulfillmentLineItems(first: 10) { nodes { quantity lineItem { id } } }
    }
  }
}`;
async function read(order: Order): Promise<unknown> {
  const answer = await fixture.call(ORDER, { id: `gid://shopify/Order/${order.id}` });
  expect(answer.errors).toEqual([]);
  return pick(answer.data, 'order');
}
const amount = (order: unknown, field: string, side = 'shopMoney') => Number(pick(order, field, side, 'amount'));

function place(more: Partial<Parameters<typeof placeOrder>[2]> = {}): Order {
  return placeOrder(fixture.simulator.world, fixture.shop, {
    email: 'ann@example.com',
    lines: [
      { title: 'Cup', price: 2500, quantity: 4 },
      { title: 'Beans', price: 1999, quantity: 1 },
    ],
    shipping: 500,
    taxRate: 0.1,
    orderDiscount: 1000,
    ...more,
  });
}

/** Field of the payload → field of the Admin API. */
const SAME_AMOUNTS = {
  subtotal_price: 'subtotalPriceSet',
  total_price: 'totalPriceSet',
  total_tax: 'totalTaxSet',
  total_discounts: 'totalDiscountsSet',
  current_subtotal_price: 'currentSubtotalPriceSet',
  current_total_price: 'currentTotalPriceSet',
  current_total_tax: 'currentTotalTaxSet',
  current_total_discounts: 'currentTotalDiscountsSet',
};

describe('An order', () => {
  it('tells the same amounts as its webhook, before and after edit, refund and exchange', async () => {
    fixture = await startFixture();
    const { world } = fixture.simulator;
    const order = place();
    const agree = async () => {
      const answered = await read(order);
      const payload = renderOrder({ shop: fixture.shop, world, granted: fixture.simulator.app.protectedFields }, order);
      const pairs = Object.entries(SAME_AMOUNTS);
      const asked = Object.fromEntries(pairs.map(([sent, field]) => [sent, amount(answered, field)]));
      expect(asked).toEqual(Object.fromEntries(pairs.map(([sent]) => [sent, Number(payload[sent])])));
    };
    await agree();
    editOrder(world, fixture.shop, order, { add: [{ title: 'Filter', price: 300, quantity: 2 }] });
    await agree();
    refundOrder(world, fixture.shop, order, {
      lines: [{ id: order.lines[0]?.id ?? '', quantity: 1 }],
      shippingAmount: 200,
    });
    await agree();
    exchangeOrder(world, fixture.shop, order, {
      return: [{ id: order.lines[0]?.id ?? '', quantity: 1 }],
      add: [{ title: 'Bowl', price: 2600, quantity: 1 }],
    });
    await agree();
  });

  it('shows a partial refund with lines, tax, shipping, discrepancy and money', async () => {
    fixture = await startFixture();
    const order = place({ orderDiscount: 0 });
    const lineId = order.lines[0]?.id ?? '';
    refundOrder(fixture.simulator.world, fixture.shop, order, {
      lines: [{ id: lineId, quantity: 1 }],
      amount: 3000,
      shippingAmount: 200,
    });
    const answered = await read(order);
    expect(answered).toMatchObject({
      displayFinancialStatus: 'PARTIALLY_REFUNDED',
      refunds: [
        {
          totalRefundedSet: { shopMoney: { amount: '32.0', currencyCode: 'USD' } },
          refundLineItems: {
            nodes: [
              {
                quantity: 1,
                restockType: 'RETURN',
                subtotalSet: { shopMoney: { amount: '25.0' } },
                totalTaxSet: { shopMoney: { amount: '2.5' } },
                lineItem: { id: `gid://shopify/LineItem/${lineId}` },
              },
            ],
          },
          refundShippingLines: { nodes: [{ subtotalAmountSet: { shopMoney: { amount: '2.0' } } }] },
          // 30.00 was returned for lines that are worth 27.50.
          orderAdjustments: { nodes: [{ amountSet: { shopMoney: { amount: '-2.5' } }, reason: 'REFUND_DISCREPANCY' }] },
          transactions: {
            nodes: [{ kind: 'REFUND', status: 'SUCCESS', amountSet: { shopMoney: { amount: '32.0' } } }],
          },
        },
      ],
    });
    expect(pick(answered, 'lineItems', 'nodes', 0)).toMatchObject({ quantity: 4, currentQuantity: 3 });
  });

  it('names what each discount takes off each line', async () => {
    fixture = await startFixture();
    const answered = await read(place());
    const allocations = [0, 1].map((line) => pick(answered, 'lineItems', 'nodes', line, 'discountAllocations', 0));
    expect(allocations).toMatchObject([
      {
        allocatedAmountSet: { shopMoney: { amount: '8.34' } },
        discountApplication: { index: 0, targetType: 'LINE_ITEM' },
      },
      {
        allocatedAmountSet: { shopMoney: { amount: '1.66' } },
        discountApplication: { value: { __typename: 'MoneyV2' } },
      },
    ]);
  });

  it('keeps the shop’s money apart from what the shopper saw, in currencies without decimals too', async () => {
    fixture = await startFixture('VND');
    const order = placeOrder(fixture.simulator.world, fixture.shop, {
      email: 'an@example.com',
      lines: [{ title: 'Cà phê', price: 250_000, quantity: 1 }],
      presentmentCurrency: 'USD',
      exchangeRate: 0.00004,
    });
    expect(pick(await read(order), 'totalPriceSet')).toEqual({
      shopMoney: { amount: '250000.0', currencyCode: 'VND' },
      presentmentMoney: { amount: '10.0', currencyCode: 'USD' },
    });
  });

  it('shows parcels with their events, and cancellation', async () => {
    fixture = await startFixture();
    const { world } = fixture.simulator;
    const order = place();
    const parcel = fulfilOrder(world, fixture.shop, order, {
      company: 'GHN',
      number: 'X1',
      url: 'https://track.example.com/X1',
    });
    addShipmentEvent(world, fixture.shop, order, parcel, { status: 'in_transit' });
    addShipmentEvent(world, fixture.shop, order, parcel, { status: 'delivered' });
    expect(await read(order)).toMatchObject({
      displayFulfillmentStatus: 'FULFILLED',
      fulfillments: [
        {
          status: 'SUCCESS',
          displayStatus: 'DELIVERED',
          deliveredAt: '2026-11-01T00:00:00Z',
          trackingInfo: [{ company: 'GHN', number: 'X1' }],
          events: { nodes: [{ status: 'IN_TRANSIT' }, { status: 'DELIVERED' }] },
          fulfillmentLineItems: { nodes: [{ quantity: 4 }, { quantity: 1 }] },
        },
      ],
    });
    const other = place();
    cancelOrder(world, fixture.shop, other, { reason: 'customer', refund: true });
    expect(await read(other)).toMatchObject({
      displayFinancialStatus: 'REFUNDED',
      cancelledAt: '2026-11-01T00:00:00Z',
    });
  });

  it('has its returns behind read_returns', async () => {
    fixture = await startFixture();
    const order = place();
    exchangeOrder(fixture.simulator.world, fixture.shop, order, {
      return: [{ id: order.lines[0]?.id ?? '', quantity: 1 }],
      add: [{ title: 'Bowl', price: 2500, quantity: 1 }],
    });
    const query = `query($id: ID!) { order(id: $id) { returns(first: 5) { nodes {
      status totalQuantity returnLineItems(first: 5) { nodes { quantity } } exchangeLineItems(first: 5) { nodes { lineItems { title } } }
    } } } }`;
    const id = `gid://shopify/Order/${order.id}`;
    expect((await fixture.call(query, { id })).errors).toMatchObject([{ extensions: { code: 'ACCESS_DENIED' } }]);
    fixture.grant('read_orders', 'read_returns');
    expect(pick((await fixture.call(query, { id })).data, 'order', 'returns', 'nodes')).toMatchObject([
      {
        totalQuantity: 1,
        returnLineItems: { nodes: [{ quantity: 1 }] },
        exchangeLineItems: { nodes: [{ lineItems: [{ title: 'Bowl' }] }] },
      },
    ]);
  });
});

describe('A customer', () => {
  it('counts orders and money, and is gone once merged', async () => {
    fixture = await startFixture();
    const { world } = fixture.simulator;
    const order = place({ orderDiscount: 0, taxRate: 0, shipping: 0 });
    const other = place({ email: 'bo@example.com' });
    const query =
      'query($id: ID!) { customer(id: $id) { numberOfOrders amountSpent { amount } orders(first: 5) { nodes { name } } } }';
    const id = `gid://shopify/Customer/${order.customerId}`;
    expect((await fixture.call(query, { id })).data).toEqual({
      customer: { numberOfOrders: '1', amountSpent: { amount: '119.99' }, orders: { nodes: [{ name: order.name }] } },
    });
    const [kept, gone] = [other, order].map(({ customerId }) => fixture.shop.customers.get(customerId ?? ''));
    if (!kept || !gone) throw new Error('no customers');
    mergeCustomers(world, fixture.shop, kept, gone);
    expect((await fixture.call(query, { id })).data).toEqual({ customer: null });
  });

  it('is found by address without regard to case', async () => {
    fixture = await startFixture();
    place();
    const query =
      'query($email: String!) { customerByIdentifier(identifier: { emailAddress: $email }) { firstName state } }';
    expect((await fixture.call(query, { email: 'ANN@example.com' })).data).toEqual({
      customerByIdentifier: { firstName: null, state: 'DISABLED' },
    });
  });
});

describe('The store', () => {
  it('tells about itself and the app', async () => {
    fixture = await startFixture('VND');
    const answer = await fixture.call(`{
      shop { id name myshopifyDomain currencyCode ianaTimezone timezoneOffset taxesIncluded plan { publicDisplayName shopifyPlus }
        currencyFormats { moneyFormat } primaryDomain { host url } }
      currentAppInstallation { accessScopes { handle } app { id handle } }
    }`);
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({
      shop: {
        myshopifyDomain: 'fixture.myshopify.com',
        currencyCode: 'VND',
        ianaTimezone: 'UTC',
        timezoneOffset: '+0000',
        plan: { shopifyPlus: false },
        currencyFormats: { moneyFormat: '{{amount_no_decimals_with_comma_separator}}₫' },
      },
      currentAppInstallation: { app: { id: 'gid://shopify/App/4242', handle: 'fixture' } },
    });
  });
});
