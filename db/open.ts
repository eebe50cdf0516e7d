/**
 * `DATABASE_URL` → `Db`. Reading needs a `Reader` (either `db.read` or a `Tx`), writing needs a `Tx`: what must be atomic
 * asks for one, and cannot be called without. Every difference between SQLite and PostgreSQL lives in `dialect/`.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely, type Transaction } from 'kysely';
import type { Caller } from './dialect/caller.ts';
import { postgresDialect } from './dialect/postgres.ts';
import { purgeDeleted } from './dialect/purge.ts';
import { isRetryable } from './dialect/retryable.ts';
import { sqliteDialect } from './dialect/sqlite.ts';
import { remembering } from './once.ts';
import type { Database } from './schema/index.ts';

/** An open transaction. Passed first, then `shopId`. */
export type Tx = Transaction<Database>;

/** What can select but not change: `db.read` outside a transaction, a `Tx` inside one. */
export type Reader = Pick<Kysely<Database>, 'selectFrom' | 'selectNoFrom' | 'getExecutor' | 'fn' | 'dynamic'>;

export interface Db {
  /** As it was opened. Holds the password: never to be logged. */
  readonly url: string;
  /** Reads outside a transaction. Using it inside one throws: it would wait for itself, or not see the transaction's writes. */
  readonly read: Reader;
  /**
   * Runs `work` in one transaction and commits it, or rolls back when it throws. After a deadlock or serialization failure it
   * runs again from the start, so `work` touches nothing but its `tx`. No network inside: every other query waits meanwhile.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /**
   * Reads that all see the same moment, however long they take; other processes write on meanwhile. For a program of its own: on SQLite
   * whatever else this process asks waits until it is over. Nothing can be written.
   */
  snapshot<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** The same database for one request, which reads `once` what many ask for. */
  look(): Db;
  /** Personal data was deleted: what is left of it in the database's files goes as far as that can be done from here. Outside a transaction. */
  purge(): Promise<void>;
  /** For schema changes only. */
  readonly migrator: Kysely<Database>;
  close(): Promise<void>;
}

export interface TransactionOptions {
  /**
   * The commit does not wait for the disk: a power cut (but no crash of the process) may take it back, unless one that waits came
   * after it. Only for what would simply be done again.
   */
  mayBeLost?: boolean;
}

export interface OpenOptions {
  /** SQLite only: a file that is not there is an error, instead of a new database. */
  existing?: boolean;
  /** PostgreSQL only: connections of this process. */
  poolSize?: number;
  /** PostgreSQL only: ms until an attempt to connect, or the wait for a free connection, is given up. */
  connectTimeoutMs?: number;
  /** Told of a connection that broke while idle (PostgreSQL); the pool replaces it by itself. */
  onConnectionError?: (error: Error) => void;
}

/** What the code now running is inside of. Kept as an object, because asynchronous work may outlive its transaction. */
interface Enclosing {
  /** Between begin and commit. */
  open: boolean;
  mayBeLost: boolean;
}

const TRIES = 4;
const afterCommitOf = new WeakMap<Tx, (() => void)[]>();

/** Runs `action` once the transaction has been committed; never when it is rolled back. Must not throw. */
export function afterCommit(tx: Tx, action: () => void): void {
  const actions = afterCommitOf.get(tx);
  if (!actions) throw new Error('afterCommit needs a transaction that Db.transaction has opened');
  actions.push(action);
}

/** Throws on a URL that is neither `sqlite:PATH` nor `postgres://…`. */
export function openDb(url: string, options: OpenOptions = {}): Db {
  const enclosing = new AsyncLocalStorage<Enclosing>();
  const caller: Caller = {
    refuseInside() {
      if (enclosing.getStore()?.open) {
        throw new Error(
          'The database was used inside a transaction without its tx: pass the tx on, or wait until it is committed.',
        );
      }
    },
    mayBeLost: () => enclosing.getStore()?.mayBeLost === true,
  };
  const dialect = url.startsWith('sqlite:')
    ? sqliteDialect(url.slice('sqlite:'.length), caller, options)
    : /^postgres(ql)?:\/\//.test(url)
      ? postgresDialect(url, caller, options)
      : null;
  if (!dialect) throw new Error('DATABASE_URL must be sqlite:PATH or postgres://…');
  const kysely = new Kysely<Database>({ dialect });

  async function attempt<Result>(work: (tx: Tx) => Promise<Result>, mayBeLost: boolean): Promise<Result> {
    caller.refuseInside();
    const actions: (() => void)[] = [];
    const inside: Enclosing = { open: false, mayBeLost };
    const result = await enclosing.run(inside, () =>
      kysely.transaction().execute(async (tx) => {
        afterCommitOf.set(tx, actions);
        inside.open = true;
        try {
          return await work(tx);
        } finally {
          inside.open = false;
        }
      }),
    );
    for (const action of actions) action();
    return result;
  }

  const db: Db = {
    url,
    read: kysely,
    migrator: kysely,
    async transaction(work, { mayBeLost = false } = {}) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(work, mayBeLost);
        } catch (error) {
          if (tries >= TRIES || !isRetryable(error)) throw error;
        }
      }
    },
    snapshot: (work) =>
      kysely.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work),
    look: () => ({ ...db, read: remembering(kysely.withoutPlugins()) }),
    purge: () => purgeDeleted(kysely),
    close: () => kysely.destroy(),
  };
  return db;
}
