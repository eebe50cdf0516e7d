/**
 * How a bulk query reads its connections: those below the root whole, the root's in pieces, so that a store of any size
 * passes through memory piece by piece. Arguments that ask for pages are left out of account, as Shopify does it.
 */
import { getNamedType, type GraphQLResolveInfo } from 'graphql';

/** Things of the root connection that are read at once. */
const PIECE = 250;

export interface WholeLists {
  /** The arguments with which a field is really asked. */
  args(args: unknown, info: GraphQLResolveInfo): unknown;
  /** Told what the field answered. */
  seen(value: unknown, info: GraphQLResolveInfo): void;
  /** Where the next piece of the root connection begins; null = that was all. */
  next: string | null;
}

export function readWholeLists(from: string | null): WholeLists {
  const lists: WholeLists = {
    next: null,
    args(args, info) {
      if (!isConnection(info)) return args;
      const wanted = typeof args === 'object' && args !== null ? args : {};
      const page = isRoot(info) ? { first: PIECE, after: from } : { first: Number.MAX_SAFE_INTEGER, after: null };
      return { ...wanted, ...page, last: null, before: null };
    },
    seen(value, info) {
      if (!isConnection(info) || !isRoot(info)) return;
      lists.next = hasPageInfo(value) && value.pageInfo.hasNextPage ? value.pageInfo.endCursor : null;
    },
  };
  return lists;
}

const isRoot = ({ path }: GraphQLResolveInfo): boolean => path.prev === undefined;
const isConnection = ({ returnType }: GraphQLResolveInfo): boolean =>
  getNamedType(returnType).name.endsWith('Connection');

function hasPageInfo(value: unknown): value is { pageInfo: { hasNextPage: boolean; endCursor: string | null } } {
  return typeof value === 'object' && value !== null && 'pageInfo' in value;
}
