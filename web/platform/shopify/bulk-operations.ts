/** Shopify writes the whole answer of a query into a file. Up to five may run at once for a store; which is ours is told by its query. */
import { z } from 'zod';
import type { ShopId } from '../kit/ids.ts';
import { payloadTime } from '../kit/payload-fields.ts';
import { type AdminApi, AdminApiError, defineOperation, type Operation } from './admin-api.ts';

/** Shopify writes 64-bit counts as text. */
const count = z.union([z.string(), z.number()]).transform(Number);

const bulkOperation = z.object({
  id: z.string(),
  status: z.enum(['CREATED', 'RUNNING', 'COMPLETED', 'CANCELING', 'CANCELED', 'FAILED', 'EXPIRED']),
  errorCode: z.string().nullable(),
  query: z.string(),
  createdAt: payloadTime,
  rootObjectCount: count,
  fileSize: count.nullable(),
  url: z.string().nullable(),
  partialDataUrl: z.string().nullable(),
});
export type BulkOperation = z.infer<typeof bulkOperation>;
const FIELDS = 'id status errorCode query createdAt rootObjectCount fileSize url partialDataUrl';

export const bulkOperationQuery = defineOperation<{ id: string }>()(
  `query BulkOperation($id: ID!) { bulkOperation(id: $id) { ${FIELDS} } }`,
  z.object({ bulkOperation: bulkOperation.nullable() }),
);

/** Those that have not ended, and those that began since a moment: a handful, in whatever order. */
export const bulkQueriesSince = defineOperation<{ since: string }>()(
  `query BulkQueriesSince($since: String!) {
    underWay: bulkOperations(first: 25, query: "operation_type:query AND (status:created OR status:running)") { nodes { ${FIELDS} } }
    since: bulkOperations(first: 25, query: $since) { nodes { ${FIELDS} } }
  }`,
  z.object({
    underWay: z.object({ nodes: z.array(bulkOperation) }),
    since: z.object({ nodes: z.array(bulkOperation) }),
  }),
);

export const runBulkQuery = defineOperation<{ query: string }>()(
  `mutation RunBulkQuery($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation { ${FIELDS} }
      userErrors { code message }
    }
  }`,
  z.object({
    bulkOperationRunQuery: z.object({
      bulkOperation: bulkOperation.nullable(),
      userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })),
    }),
  }),
);

/**
 * Starts the operation, or finds the one that was started before: an answer may have been lost, a process may have died before it could
 * keep the id. Null: Shopify takes no more just now. `after`: one that has ended counts only if it began at or after this ms.
 */
export async function startBulkQuery(
  shopify: Pick<AdminApi, 'graphql'>,
  shopId: ShopId,
  { name, document }: Pick<Operation<unknown, object>, 'name' | 'document'>,
  earlier: { id: string | null; after: number },
): Promise<BulkOperation | null> {
  const ours = new RegExp(`\\bquery\\s+${name}\\b`);
  // Shopify's times have whole seconds.
  const from = new Date(earlier.after - (earlier.after % 1000)).toISOString();
  const since = `operation_type:query AND created_at:>='${from}'`;
  const known = await shopify.graphql(shopId, bulkQueriesSince, { since });
  const found = [...known.underWay.nodes, ...known.since.nodes].find(
    (one) => ours.test(one.query) && one.id !== earlier.id && (isUnderWay(one) || one.status === 'COMPLETED'),
  );
  if (found) return found;
  const { bulkOperation: started, userErrors } = (await shopify.graphql(shopId, runBulkQuery, { query: document }))
    .bulkOperationRunQuery;
  if (started) return started;
  if (userErrors.some(({ code }) => code === 'OPERATION_IN_PROGRESS' || code === 'LIMIT_REACHED')) return null;
  throw new AdminApiError('refused', name, userErrors.map(({ code, message }) => code ?? message).join('; '));
}

export function isUnderWay({ status }: BulkOperation): boolean {
  return status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING';
}
