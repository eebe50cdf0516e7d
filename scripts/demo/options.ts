/** The flags of `npm run demo`. Everything that is wrong is said at once, with what would be right. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoOptions {
  port: number;
  simulatorPort: number;
  /** Null = a SQLite file of the demo's own. */
  database: string | null;
  seeds: string[];
  /** Absolute path of a Shopify order export. */
  orders: string | null;
  live: boolean;
  keep: boolean;
}

export const help = `Regulars on one machine: a Shopify simulator with demo stores, and the app installed in them.

  npm run demo                              the two demo stores: coffee (Vietnamese) and home (English)
  npm run demo -- --seed coffee             only one of them; give --seed twice for two; empty is a store with nothing in it
  npm run demo -- --orders orders.csv       one more store, from a Shopify order export (also .csv.gz and .csv.xz)
  npm run demo -- --live                    shoppers keep ordering, and parcels reach them, while it runs
  npm run demo -- --keep                    go on from where the last run stopped
  npm run demo -- --port 3001               where the app listens (default 3000)
  npm run demo -- --simulator-port 4001     where the simulator listens (default 4000)
  npm run demo -- --database postgres://…   another database than the SQLite file below .demo/; an empty one

Ctrl-C stops everything.`;

export class UsageError extends Error {
  override name = 'UsageError';
}

/** Null when only help was asked for. Throws a UsageError. */
export function readOptions(args: readonly string[]): DemoOptions | null {
  let values: ReturnType<typeof parse>['values'];
  try {
    values = parse(args).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if (values.help) return null;
  const problems: string[] = [];
  const port = portOf('--port', values.port, problems);
  const simulatorPort = portOf('--simulator-port', values['simulator-port'], problems);
  if (port === simulatorPort) problems.push('--port and --simulator-port must differ');
  const { seed = [], database = null, keep = false, live = false } = values;
  for (const name of seed) {
    if (!['coffee', 'home', 'empty'].includes(name)) problems.push(`--seed ${name}: choose coffee, home or empty`);
  }
  const orders = values.orders === undefined ? null : resolve(values.orders);
  if (orders !== null && !existsSync(orders)) problems.push(`--orders ${values.orders}: there is no such file`);
  if (database !== null && !/^(sqlite:.|postgres(ql)?:\/\/.)/.test(database)) {
    problems.push(`--database ${database}: must be sqlite:PATH or postgres://…`);
  }
  if (problems.length > 0) throw new UsageError(problems.join('\n'));
  const seeds = seed.length > 0 ? [...new Set(seed)] : ['coffee', 'home'];
  return { port, simulatorPort, database, seeds, orders, live, keep };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '3000' },
      'simulator-port': { type: 'string', default: '4000' },
      database: { type: 'string' },
      seed: { type: 'string', multiple: true },
      orders: { type: 'string' },
      live: { type: 'boolean' },
      keep: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });

function portOf(flag: string, text: string, problems: string[]): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    problems.push(`${flag} ${text}: must be a number from 1 to 65535`);
  return port;
}
