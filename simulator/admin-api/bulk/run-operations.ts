/**
 * Operations in bulk: taken in by the Admin API, worked on beside it, told by a webhook when they end. They take the time
 * that somebody set by the simulator's clock, else no longer than the work itself; settling waits for those that are due.
 */
import { setImmediate } from 'node:timers/promises';
import { execute, OperationTypeNode } from 'graphql';
import { complain } from '../../complain.ts';
import type { Simulator } from '../../context.ts';
import { createTimetable } from '../../webhooks/timetable.ts';
import { zoned, zonedOrNull } from '../../webhooks/render/values.ts';
import type { BulkErrorCode, BulkOperation, Ms, Shop } from '../../world/types.ts';
import type { AdminContext } from '../context.ts';
import { gid } from '../gid.ts';
import { resolveField } from '../resolve-field.ts';
import { rootValue } from '../root.ts';
import { checkBulkQuery, type RootConnection } from './check-query.ts';
import { type Line, linesOf } from './lines.ts';
import { completedAt, isOpen } from './operation-state.ts';
import { createResultFiles, type ResultFile, type ResultFiles } from './result-files.ts';
import { readWholeLists, type WholeLists } from './whole-lists.ts';

export interface BulkOperations {
  start(shop: Shop, query: string, groupObjects: boolean): BulkOperation;
  /** Asks it to stop; it has stopped a moment later. */
  cancel(shop: Shop, operation: BulkOperation): void;
  /** How long operations take from now on, ms of the simulator's clock. */
  setDuration(duration: Ms): void;
  files: ResultFiles;
  /** None is being worked on. */
  idle(): boolean;
  /** Resolves when one has ended; at once when none is being worked on. */
  progress(): Promise<void>;
  nextDue(): Ms | null;
  unfinished(): string[];
  /** Takes up operations of a loaded world. */
  adopt(shop: Shop): void;
  stop(): Promise<void>;
}

/** A context as a request of the app would have it, with its connections read whole; null when the app is not installed. */
type ContextOf = (shop: Shop, lists: WholeLists) => AdminContext | null;

interface Job {
  shop: Shop;
  operation: BulkOperation;
}

/** `folder`: where results outlive the process; null = they do not. */
export function createBulkOperations(
  simulator: Simulator,
  contextOf: ContextOf,
  folder: string | null,
): BulkOperations {
  const { world, clock, faults } = simulator;
  const files = createResultFiles(folder);
  const future = createTimetable<Job>();
  const working = new Set<Job>();
  const waiting: (() => void)[] = [];
  let duration: Ms = 0;
  let alarm: NodeJS.Timeout | undefined;
  let stopped = false;

  const enqueue = (job: Job): void => {
    future.add(job.operation.dueAt, job);
    pump();
  };
  const pump = (): void => {
    if (stopped) return;
    for (const job of future.takeUntil(world.now())) if (!working.has(job)) void work(job);
    clearTimeout(alarm);
    const next = future.first();
    if (next !== null && clock.running()) {
      alarm = setTimeout(pump, Math.min(Math.max(next - world.now(), 1), 2 ** 31 - 1));
    }
  };

  const work = async (job: Job): Promise<void> => {
    working.add(job);
    try {
      // An answer that says CREATED goes out first.
      await setImmediate();
      await run(job);
    } catch (error) {
      complain(`The bulk operation ${job.operation.id} of ${job.shop.domain} failed inside the simulator`, error);
      Object.assign(job.operation, { status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR', endedAt: world.now() });
    }
    if (!stopped && world.shops.get(job.shop.domain) === job.shop) tell(job);
    working.delete(job);
    for (const wake of waiting.splice(0)) wake();
  };

  const run = async ({ shop, operation }: Job): Promise<void> => {
    const fault = faults.at('bulkRun');
    const failure = fault?.kind === 'failed' ? fault.errorCode : null;
    const file = await files.open(operation.groupObjects, Number(BigInt(operation.id) % 2_147_483_647n));
    try {
      const end = await fill(file, shop, operation, failure);
      const bytes = await file.finish();
      // Left as it is, to be begun again by the next process.
      if (stopped) return;
      operation.endedAt = world.now();
      if (operation.status === 'CANCELING') operation.status = 'CANCELED';
      else {
        operation.status = end === null ? 'COMPLETED' : 'FAILED';
        operation.errorCode = end;
        operation.fileSize = bytes;
        if (bytes > 0) operation.file = file.name;
      }
    } finally {
      if (operation.file === null) await files.remove(file.name);
    }
  };

  /** Reads everything into the file, or as far as it comes; answers why it came no further. */
  const fill = async (
    file: ResultFile,
    shop: Shop,
    operation: BulkOperation,
    failure: BulkErrorCode | null,
  ): Promise<BulkErrorCode | null> => {
    if (failure === 'ACCESS_DENIED') return failure;
    for await (const piece of read(shop, operation)) {
      if (stopped || operation.status === 'CANCELING') return null;
      if (!Array.isArray(piece)) return piece;
      // What fails on request fails in the middle.
      const lines = failure === null ? piece : piece.slice(0, Math.ceil(piece.length / 2));
      await file.write(lines);
      operation.objectCount += lines.length;
      operation.rootObjectCount += lines.filter(({ isRoot }) => isRoot).length;
      if (failure !== null) return failure;
      await setImmediate();
    }
    return failure;
  };

  /** The lines of one piece after the other, or why it cannot go on. */
  async function* read(shop: Shop, operation: BulkOperation): AsyncGenerator<Line[] | BulkErrorCode> {
    const lists = readWholeLists(null);
    const first = contextOf(shop, lists);
    if (!first) return yield 'ACCESS_DENIED';
    const checked = checkBulkQuery(first.schema, operation.query);
    if ('problems' in checked) throw new Error(`it was taken in with ${checked.problems.join(' ')}`);
    for (const root of checked.roots) {
      let from: string | null = null;
      do {
        const piece = readWholeLists(from);
        const context = contextOf(shop, piece);
        if (!context) return yield 'ACCESS_DENIED';
        yield readPiece(context, root);
        from = piece.next;
      } while (from !== null);
    }
  }

  const tell = ({ shop, operation }: Job): void => {
    const { timeZone } = shop;
    const resource = {
      admin_graphql_api_id: gid('BulkOperation', operation.id),
      completed_at: zonedOrNull(completedAt(operation), timeZone),
      created_at: zoned(operation.createdAt, timeZone),
      error_code: operation.errorCode?.toLowerCase() ?? null,
      status: operation.status.toLowerCase(),
      type: 'query',
    };
    world.announce({ shop, topic: 'bulk_operations/finish', resource });
  };

  clock.onChange(pump);
  return {
    files,
    start(shop, query, groupObjects) {
      const now = world.now();
      const operation: BulkOperation = {
        id: world.nextId(),
        query,
        groupObjects,
        status: 'CREATED',
        errorCode: null,
        objectCount: 0,
        rootObjectCount: 0,
        fileSize: null,
        file: null,
        createdAt: now,
        dueAt: now + duration,
        endedAt: null,
      };
      shop.bulkOperations.set(operation.id, operation);
      enqueue({ shop, operation });
      // Shopify takes it up at once, however long it takes.
      void setImmediate().then(() => {
        if (operation.status === 'CREATED') operation.status = 'RUNNING';
      });
      return operation;
    },
    cancel(shop, operation) {
      operation.status = 'CANCELING';
      // One that waits for its time ends now; one that is being worked on notices.
      if (![...working].some((job) => job.operation === operation)) {
        future.keep((job) => job.operation !== operation);
        operation.dueAt = world.now();
        enqueue({ shop, operation });
      }
    },
    setDuration(wanted) {
      duration = wanted;
    },
    idle: () => working.size === 0 && (future.first() ?? Number.POSITIVE_INFINITY) > world.now(),
    progress: () => (working.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    nextDue: () => future.first(),
    unfinished: () => [...working].map(({ shop, operation }) => `bulk operation ${operation.id} of ${shop.domain}`),
    adopt(shop) {
      for (const operation of shop.bulkOperations.values()) {
        if (!isOpen(operation)) continue;
        Object.assign(operation, { objectCount: 0, rootObjectCount: 0 });
        enqueue({ shop, operation });
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(alarm);
      while (working.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
      await files.stop();
    },
  };
}

function readPiece(context: AdminContext, root: RootConnection): Line[] | BulkErrorCode {
  const result = execute({
    schema: context.schema.graphql,
    document: root.document,
    rootValue: rootValue(context, OperationTypeNode.QUERY),
    contextValue: context,
    fieldResolver: resolveField,
  });
  if (result instanceof Promise) throw new Error('a resolver of the Admin API became asynchronous');
  const [error] = result.errors ?? [];
  if (!error) return linesOf(result.data?.[root.key]);
  if (error.extensions.code === 'ACCESS_DENIED') return 'ACCESS_DENIED';
  throw error.originalError ?? error;
}
