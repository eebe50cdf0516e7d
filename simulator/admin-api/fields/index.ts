import type { Nodes } from '../context.ts';
import { collectionNode, productNode, variantNode } from './catalogue.ts';
import { customerNode } from './customers.ts';
import { discountNode } from './discounts.ts';
import { fulfillmentLine, fulfillmentNode } from './fulfillments.ts';
import { giftCardNode, storeCreditAccount } from './gift-cards.ts';
import { lineItemNode } from './line-items.ts';
import { metafieldNode } from './metafields.ts';
import { nodeOf } from './node.ts';
import { orderConnection, orderNode, transactionNode } from './orders.ts';
import { refundNode } from './refunds.ts';
import { returnNode } from './returns.ts';

export const nodes: Nodes = {
  byGid: nodeOf,
  collection: collectionNode,
  customer: customerNode,
  discount: discountNode,
  fulfillment: fulfillmentNode,
  fulfillmentLine,
  giftCard: giftCardNode,
  lineItem: lineItemNode,
  metafield: metafieldNode,
  order: orderNode,
  orders: orderConnection,
  product: productNode,
  refund: refundNode,
  returned: returnNode,
  storeCreditAccount,
  transaction: transactionNode,
  variant: variantNode,
};
