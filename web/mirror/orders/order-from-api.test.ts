import { expect, test } from 'vitest';
import { orderFromApi } from './order-from-api.ts';
import { orderNode, PARCEL_LINES } from './order-queries.ts';

const money = { shopMoney: { amount: '1.00' } };

function linesOf(count: number) {
  const node = orderNode.parse({
    id: 'gid://shopify/Order/11',
    name: '#1001',
    currencyCode: 'USD',
    displayFinancialStatus: 'PAID',
    displayFulfillmentStatus: 'PARTIALLY_FULFILLED',
    sourceName: 'web',
    test: false,
    taxesIncluded: false,
    discountCodes: [],
    createdAt: '2026-03-02T10:00:00Z',
    processedAt: '2026-03-02T10:00:00Z',
    cancelledAt: null,
    updatedAt: '2026-03-02T10:00:00Z',
    originalTotalPriceSet: money,
    subtotalPriceSet: money,
    purchasingEntity: null,
    email: null,
    shippingAddress: null,
    customer: null,
    transactions: [],
    refunds: [],
    fulfillments: [
      {
        id: 'gid://shopify/Fulfillment/61',
        status: 'SUCCESS',
        displayStatus: null,
        createdAt: '2026-03-02T10:00:00Z',
        updatedAt: '2026-03-02T10:00:00Z',
        estimatedDeliveryAt: null,
        deliveredAt: null,
        trackingInfo: [],
        fulfillmentLineItems: {
          nodes: Array.from({ length: count }, (_, index) => {
            return { quantity: 1, lineItem: { id: `gid://shopify/LineItem/${index + 1}` } };
          }),
        },
      },
    ],
    lineItems: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
  });
  return orderFromApi(node, []).order.fulfillments[0]?.lines;
}

test('what is in a parcel is told where all of it was read: of a full page nobody knows whether more follows', () => {
  expect(linesOf(PARCEL_LINES - 1)).toHaveLength(PARCEL_LINES - 1);
  expect(linesOf(PARCEL_LINES)).toBeNull();
});
