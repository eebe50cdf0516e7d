/** How long it takes to prove a ledger of a million entries. */
import { verifyLedger } from '../web/loyalty/points/index.ts';
import { against, type Benchmark, type Figure, inTurns, median, type RunOptions } from './framework/benchmark.ts';
import { type Databases, onBothDatabases, withDb } from './framework/databases.ts';
import { addMembers, type Members } from './framework/members.ts';

const CUSTOMERS = 100_000;
const LOTS = 10;
const ENTRIES = CUSTOMERS * LOTS;
const PAGE = 5_000;

export const benchmark: Benchmark = {
  what: `Seconds to replay a ledger of ${ENTRIES} entries with two postings each and to compare every balance and lot (${CUSTOMERS} customers). Beside reading those entries and postings and doing nothing with them.`,
  run: (options) => onBothDatabases((name, databases) => onDatabase(name, databases, options)),
};

async function onDatabase(name: string, databases: Databases, options: RunOptions): Promise<Figure[]> {
  const url = await databases.fresh();
  const members = await addMembers(url, { customers: CUSTOMERS, lots: LOTS });
  const { verify, read } = await inTurns(
    { ...options, tell: (line) => options.tell(`${name}, ${line}`) },
    { verify: () => verifyAll(url, members), read: () => readAll(url) },
    (seconds) => `${seconds.toFixed(1)} s`,
  );
  return [
    against(`${name}, a million entries`, 's', verify, { what: 'reading them', measured: read }),
    { what: `${name}, entries a second`, value: ENTRIES / median(verify), unit: '/s' },
  ];
}

function verifyAll(url: string, { shopId }: Members): Promise<number> {
  return withDb(url, async ({ read }) => {
    const started = performance.now();
    const { differences, entries } = await verifyLedger(read, shopId);
    if (differences.length > 0 || entries !== ENTRIES)
      throw new Error(`${entries} entries, ${differences.length} differences: ${differences[0]}`);
    return (performance.now() - started) / 1_000;
  });
}

function readAll(url: string): Promise<number> {
  return withDb(url, async ({ read }) => {
    const started = performance.now();
    let after = '';
    for (let rows = PAGE; rows === PAGE; ) {
      const entries = await read
        .selectFrom('ledger_entries')
        .selectAll()
        .where('entry_id', '>', after)
        .orderBy('shop_id')
        .orderBy('entry_id')
        .limit(PAGE)
        .execute();
      const last = entries.at(-1)?.entry_id ?? after;
      await read
        .selectFrom('ledger_postings')
        .selectAll()
        .where('entry_id', '>', after)
        .where('entry_id', '<=', last)
        .execute();
      after = last;
      rows = entries.length;
    }
    return (performance.now() - started) / 1_000;
  });
}
