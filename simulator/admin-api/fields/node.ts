/** What a gid stands for, as an object of the Admin API. */
import { operationNode } from '../bulk/operation-node.ts';
import type { AdminContext, Fields } from '../context.ts';
import { parseGid } from '../gid.ts';
import { notSimulated } from '../refusals.ts';
import { installationNode } from './app-installation.ts';
import { findVariant } from '../../world/price-lines.ts';
import { collectionNode, productNode, variantNode } from './catalogue.ts';
import { customerNode } from './customers.ts';
import { discountNode } from './discounts.ts';
import { fulfillmentNode } from './fulfillments.ts';
import { giftCardNode } from './gift-cards.ts';
import { metafieldNode } from './metafields.ts';
import { orderNode } from './orders.ts';
import { refundNode } from './refunds.ts';
import { shopNode } from './shop.ts';
import { findCustomer, visibleOrder, visibleOrders } from './visible.ts';

type Find = (context: AdminContext, id: string) => Fields | null;

const FINDERS: Record<string, Find> = {
  Shop: (context, id) => (id === context.shop.id ? shopNode(context) : null),
  AppInstallation: (context, id) => (id === context.install.appInstallationId ? installationNode(context) : null),
  Customer: (context, id) => mapped(findCustomer(context, id), (customer) => customerNode(context, customer)),
  Order: (context, id) => mapped(visibleOrder(context, id), (order) => orderNode(context, order)),
  Product: (context, id) => mapped(context.shop.products.get(id), (product) => productNode(context, product)),
  ProductVariant: (context, id) =>
    mapped(findVariant(context.shop, { variantId: id }), ([product, variant]) =>
      variantNode(context, product, variant),
    ),
  Collection: (context, id) =>
    mapped(context.shop.collections.get(id), (collection) => collectionNode(context, collection)),
  DiscountCodeNode: (context, id) =>
    mapped(context.shop.discounts.get(id), (discount) => discountNode(context, discount)),
  GiftCard: (context, id) => mapped(context.shop.giftCards.get(id), (card) => giftCardNode(context, card)),
  Refund: (context, id) => {
    for (const order of visibleOrders(context)) {
      const refund = order.refunds.find((candidate) => candidate.id === id);
      if (refund) return refundNode(context, order, refund);
    }
    return null;
  },
  Fulfillment: (context, id) => {
    for (const order of visibleOrders(context)) {
      const fulfillment = order.fulfillments.find((candidate) => candidate.id === id);
      if (fulfillment) return fulfillmentNode(context, order, fulfillment);
    }
    return null;
  },
  BulkOperation: (context, id) =>
    mapped(context.shop.bulkOperations.get(id), (operation) => operationNode(context, operation)),
  Metafield: (context, id) => {
    for (const owned of context.shop.metafields.values()) {
      for (const metafield of owned.values()) if (metafield.id === id) return metafieldNode(context, metafield);
    }
    return null;
  },
};

/** null = there is no such thing; throws for gids of a type that is not simulated. */
export function nodeOf(context: AdminContext, text: string): Fields | null {
  const parsed = parseGid(text);
  if (!parsed) return null;
  const find = FINDERS[parsed.type];
  if (!find) throw notSimulated(`A node of the type ${parsed.type}`);
  return find(context, parsed.id);
}

function mapped<From>(found: From | null | undefined, to: (found: From) => Fields): Fields | null {
  return found == null ? null : to(found);
}
