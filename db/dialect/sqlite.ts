/**
 * SQLite through better-sqlite3: one connection, one transaction at a time. WAL so that readers of other processes are not
 * held up; `synchronous=FULL` because an acknowledged webhook must survive a power cut (what may be lost does without: in WAL that
 * loses the last commits at most, never a part of one); BEGIN IMMEDIATE because a deferred
 * transaction that starts with a read can fail at its first write when another process has written in between.
 */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import SqliteClient from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type TransactionSettings,
} from 'kysely';
import type { Caller } from './caller.ts';

/** How long a transaction waits for another process's. */
const LONGEST_WAIT_MS = 10_000;
/** SQLite's own waiting stops the whole process, so it is short, and most of the waiting is done here. */
const BUSY_TIMEOUT_MS = 5;
/** Of pages: what a busy store touches again and again. SQLite's own 2 MB are read anew all the time. */
const CACHE_KB = 64 * 1024;
const SYNC = 'FULL';
const NO_SYNC = 'NORMAL';
const CACHED_STATEMENTS = 512;
const CACHEABLE = /^\s*(select|insert|update|delete|with|begin|commit|rollback)/i;

export function sqliteDialect(
  file: string,
  caller: Caller,
  { existing = false }: { existing?: boolean } = {},
): Dialect {
  let present: SqliteClient.Database | null = null;
  const open = async () => {
    if (existing && !existsSync(file)) throw new Error(`There is no database at ${path.resolve(file)}.`);
    if (file !== ':memory:') mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
    const client = new SqliteClient(file);
    client.pragma('journal_mode = WAL');
    client.pragma(`synchronous = ${SYNC}`);
    client.pragma('foreign_keys = ON');
    // What is deleted is overwritten: people who are erased must not be found in the file.
    client.pragma('secure_delete = ON');
    client.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
    client.pragma(`cache_size = -${CACHE_KB}`);
    present = client;
    return withStatementCache(client);
  };
  const dialect = new SqliteDialect({ database: open });
  return {
    createAdapter: () => new QueueingAdapter(),
    createDriver: () =>
      new OneConnectionDriver({ database: open }, caller, (sync) => present?.pragma(`synchronous = ${sync}`)),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** Kysely prepares every statement anew; keeping the prepared ones is worth two to four times the throughput. */
function withStatementCache(client: SqliteClient.Database) {
  const statements = new Map<string, SqliteClient.Statement<unknown[]>>();
  return {
    close: () => {
      client.close();
    },
    prepare(sql: string) {
      const cached = statements.get(sql);
      if (cached) return cached;
      const statement = client.prepare<unknown[]>(sql);
      if (!CACHEABLE.test(sql)) {
        // The schema is about to change: prepared statements would keep their old columns.
        statements.clear();
        return statement;
      }
      if (statements.size >= CACHED_STATEMENTS) {
        const oldest = statements.keys().next();
        if (!oldest.done) statements.delete(oldest.value);
      }
      statements.set(sql, statement);
      return statement;
    },
  };
}

/** Kysely's own queue for the single connection cannot be asked who waits; ours is in the driver, behind the guard. */
class QueueingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class OneConnectionDriver extends SqliteDriver {
  readonly #caller: Caller;
  readonly #setSync: (sync: string) => void;
  readonly #waiting: (() => void)[] = [];
  #busy = false;
  #sync = SYNC;

  constructor(config: ConstructorParameters<typeof SqliteDriver>[0], caller: Caller, setSync: (sync: string) => void) {
    super(config);
    this.#caller = caller;
    this.#setSync = setSync;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#caller.refuseInside();
    if (this.#busy) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#busy = true;
    return super.acquireConnection();
  }

  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings = {}): Promise<void> {
    if (settings.accessMode === 'read only') {
      // Sees the moment of its first read, beside whoever writes.
      await connection.executeQuery(CompiledQuery.raw('begin deferred'));
      return;
    }
    // Not possible once the transaction has begun.
    const sync = this.#caller.mayBeLost() ? NO_SYNC : SYNC;
    if (sync !== this.#sync) this.#setSync(sync);
    this.#sync = sync;
    const giveUpAt = performance.now() + LONGEST_WAIT_MS;
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        if (!isBusy(error) || performance.now() > giveUpAt) throw error;
        await pause(BUSY_TIMEOUT_MS);
      }
    }
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection);
    } catch (error) {
      // SQLite has rolled back by itself, as it does when the disk is full; that first error is the one to be told.
      if (!(error instanceof SqliteClient.SqliteError && error.message.includes('no transaction is active')))
        throw error;
    }
  }

  override async releaseConnection(): Promise<void> {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy = false;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof SqliteClient.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
