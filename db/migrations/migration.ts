import type { Kysely } from 'kysely';
import type { Database } from '../schema/index.ts';

/** Changes the schema; data is moved with the `sql` tag, because the typed tables describe the newest schema only. */
export type SchemaHandle = Pick<Kysely<Database>, 'schema' | 'getExecutor'>;

export interface Migration {
  /** `2026-11-21-1200-platform`: the order of names is the order of application. Frozen once released. */
  readonly name: string;
  up(db: SchemaHandle): Promise<void>;
}
