/** Gives what a checked file says, or takes it back: a page of rows in each transaction, each row once by its key (rule X). */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { grantPoints, takeBackGrant } from '../points/index.ts';
import type { ImportState } from './api-types.ts';
import { IMPORT_BALANCES } from './job-kind.ts';
import { findImport, goodRows, markGiven, markProblem, type MatchedRow, moveImport } from './store.ts';

/** Rows of a transaction: enough to be quick, few enough to let others in between. */
const PAGE = 100;

type GoodRow = MatchedRow & { customerId: CustomerId };

export const importBalances: JobHandler = async (services, { shopId, key: id }) => {
  const state = (await findImport(services.db.read, shopId, id))?.state;
  if (state === 'importing') await page(services, shopId, id, { from: state, to: 'done', given: false, book: give });
  if (state === 'undoing') await page(services, shopId, id, { from: state, to: 'undone', given: true, book: takeBack });
};

interface Direction {
  from: ImportState;
  to: ImportState;
  /** Rows that are still to be worked on: those that were given, or those that were not. */
  given: boolean;
  /** False when the row's customer is nobody any more. */
  book(services: Services, tx: Tx, shopId: ShopId, id: string, row: GoodRow): Promise<boolean>;
}

async function page(services: Services, shopId: ShopId, id: string, direction: Direction): Promise<void> {
  const { from, to, given, book } = direction;
  await services.db.transaction(async (tx) => {
    const rows = await goodRows(tx, shopId, id, { given, limit: PAGE });
    const done: number[] = [];
    // Always in the same order, so that two pages which share customers never wait for each other.
    for (const row of rows.toSorted((a, b) => (a.customerId < b.customerId ? -1 : 1))) {
      if (await book(services, tx, shopId, id, row)) done.push(row.line);
      else await markProblem(tx, shopId, id, row.line, 'erased');
    }
    await markGiven(tx, shopId, id, done, !given);
    if (rows.length === PAGE) return services.addJob(tx, { kind: IMPORT_BALANCES, shopId, key: id });
    await moveImport(tx, shopId, id, [from], { state: to, finishedAt: services.clock.now() });
  });
}

async function give(services: Services, tx: Tx, shopId: ShopId, id: string, row: GoodRow): Promise<boolean> {
  const { customerId, points, expiresAt } = row;
  const { outcome } = await grantPoints(services, tx, shopId, {
    customerId,
    points,
    key: grantKey(id, row),
    source: 'import',
    occurredAt: services.clock.now(),
    matures: 'now',
    ...(expiresAt !== null && { expiresAt }),
  });
  if (outcome === 'other_input') throw new Error(`row ${row.line} of import ${id} was booked with another content`);
  return outcome !== 'erased';
}

async function takeBack(services: Services, tx: Tx, shopId: ShopId, id: string, row: GoodRow): Promise<boolean> {
  await takeBackGrant(services, tx, shopId, {
    grantKey: grantKey(id, row),
    key: `${grantKey(id, row)}/undone`,
    occurredAt: services.clock.now(),
  });
  return true;
}

/** File and row (rule X): the same file again gives nothing. */
function grantKey(id: string, { line }: GoodRow): string {
  return `import/${id.slice(0, 32)}/${line}`;
}
