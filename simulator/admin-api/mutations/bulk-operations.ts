import { checkBulkQuery } from '../bulk/check-query.ts';
import { operationNode } from '../bulk/operation-node.ts';
import { isOpen } from '../bulk/operation-state.ts';
import type { AdminContext, Fields } from '../context.ts';
import { gid, idOf } from '../gid.ts';

/** Of one app in one store at a time, since API 2026-01. */
const MOST_AT_ONCE = 5;

export function bulkMutations(context: AdminContext): Fields {
  return {
    bulkOperationRunQuery: (input: { query: string; groupObjects: boolean }) => run(context, input),
    bulkOperationCancel: ({ id }: { id: string }) => cancel(context, id),
  };
}

function run(context: AdminContext, { query, groupObjects }: { query: string; groupObjects: boolean }): Fields {
  const checked = checkBulkQuery(context.schema, query);
  if ('problems' in checked) {
    const userErrors = checked.problems.map((message) => ({ field: ['query'], message, code: 'INVALID' }));
    return { bulkOperation: null, userErrors };
  }
  const open = [...context.shop.bulkOperations.values()].filter(isOpen);
  if (open.length >= MOST_AT_ONCE) {
    const ids = open.map(({ id }) => gid('BulkOperation', id)).join(', ');
    const message = `A bulk query operation for this app and shop is already in progress: ${ids}.`;
    return { bulkOperation: null, userErrors: [{ field: null, message, code: 'OPERATION_IN_PROGRESS' }] };
  }
  const operation = context.bulk.start(context.shop, query, groupObjects);
  return { bulkOperation: operationNode(context, operation), userErrors: [] };
}

function cancel(context: AdminContext, id: string): Fields {
  const operation = context.shop.bulkOperations.get(idOf('BulkOperation', id) ?? '');
  if (!operation) {
    return { bulkOperation: null, userErrors: [{ field: ['id'], message: 'Bulk operation does not exist' }] };
  }
  if (isOpen(operation)) {
    context.bulk.cancel(context.shop, operation);
    return { bulkOperation: operationNode(context, operation), userErrors: [] };
  }
  const message = `A bulk operation cannot be canceled when it is ${operation.status.toLowerCase()}`;
  return { bulkOperation: operationNode(context, operation), userErrors: [{ field: null, message }] };
}
