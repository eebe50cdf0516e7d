/**
 * Orders as a bulk operation writes them: order and lines apart, in any order of lines, and of refunds only that there are some, because no
 * bulk query may have a connection inside a list. An order with refunds is therefore read by itself.
 */
import { z } from 'zod';
import { payloadId, payloadTime } from '../../platform/kit/payload-fields.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';
import { orderFromApi } from './order-from-api.ts';
import { LINE, lineNode, ORDER, orderNode } from './order-queries.ts';
import type { OrderSnapshot } from './order-snapshot.ts';

/** An order together with its lines. Of whoever bought no name and no address: the file is kept for a while. */
const bulkOrder = orderNode.omit({ lineItems: true, email: true }).extend({
  subtotalLineItemsQuantity: z.number().int(),
  customer: z.object({ id: payloadId, createdAt: payloadTime }).nullable(),
  refunds: z.array(z.object({ id: payloadId })),
  lines: z.array(lineNode),
});

export const orderHistoryQuery = defineOperation()(
  `query OrderHistory {
    orders {
      edges {
        node {
          ${ORDER} subtotalLineItemsQuantity
          customer { id createdAt }
          refunds { id }
          lineItems { edges { node { ${LINE} } } }
        }
      }
    }
  }`,
  bulkOrder,
);

export type OrderInBulk =
  | { kind: 'whole'; order: OrderSnapshot; paidAt: number | null }
  /** It has to be read by itself, unless this state (ms; null = nobody can tell) is known already. */
  | { kind: 'read'; updatedAt: number | null };

/** `cut`: the file ends in the middle, so an order counts only with all its units. */
export function orderFromBulk(order: object, lines: readonly object[], { cut }: { cut: boolean }): OrderInBulk {
  const parsed = bulkOrder.safeParse({ ...order, lines });
  // Read by itself it fails by itself, where somebody sees it, and holds up no other.
  if (!parsed.success) return { kind: 'read', updatedAt: null };
  const { customer, ...node } = parsed.data;
  if (node.refunds.length > 0) return { kind: 'read', updatedAt: node.updatedAt };
  const units = node.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (cut && units !== node.subtotalLineItemsQuantity) return { kind: 'read', updatedAt: node.updatedAt };
  const read = orderFromApi(
    {
      ...node,
      email: null,
      customer: null,
      refunds: [],
      lineItems: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
    },
    node.lines,
  );
  const known = customer && { ...customer, email: null, firstName: null, lastName: null, state: null, updatedAt: null };
  return { kind: 'whole', order: { ...read.order, customer: known }, paidAt: read.paidAt };
}
