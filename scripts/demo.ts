/**
 * `npm run demo`: everything on one machine. Builds the admin page, starts the simulator and the app on a fresh database,
 * installs the app in the demo stores, lets their past arrive and says where to look. Exit 0 when stopped by Ctrl-C (npm
 * itself ends with 130 then), 1 when something failed, 2 for wrong flags.
 */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fetchAdminSchema } from '../simulator/admin-api/fetch-schema.ts';
import { buildAdminPage } from './build-admin-page.ts';
import { addresses } from './demo/addresses.ts';
import { type Child, startChild, untilAnswers } from './demo/child.ts';
import { controlOf } from './demo/control.ts';
import { assertEmptyDatabase } from './demo/empty-database.ts';
import { loadStores, startYesterday } from './demo/load-stores.ts';
import { type DemoOptions, help, readOptions, UsageError } from './demo/options.ts';
import { assertPortFree } from './demo/ports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Known to everyone, so they protect nothing: simulator and app only have to agree on them, and whoever signs for them. */
const apiKey = process.env.SHOPIFY_API_KEY || 'regulars-demo';
const apiSecret = process.env.SHOPIFY_API_SECRET || 'demo-secret-that-protects-nothing';
const encryptionKey = Buffer.alloc(32, 'regulars demo').toString('base64');

const children: Child[] = [];
let stopping = false;

async function stopAll(): Promise<void> {
  stopping = true;
  // The app first: it finishes what it has begun while the simulator still answers.
  for (const child of children.toReversed()) await child.stop();
}

async function run(options: DemoOptions): Promise<void> {
  const started = performance.now();
  const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(0).padStart(3)} s  `;
  const say = (line: string): void => console.log(`${seconds()}${line}`);

  await assertPortFree(options.simulatorPort, '--simulator-port');
  await assertPortFree(options.port, '--port');
  // Named by the port, which is free: a demo that runs beside this one keeps its files.
  const folder = `${root}.demo/${options.port}`;
  const stateFile = `${folder}/simulator.json`;
  const database = options.database ?? `sqlite:${folder}/regulars.sqlite`;
  const kept = options.keep && existsSync(stateFile);
  if (!kept) {
    if (options.database !== null) await assertEmptyDatabase(options.database);
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(folder, { recursive: true });

  say('Building the admin page, unless it is up to date');
  await Promise.all([buildAdminPage(), fetchAdminSchema()]);

  const simulatorUrl = `http://127.0.0.1:${options.simulatorPort}`;
  const appUrl = `http://127.0.0.1:${options.port}`;
  say(`Starting the simulator at ${simulatorUrl} and the app at ${appUrl}`);
  const shared = { SHOPIFY_API_KEY: apiKey, SHOPIFY_API_SECRET: apiSecret, HOST: '127.0.0.1', APP_URL: appUrl };
  const simulator = watch(
    startChild(
      'The simulator',
      ['simulator/main.ts'],
      { ...shared, PORT: String(options.simulatorPort), SIMULATOR_STATE: stateFile },
      root,
    ),
  );
  await untilAnswers(simulator, `${simulatorUrl}/_simulator/state`);
  const control = controlOf(simulatorUrl);
  const { mailbox } = await control.get<{ mailbox: string }>('state');
  if (!kept) await startYesterday(control);
  const app = watch(
    startChild(
      'The app',
      ['web/main.ts'],
      {
        ...shared,
        PORT: String(options.port),
        DATABASE_URL: database,
        ENCRYPTION_KEY: encryptionKey,
        SHOPIFY_SIMULATOR_URL: simulatorUrl,
        SMTP_URL: mailbox,
        MAIL_FROM: 'points@regulars.example',
        LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
        NODE_ENV: 'development',
      },
      root,
    ),
  );
  await untilAnswers(app, `${appUrl}/readyz`);

  const shops = kept
    ? (await control.get<{ shops: string[] }>('state')).shops
    : await loadStores(control, options, say);
  if (kept && options.live) await control.post('live', { running: true });
  const retried = await retriedJobs(appUrl);
  if (retried > 0) say(`${retried} pieces of work failed at first and are being tried again; points may still change`);
  say('Ready');
  console.log(await addresses(control, simulatorUrl, appUrl, shops));
  console.log(JSON.stringify({ ready: true, app: appUrl, simulator: simulatorUrl, shops }));
}

/** What the app's own metrics say: work that waits to be tried again is no longer due, so settling does not wait for it. */
async function retriedJobs(appUrl: string): Promise<number> {
  const text = await (await fetch(`${appUrl}/metrics`)).text();
  const counts = text.matchAll(/^regulars_job_seconds_count\{[^}]*result="retry"[^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** A demo of which half is gone is no demo: when one program ends by itself, the other is stopped and its last words shown. */
function watch(child: Child): Child {
  children.push(child);
  void child.ended.then(async ({ code, signal }) => {
    if (stopping) return;
    console.error(`\n${child.name} ended by itself (${signal ?? `exit ${code}`}). Its last lines:`);
    for (const line of child.lastLines()) console.error(`  ${line}`);
    await stopAll();
    process.exit(1);
  });
  return child;
}

function stopAndExit(): void {
  if (stopping) return;
  console.log('\nStopping');
  void stopAll().then(() => process.exit(0));
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopAndExit);
// Nobody reads what we say any more.
process.stdout.on('error', stopAndExit);
// npm hands a signal on to the shell between us, which dies of it and tells nobody; without this the ports stayed taken.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stopAndExit();
  }, 500).unref();
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options) await run(options);
  else console.log(help);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${help}`);
    process.exit(2);
  }
  // A program that died has its own, better account under way (`watch`).
  if (!stopping) {
    console.error(error instanceof Error ? error.message : error);
    await stopAll();
    process.exit(1);
  }
}
