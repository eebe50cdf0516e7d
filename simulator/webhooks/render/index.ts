/** Topic → payload. Each entry says which thing is announced under the topic (`Happening.resource`). */
import type { OrderPart } from '../../world/order-story.ts';
import type {
  Customer,
  Discount,
  Fulfillment,
  Order,
  Product,
  Refund,
  Return,
  Shop,
  Transaction,
} from '../../world/types.ts';
import { renderCustomerRedact, renderDataRequest, renderShopRedact, type PrivacyRequest } from './compliance.ts';
import {
  renderCustomer,
  renderCustomerTags,
  renderDeletedCustomer,
  renderEmailConsent,
  renderMerge,
  type CustomerTags,
  type MergedCustomers,
} from './customer.ts';
import { renderDiscount, renderRedeemCode, discountGid, type RedeemCode } from './discount.ts';
import { renderFulfillment, renderFulfillmentEvent, type FulfillmentEventPart } from './fulfillment.ts';
import { renderOrder } from './order.ts';
import { renderOrderEdit, type OrderEdit } from './order-edit.ts';
import { renderProduct } from './product.ts';
import { renderRefund } from './refund.ts';
import { renderReturn } from './return.ts';
import { renderScopesUpdate, renderShop, type ScopesChange } from './shop.ts';
import { renderTransaction } from './transaction.ts';
import { number, type Rendering } from './values.ts';

type Renderer = (rendering: Rendering, resource: unknown) => Record<string, unknown>;
/** The announcer and the renderer of a topic agree on the thing by this table; nothing else announces. */
const of =
  <Resource>(render: (rendering: Rendering, resource: Resource) => Record<string, unknown>): Renderer =>
  (rendering, resource) =>
    render(rendering, resource as Resource);

const customer = of<Customer>(renderCustomer);
const order = of<Order>(renderOrder);
const product = of<Product>(renderProduct);
const shop = of<Shop>(renderShop);
const discount = of<Discount>(renderDiscount);
const fulfillment = of<OrderPart<Fulfillment>>((rendering, { order: whole, part }) =>
  renderFulfillment(rendering, whole, part),
);

const renderers: Record<string, Renderer> = {
  'customers/create': customer,
  'customers/update': customer,
  'customers/enable': customer,
  'customers/disable': customer,
  'customers/delete': of<Customer>((_, gone) => renderDeletedCustomer(gone)),
  'customers_email_marketing_consent/update': of<Customer>(renderEmailConsent),
  'customers/merge': of<MergedCustomers>((_, merged) => renderMerge(merged)),
  'customer.tags_added': of<CustomerTags>((_, tags) => renderCustomerTags(tags)),
  'customer.tags_removed': of<CustomerTags>((_, tags) => renderCustomerTags(tags)),
  'customers/data_request': of<PrivacyRequest>(renderDataRequest),
  'customers/redact': of<PrivacyRequest>(renderCustomerRedact),
  'shop/redact': of<Shop>(renderShopRedact),
  'orders/create': order,
  'orders/updated': order,
  'orders/paid': order,
  'orders/cancelled': order,
  'orders/fulfilled': order,
  'orders/partially_fulfilled': order,
  'orders/delete': of<Order>((_, gone) => ({ id: number(gone.id) })),
  'orders/edited': of<OrderEdit>(renderOrderEdit),
  'order_transactions/create': of<OrderPart<Transaction>>((rendering, { order: whole, part }) =>
    renderTransaction(rendering, whole, part),
  ),
  'refunds/create': of<OrderPart<Refund>>((rendering, { order: whole, part }) => renderRefund(rendering, whole, part)),
  'returns/approve': of<OrderPart<Return>>((_, { order: whole, part }) => renderReturn(whole, part)),
  'fulfillments/create': fulfillment,
  'fulfillments/update': fulfillment,
  'fulfillment_events/create': of<FulfillmentEventPart>(renderFulfillmentEvent),
  'products/create': product,
  'products/update': product,
  'products/delete': of<Product>((_, gone) => ({ id: number(gone.id) })),
  'discounts/create': discount,
  'discounts/update': discount,
  'discounts/delete': of<Discount>((_, gone) => ({
    admin_graphql_api_id: discountGid(gone),
    deleted_at: new Date(gone.updatedAt).toISOString(),
  })),
  'discounts/redeemcode_added': of<RedeemCode>((_, code) => renderRedeemCode(code)),
  'discounts/redeemcode_removed': of<RedeemCode>((_, code) => renderRedeemCode(code)),
  'shop/update': shop,
  'app/uninstalled': shop,
  'app/scopes_update': of<ScopesChange>(renderScopesUpdate),
  // Announced by the Admin API with its payload ready.
  'bulk_operations/finish': of<Record<string, unknown>>((_, finished) => finished),
};

/** Throws for a topic that nothing renders: an announcement nobody could send is a mistake in the simulator. */
export function renderPayload(topic: string, rendering: Rendering, resource: unknown): Record<string, unknown> {
  const render = renderers[topic];
  if (!render) throw new Error(`no payload is written for the topic ${topic}`);
  return render(rendering, resource);
}
