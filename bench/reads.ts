/** How many shoppers a second can be told what they hold. */
import autocannon from 'autocannon';
import { SECRET, startApp } from './framework/app.ts';
import { against, type Benchmark, type Figure, inTurns, median, type RunOptions } from './framework/benchmark.ts';
import { type Databases, onBothDatabases } from './framework/databases.ts';
import { addMembers, type Members, proxyPath } from './framework/members.ts';
import { type Program, startProgram } from './framework/program.ts';

const CUSTOMERS = 20_000;
const LOTS = 5;
const CONNECTIONS = 32;
const WARM_UP_SECONDS = 3;
const SECONDS = 6;

export const benchmark: Benchmark = {
  what: `GET …/me a second through the app proxy's signature: ${CUSTOMERS} customers with ${LOTS} lots each, ${CONNECTIONS} connections, one process. Every answer checked. Beside a bare server that reads the same rows.`,
  run: (options) => onBothDatabases((name, databases) => onDatabase(name, databases, options)),
};

interface Reading {
  perSecond: number;
  /** Ms within which 97.5 of 100 are answered: the nearest to 95 that autocannon tells, on the safe side. */
  p97: number;
}

async function onDatabase(name: string, databases: Databases, options: RunOptions): Promise<Figure[]> {
  const url = await databases.fresh();
  const members = await addMembers(url, { customers: CUSTOMERS, lots: LOTS });
  const { app, bare } = await inTurns<'app' | 'bare', Reading>(
    { ...options, tell: (line) => options.tell(`${name}, ${line}`) },
    {
      app: () => measured(() => startApp(url, ['--web']), members),
      bare: () => measured(() => startProgram('bench/processes/bare-reads.ts', [url, SECRET], {}), members),
    },
    ({ perSecond, p97 }) => `${perSecond.toFixed(0)}/s, 97.5 % within ${p97} ms`,
  );
  const perSecond = (readings: readonly Reading[]) => readings.map((reading) => reading.perSecond);
  return [
    against(`${name}, reads a second`, '/s', perSecond(app), { what: 'bare', measured: perSecond(bare) }),
    { what: `${name}, 97.5 % within`, value: median(app.map(({ p97 }) => p97)), unit: 'ms' },
  ];
}

async function measured(start: () => Promise<Program>, members: Members): Promise<Reading> {
  const program = await start();
  try {
    await load(program.url, members, WARM_UP_SECONDS);
    return await load(program.url, members, SECONDS);
  } finally {
    await program.stop();
  }
}

async function load(url: string, { customerIds, available }: Members, seconds: number): Promise<Reading> {
  // Signed beforehand: what is measured is who checks.
  const paths = customerIds.map((customerId) => proxyPath('/me', customerId, SECRET));
  let sent = 0;
  let wrong = 0;
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        setupRequest(request) {
          // A stride through all of them, so that no row is read twice in a row.
          sent += 7_919;
          return { ...request, path: paths[sent % paths.length] ?? '' };
        },
        onResponse(status, body) {
          if (status !== 200 || !body.includes(`"available":${available},`)) wrong += 1;
        },
      },
    ],
  });
  if (wrong + result.errors > 0) throw new Error(`${wrong} answers were wrong, ${result.errors} requests failed`);
  return { perSecond: result.requests.average, p97: result.latency.p97_5 };
}
