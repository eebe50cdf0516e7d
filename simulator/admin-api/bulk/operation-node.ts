/** Operations in bulk as the Admin API shows them. */
import type { GraphQLResolveInfo } from 'graphql';
import type { BulkOperation } from '../../world/types.ts';
import { connection } from '../connection.ts';
import type { AdminContext, Fields, ListArgs } from '../context.ts';
import { dateTime, gid } from '../gid.ts';
import { notSimulated } from '../refusals.ts';
import { search, type Searchable } from '../search.ts';
import { completedAt, statusOf } from './operation-state.ts';
import { resultUrl } from './serve-result.ts';

export function operationNode(context: AdminContext, operation: BulkOperation): Fields {
  const { status } = operation;
  const completed = completedAt(operation);
  const url = () => resultUrl(context.simulator, operation);
  return {
    __typename: 'BulkOperation',
    id: gid('BulkOperation', operation.id),
    type: 'QUERY',
    query: operation.query,
    status: statusOf(operation, context.world.now()),
    errorCode: operation.errorCode,
    objectCount: String(operation.objectCount),
    rootObjectCount: String(operation.rootObjectCount),
    fileSize: operation.fileSize === null ? null : String(operation.fileSize),
    createdAt: dateTime(operation.createdAt),
    completedAt: completed === null ? null : dateTime(completed),
    url: status === 'COMPLETED' ? url : null,
    partialDataUrl: status === 'FAILED' ? url : null,
  };
}

const searchable: Searchable<BulkOperation> = {
  fields: {
    id: { kind: 'id', of: ({ id }) => id },
    created_at: { kind: 'time', of: ({ createdAt }) => createdAt },
    operation_type: { kind: 'exact', of: () => ['query'] },
    status: { kind: 'exact', of: ({ status }) => [status] },
  },
  text: () => [],
};

export function operationConnection(context: AdminContext, args: ListArgs, info: GraphQLResolveInfo) {
  if ((args.sortKey ?? 'CREATED_AT') !== 'CREATED_AT') throw notSimulated(`Sorting bulk operations by ${args.sortKey}`);
  const items = search(context.shop.bulkOperations.values(), args.query, searchable, context, info);
  // Ids grow with time, so that the newest is first also among those of one moment.
  const sortBy = ({ id }: BulkOperation) => String(10n ** 20n - BigInt(id));
  const node = (operation: BulkOperation) => operationNode(context, operation);
  return connection({ items, id: ({ id }) => id, sortBy, node }, { ...args }, info, ['query', 'sortKey']);
}
