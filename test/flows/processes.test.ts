/** The program as it is run in production: separate processes for requests and for work, on one database. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator } from '../../simulator/server.ts';
import { type AppProcess, startProcess } from '../support/app-process.ts';
import { callOrThrow, type Method } from '../support/call.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const apiSecret = randomBytes(16).toString('hex');
const encryptionKey = randomBytes(32).toString('base64');
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let database: TestDatabase;
const running: AppProcess[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  simulator = await startSimulator({
    apiKey: 'regulars-test',
    apiSecret,
    appToml: `${root}/shopify.app.toml`,
    extensionsDir: `${root}/extensions`,
  });
});
afterAll(async () => {
  for (const one of running) await one.kill();
  await simulator.stop();
  await database.drop();
});

const environment = () => ({
  PATH: process.env.PATH,
  DATABASE_URL: database.url,
  PORT: '0',
  HOST: '127.0.0.1',
  APP_URL: 'http://127.0.0.1:3000',
  SHOPIFY_API_KEY: 'regulars-test',
  SHOPIFY_API_SECRET: apiSecret,
  ENCRYPTION_KEY: encryptionKey,
  SHOPIFY_SIMULATOR_URL: simulator.url,
});

async function run(...flags: string[]): Promise<AppProcess & { url: string }> {
  const one = startProcess(environment(), flags);
  running.push(one);
  return { ...one, url: await one.ready };
}
const sim = <Answer>(method: Method, path: string, body?: unknown) =>
  callOrThrow<Answer>(`${simulator.url}/_simulator/${path}`, method, body);

test('one process takes requests, two work, and all follow one clock', async () => {
  await sim('POST', 'clock', { running: false });
  const [web, first, second] = await Promise.all([run('--web'), run('--worker'), run('--worker')]);
  simulator.setAppUrl(web.url);
  const shop = 'processes.myshopify.com';
  await sim('POST', 'shops', { domain: shop, currency: 'USD', locale: 'en', timeZone: 'UTC', install: true });
  await sim('POST', 'settle');
  const { customer } = await sim<{ customer: { id: string } }>('POST', 'customers', { shop, email: 'a@example.com' });
  for (let n = 0; n < 5; n += 1) {
    await sim('POST', 'orders', {
      shop,
      customer: customer.id,
      lines: [{ title: 'Thing', price: '10.00', quantity: 1 }],
    });
  }
  await sim('POST', 'settle');
  await sim('POST', 'clock', { advance: 'P15D' });
  const { deadLetters } = await sim<{ deadLetters: number }>('POST', 'settle');
  expect(deadLetters).toBe(0);
  const id = customer.id.slice(customer.id.lastIndexOf('/') + 1);
  const answer = await sim<{ body: unknown }>('POST', 'admin', { shop, method: 'GET', path: `/api/customers/${id}` });
  expect(answer.body).toMatchObject({ available: 50, pending: 0 });

  for (const each of [first, web, second]) {
    each.child.kill('SIGTERM');
    expect(await each.exited).toBe(0);
    expect(each.log()).toContain('"msg":"Stopped"');
  }
  await expect(fetch(`${web.url}/healthz`)).rejects.toThrow();
});

test('a configuration that cannot be used ends the process with 1 and every problem', async () => {
  const child = spawn(process.execPath, ['web/main.ts'], { cwd: root, env: { PATH: process.env.PATH, PORT: 'x' } });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
  for (const name of ['DATABASE_URL', 'SHOPIFY_API_SECRET', 'ENCRYPTION_KEY', 'PORT']) expect(text).toContain(name);
});

test('a port that somebody else has ends the process with 1, and it does not stay as a worker', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = taken.address() as AddressInfo;
    const child = spawn(process.execPath, ['web/main.ts'], {
      cwd: root,
      env: { ...environment(), PORT: String(port) },
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(1);
    expect(text).toContain('EADDRINUSE');
  } finally {
    await new Promise((resolve) => taken.close(resolve));
  }
});

test('a flag that does not exist ends the process with 2 and says which there are', async () => {
  const child = spawn(process.execPath, ['web/main.ts', '--wrker'], { cwd: root, env: environment() });
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(2);
  expect(text).toMatch(/--wrker[^]*--worker/);
});
