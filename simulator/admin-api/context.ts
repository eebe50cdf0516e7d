import type { GraphQLResolveInfo } from 'graphql';
import type { AppSide, ProtectedField, Simulator } from '../context.ts';
import type {
  Collection,
  Customer,
  Discount,
  Fulfillment,
  GiftCard,
  Install,
  Metafield,
  Order,
  OrderLine,
  Product,
  Refund,
  Return,
  Shop,
  Transaction,
  Variant,
  World,
} from '../world/types.ts';
import type { BulkOperations } from './bulk/run-operations.ts';
import type { WholeLists } from './bulk/whole-lists.ts';
import type { PageArgs } from './connection.ts';
import type { AdminSchema } from './schema.ts';

/** One entry of `extensions.search`: filters that Shopify did not understand and left out. */
export interface SearchNote {
  path: string[];
  query: string;
  parsed: unknown;
  warnings: { field: string; message: string; code: string }[];
}

/** Members of one object of the Admin API: values, or functions of the field's arguments. */
export type Fields = Record<string, unknown>;

export type ListArgs = PageArgs & { query?: string | null; sortKey?: string | null };

/**
 * How each kind of thing is shown. The objects of the Admin API point at each other in circles, so that their files reach
 * one another through this table.
 */
export interface Nodes {
  byGid(context: AdminContext, gid: string): Fields | null;
  collection(context: AdminContext, collection: Collection): Fields;
  customer(context: AdminContext, customer: Customer): Fields;
  discount(context: AdminContext, discount: Discount): Fields;
  fulfillment(context: AdminContext, order: Order, fulfillment: Fulfillment): Fields;
  fulfillmentLine(context: AdminContext, order: Order, part: Fulfillment['lines'][number], of: string): Fields;
  giftCard(context: AdminContext, card: GiftCard): Fields;
  lineItem(context: AdminContext, order: Order, line: OrderLine): Fields;
  metafield(context: AdminContext, metafield: Metafield): Fields;
  order(context: AdminContext, order: Order): Fields;
  /** A page of these orders. */
  orders(context: AdminContext, orders: readonly Order[], args: ListArgs, info: GraphQLResolveInfo): Fields;
  product(context: AdminContext, product: Product): Fields;
  refund(context: AdminContext, order: Order, refund: Refund): Fields;
  returned(context: AdminContext, order: Order, one: Return): Fields;
  storeCreditAccount(context: AdminContext, customer: Customer): Fields;
  transaction(context: AdminContext, order: Order, transaction: Transaction): Fields;
  variant(context: AdminContext, product: Product, variant: Variant): Fields;
}

/** What one request may use. */
export interface AdminContext {
  simulator: Simulator;
  world: World;
  shop: Shop;
  install: Install;
  app: AppSide;
  schema: AdminSchema;
  nodes: Nodes;
  /** Where the simulator listens; pictures and pages of its stores lie below. */
  url: string;
  /** The token's scopes; a write scope brings its read scope. */
  scopes: ReadonlySet<string>;
  granted: ReadonlySet<ProtectedField>;
  /** Entries of `extensions.search`. */
  notes: SearchNote[];
  bulk: BulkOperations;
  /** Set while an operation in bulk reads. */
  wholeLists: WholeLists | null;
  /** What was really returned, by field path: number of nodes of a connection, 1 for an object. */
  returned: Map<string, number>;
}
