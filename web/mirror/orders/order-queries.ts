/** The order as the Admin API gives it. Shapes are checked; what the app must not see comes as null. */
import { z } from 'zod';
import { optionalTime, payloadFlag, payloadId, payloadText, payloadTime } from '../../platform/kit/payload-fields.ts';
import { apiEmail } from '../customers/index.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';

const money = z.object({ shopMoney: z.object({ amount: z.string() }) }).transform((bag) => bag.shopMoney.amount);
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const MONEY = '{ shopMoney { amount } }';

export const lineNode = z.object({
  id: payloadId,
  title: z.string(),
  sku: payloadText,
  quantity: z.number().int(),
  currentQuantity: z.number().int(),
  isGiftCard: z.boolean(),
  requiresShipping: z.boolean(),
  product: z.object({ id: payloadId }).nullable(),
  variant: z.object({ id: payloadId }).nullable(),
  originalUnitPriceSet: money,
  discountAllocations: z.array(
    z.object({ allocatedAmountSet: money, discountApplication: z.object({ code: z.string().optional() }) }),
  ),
  taxLines: z.array(z.object({ priceSet: money })),
});
export type LineNode = z.infer<typeof lineNode>;
export const LINE = `
  id title sku quantity currentQuantity isGiftCard requiresShipping product { id } variant { id }
  originalUnitPriceSet ${MONEY} discountAllocations { allocatedAmountSet ${MONEY} discountApplication { ... on DiscountCodeApplication { code } } }
  taxLines { priceSet ${MONEY} }`;

const refundNode = z.object({
  id: payloadId,
  createdAt: optionalTime,
  duties: z.array(z.object({ amountSet: money })).nullable(),
  refundLineItems: z.object({
    nodes: z.array(z.object({ quantity: z.number().int(), lineItem: z.object({ id: payloadId }) })),
  }),
  refundShippingLines: z.object({ nodes: z.array(z.object({ subtotalAmountSet: money, taxAmountSet: money })) }),
  orderAdjustments: z.object({ nodes: z.array(z.object({ amountSet: money, taxAmountSet: money })) }),
  transactions: z.object({ nodes: z.array(z.object({ kind: z.string(), status: z.string(), amountSet: money })) }),
});
export type RefundNode = z.infer<typeof refundNode>;

const eventNode = z.object({
  id: payloadId,
  status: z.string(),
  message: payloadText,
  city: payloadText,
  country: payloadText,
  happenedAt: payloadTime,
  estimatedDeliveryAt: optionalTime,
});

export const orderNode = z.object({
  id: payloadId,
  name: z.string(),
  currencyCode: z.string(),
  displayFinancialStatus: payloadText,
  displayFulfillmentStatus: z.string(),
  sourceName: payloadText,
  test: z.boolean(),
  taxesIncluded: z.boolean(),
  discountCodes: z.array(z.string()),
  createdAt: payloadTime,
  processedAt: payloadTime,
  cancelledAt: optionalTime,
  updatedAt: payloadTime,
  originalTotalPriceSet: money,
  subtotalPriceSet: money.nullable(),
  purchasingEntity: z.object({ __typename: z.string() }).nullable(),
  email: payloadText,
  phone: payloadText.optional(),
  shippingAddress: z
    .object({ countryCodeV2: payloadText, zip: payloadText.optional(), phone: payloadText.optional() })
    .nullable(),
  billingAddress: z.object({ phone: payloadText }).nullish(),
  customer: z
    .object({
      id: payloadId,
      defaultEmailAddress: apiEmail,
      defaultPhoneNumber: z.object({ phoneNumber: payloadText }).nullish(),
      verifiedEmail: payloadFlag,
      firstName: payloadText,
      lastName: payloadText,
      state: payloadText,
      createdAt: payloadTime,
      updatedAt: payloadTime,
    })
    .nullable(),
  transactions: z.array(
    z.object({ kind: z.string(), status: z.string(), processedAt: optionalTime, amountSet: money }),
  ),
  refunds: z.array(refundNode),
  fulfillments: z.array(
    z.object({
      id: payloadId,
      status: z.string(),
      displayStatus: payloadText,
      createdAt: payloadTime,
      updatedAt: payloadTime,
      estimatedDeliveryAt: optionalTime,
      deliveredAt: optionalTime,
      trackingInfo: z.array(z.object({ company: payloadText, number: payloadText, url: payloadText })),
      // Only of an order that is read by itself.
      fulfillmentLineItems: z
        .object({ nodes: z.array(z.object({ quantity: z.number().int(), lineItem: z.object({ id: payloadId }) })) })
        .optional(),
      events: z.object({ nodes: z.array(eventNode) }).optional(),
    }),
  ),
  lineItems: z.object({ nodes: z.array(lineNode), pageInfo }),
});
export type OrderNode = z.infer<typeof orderNode>;

const PARCEL = `id status displayStatus createdAt updatedAt estimatedDeliveryAt deliveredAt trackingInfo(first: 10) { company number url }`;
/** What can be read of an order without a connection, but for its parcels. */
const BARE_ORDER = `
  id name currencyCode displayFinancialStatus displayFulfillmentStatus sourceName test taxesIncluded discountCodes
  createdAt processedAt cancelledAt updatedAt
  originalTotalPriceSet ${MONEY} subtotalPriceSet ${MONEY}
  purchasingEntity { __typename }
  transactions(first: 50) { kind status processedAt amountSet ${MONEY} }`;
/** The same with them: a file has no connection inside a list, so neither what is in them nor what their carriers reported. */
export const ORDER = `${BARE_ORDER} shippingAddress { countryCodeV2 } fulfillments(first: 20) { ${PARCEL} }`;

/** Lines of a parcel that are read with its order: as many as that may be all, or not. */
export const PARCEL_LINES = 50;

/** About 260 points at most; what an order of a few lines returns costs a tenth of that. */
export const orderQuery = defineOperation<{ id: string }>()(
  `query Order($id: ID!) {
    order(id: $id) {
      ${BARE_ORDER}
      fulfillments(first: 20) {
        ${PARCEL}
        fulfillmentLineItems(first: ${PARCEL_LINES}) { nodes { quantity lineItem { id } } }
        events(first: 50, sortKey: HAPPENED_AT, reverse: true) { nodes { id status message city country happenedAt estimatedDeliveryAt } }
      }
      email phone
      shippingAddress { countryCodeV2 zip phone } billingAddress { phone }
      customer { id defaultEmailAddress { emailAddress } defaultPhoneNumber { phoneNumber } verifiedEmail firstName lastName state createdAt updatedAt }
      refunds(first: 50) {
        id createdAt duties { amountSet ${MONEY} }
        refundLineItems(first: 100) { nodes { quantity lineItem { id } } }
        refundShippingLines(first: 5) { nodes { subtotalAmountSet ${MONEY} taxAmountSet ${MONEY} } }
        orderAdjustments(first: 5) { nodes { amountSet ${MONEY} taxAmountSet ${MONEY} } }
        transactions(first: 20) { nodes { kind status amountSet ${MONEY} } }
      }
      lineItems(first: 100) { nodes { ${LINE} } pageInfo { hasNextPage endCursor } }
    }
  }`,
  z.object({ order: orderNode.nullable() }),
);

/** The lines beyond the first hundred. */
export const orderLinesQuery = defineOperation<{ id: string; after: string | null }>()(
  `query OrderLines($id: ID!, $after: String) {
    order(id: $id) { lineItems(first: 100, after: $after) { nodes { ${LINE} } pageInfo { hasNextPage endCursor } } }
  }`,
  z.object({ order: z.object({ lineItems: z.object({ nodes: z.array(lineNode), pageInfo }) }).nullable() }),
);
