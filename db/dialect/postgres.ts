/** PostgreSQL through pg. Whole numbers come back as JavaScript numbers, and one that does not fit is an error, never rounded. */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresDialect,
  PostgresDriver,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import type { Caller } from './caller.ts';

const INT8 = 20;
/** What `sum` of a bigint answers; no column of ours is numeric. */
const NUMERIC = 1700;

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 || oid === NUMERIC ? safeInteger : pg.types.getTypeParser(oid, format)),
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database answered ${text}, which is not a safe whole number.`);
  return value;
}

export interface PostgresOptions {
  poolSize?: number;
  connectTimeoutMs?: number;
  onConnectionError?: (error: Error) => void;
}

/** Ms until an attempt to connect, or the wait for a free connection, is an error. Without it a server that swallows packets is waited for for ever. */
const CONNECT_TIMEOUT_MS = 10_000;

/** For every connection. Kept alive, so that a broken one is noticed although nothing is asked. */
export function connection(url: string, connectTimeoutMs: number = CONNECT_TIMEOUT_MS): pg.ClientConfig {
  return { connectionString: url, connectionTimeoutMillis: connectTimeoutMs, keepAlive: true };
}

export function postgresDialect(url: string, caller: Caller, options: PostgresOptions): Dialect {
  const onError = options.onConnectionError ?? (() => {});
  const pool = new pg.Pool({ ...connection(url, options.connectTimeoutMs), max: options.poolSize ?? 10, types });
  // Without both handlers a connection that the server closes would end the process.
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  const dialect = new PostgresDialect({ pool });
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new GuardedDriver({ pool }, caller),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

class GuardedDriver extends PostgresDriver {
  readonly #caller: Caller;

  constructor(config: ConstructorParameters<typeof PostgresDriver>[0], caller: Caller) {
    super(config);
    this.#caller = caller;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#caller.refuseInside();
    return super.acquireConnection();
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    await super.beginTransaction(connection, settings);
    if (this.#caller.mayBeLost())
      await connection.executeQuery(CompiledQuery.raw('set local synchronous_commit = off'));
  }
}
