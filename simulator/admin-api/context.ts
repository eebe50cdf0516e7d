import type { AppSide, ProtectedField } from '../context.ts';
import type { Install, Shop, World } from '../world/types.ts';
import type { AdminSchema } from './schema.ts';

/** One entry of `extensions.search`: filters that Shopify did not understand and left out. */
export interface SearchNote {
  path: string[];
  query: string;
  parsed: unknown;
  warnings: { field: string; message: string; code: string }[];
}

/** What one request may use. */
export interface AdminContext {
  world: World;
  shop: Shop;
  install: Install;
  app: AppSide;
  schema: AdminSchema;
  /** Where the simulator listens; pictures and pages of its stores lie below. */
  url: string;
  /** The token's scopes; a write scope brings its read scope. */
  scopes: ReadonlySet<string>;
  granted: ReadonlySet<ProtectedField>;
  /** Entries of `extensions.search`. */
  notes: SearchNote[];
  /** What was really returned, by field path: number of nodes of a connection, 1 for an object. */
  returned: Map<string, number>;
}

export type Fields = Record<string, unknown>;
