/** The command-line tool as it is called: its words, its exit codes, and what goes to stdout. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regulars-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  code: number | null;
  out: string;
  err: string;
}
function regulars(command: string, env: Record<string, string> = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const ran: Ran = { code: null, out: '', err: '' };
    const child = spawn(process.execPath, [cli, ...command.split(' ').filter(Boolean)], {
      // Nothing of the environment in which the tests happen to run.
      env: { PATH: process.env.PATH, DATABASE_URL: `sqlite:${folder}/regulars.sqlite`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.err += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ran, code }));
  });
}

test('help is what was asked for; no command and an unknown one are wrong usage', async () => {
  const [help, none, unknown, flag] = await Promise.all(
    ['--help', '', 'ledger burn', 'ledger verify --quietly'].map((command) => regulars(command)),
  );
  expect(help).toMatchObject({ code: 0, out: expect.stringContaining('ledger verify'), err: '' });
  expect(none).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Which command?') });
  expect(unknown).toMatchObject({ code: 2, out: '', err: expect.stringContaining('No command ledger burn') });
  expect(flag).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--quietly') });
});

test('an empty database is no riddle', async () => {
  new Sqlite(`${folder}/empty.sqlite`).exec('VACUUM').close();
  const ran = await regulars('jobs dead', { DATABASE_URL: `sqlite:${folder}/empty.sqlite` });
  expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining('run: npm run regulars -- migrate') });
});

test('a database that cannot be used is named as the trouble', async () => {
  const ran = await regulars('ledger verify', { DATABASE_URL: 'postgres://127.0.0.1:1/none' });
  expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining('DATABASE_URL names cannot be used: ') });
});

test('a number that nothing has is no success', async () => {
  const env = { DATABASE_URL: `sqlite:${folder}/nothing-given-up.sqlite` };
  await regulars('migrate', env);
  const retried = await regulars('jobs retry --id 7', env);
  expect(retried).toEqual({ code: 1, out: '', err: 'Nothing that was given up has the number 7.\n' });
});

test('a database that is not there is named, and none is made', async () => {
  const missing = `${folder}/wrong/name.sqlite`;
  for (const command of ['jobs dead', 'ledger verify', `backup ${folder}/none.backup`]) {
    const ran = await regulars(command, { DATABASE_URL: `sqlite:${missing}` });
    expect(ran).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(`There is no database at ${missing}.`),
    });
  }
  expect(existsSync(`${folder}/wrong`)).toBe(false);
});

test('with --json a refusal is one JSON document, too', async () => {
  const [unknown, flag, shop] = await Promise.all(
    ['burn --json', 'ledger verify --json --quietly', 'ledger verify --shop nowhere --json'].map((command) =>
      regulars(command),
    ),
  );
  for (const ran of [unknown, flag, shop]) {
    expect(ran).toMatchObject({ code: 2, err: '' });
    expect(JSON.parse(ran?.out ?? '')).toEqual({ error: expect.any(String) });
  }
});

test('what is still missing says so, whatever follows it', async () => {
  const analyze = await regulars('analyze orders.csv --report combos');
  expect(analyze).toEqual({ code: 1, out: '', err: 'analyze is not in this version yet.\n' });
});

test('an import wants a file and a store; nothing else has a dry run', async () => {
  const [file, shop, many, dry] = await Promise.all(
    [
      'import --shop a.myshopify.com',
      'import orders.csv',
      'import orders.csv more.csv --shop a.myshopify.com',
      'migrate --dry-run',
    ].map((command) => regulars(command)),
  );
  expect(file).toMatchObject({ code: 2, out: '', err: expect.stringContaining('import needs ORDERS.csv') });
  expect(shop).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--shop DOMAIN') });
  expect(many).toMatchObject({ code: 2, out: '', err: expect.stringContaining('No command') });
  expect(dry).toMatchObject({ code: 2, out: '', err: expect.stringContaining('no --dry-run') });
});

test('an import says what it took over and what it refused, with exit 1 for the latter', async () => {
  const env = { DATABASE_URL: `sqlite:${folder}/import.sqlite` };
  await regulars('migrate', env);
  const stranger = await regulars('import orders.csv --shop import.myshopify.com', env);
  expect(stranger).toMatchObject({ code: 1, out: '', err: 'import.myshopify.com has not installed this app.\n' });
  const database = new Sqlite(`${folder}/import.sqlite`);
  database.exec(`
    insert into installations (shop_id, domain, status, scopes, token_version, created_at) values (1, 'import.myshopify.com', 'active', '', 0, 0);
    insert into shops (shop_id, name, currency, time_zone, taxes_included, plan, shopify_id, read_at)
      values (1, 'Store', 'USD', 'UTC', 0, 'Basic', '1', 0);`);
  database.close();
  const header =
    'Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price';
  const row = (name: string, total: string) =>
    `${name},a@example.com,paid,USD,${total},${total},2025-03-01 09:15:00 +0000,1,Mug,${total}`;
  await writeFile(`${folder}/good.csv`, [header, row('#1', '5.00'), row('#2', '6.00')].join('\n'));
  await writeFile(`${folder}/bad.csv`, [header, row('#1', '5.00'), row('#3', 'five')].join('\n'));
  const command = (file: string, more = '') =>
    regulars(`import ${folder}/${file} --shop import.myshopify.com${more}`, env);

  const dry = await command('good.csv', ' --dry-run');
  expect(dry).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was written') });
  const good = await command('good.csv', ' --json');
  expect(good).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(good.out)).toMatchObject({ dryRun: false, orders: 2, added: 2, unknownCustomers: 2, refusals: [] });
  const bad = await command('bad.csv');
  expect(bad).toEqual({
    code: 1,
    out:
      '1 orders with 1 lines: 0 new, 0 changed, 1 as before, 0 left as Shopify tells them.\n' +
      '1 of them belong to nobody here: no customer of the store has their address.\n' +
      '1 refused:\n  line 3: "Subtotal" is no amount of USD: five\n',
    err: '',
  });
});

test('a new database is migrated once, and an empty ledger agrees with itself', async () => {
  const first = await regulars('migrate --json');
  expect(JSON.parse(first.out).applied).not.toEqual([]);
  const second = await regulars('migrate --json');
  expect(second).toEqual({ code: 0, out: '{"applied":[]}\n', err: '' });
  const [verified, stranger] = await Promise.all([
    regulars('ledger verify --json'),
    regulars('ledger verify --shop nobody.myshopify.com'),
  ]);
  expect(verified).toEqual({ code: 0, out: '{"shops":[]}\n', err: '' });
  expect(stranger).toMatchObject({ code: 1, out: '', err: expect.stringContaining('never met') });
});

test('the configuration is checked as a whole', async () => {
  const ran = await regulars('config check --json', { DATABASE_URL: 'mysql://nowhere' });
  expect(ran.code).toBe(1);
  const { problems } = JSON.parse(ran.out) as { problems: string[] };
  for (const name of ['DATABASE_URL', 'APP_URL', 'SHOPIFY_API_SECRET', 'ENCRYPTION_KEY']) {
    expect(problems.join('\n')).toContain(name);
  }
});

test('a back-up is one file, and fills an empty database', async () => {
  const file = `${folder}/one.backup`;
  const [from, to] = ['from', 'to'].map((name) => ({ DATABASE_URL: `sqlite:${folder}/backup-${name}.sqlite` }));
  expect(await regulars('migrate', from)).toMatchObject({ code: 0 });
  const made = await regulars(`backup ${file}`, from);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toContain('0 rows and 0 waiting jobs');
  const again = await regulars(`backup ${file}`, from);
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.err).toContain('never replaces another');
  expect(await regulars(`restore ${file} --json`, to)).toMatchObject({ code: 0, err: '' });
  const none = await regulars(`restore ${folder}/nothing.backup`, to);
  expect(none).toMatchObject({ code: 1, out: '' });
  expect(none.err).toContain('no such file');
  await writeFile(`${folder}/bad.backup`, 'not a back-up');
  const bad = await regulars(`restore ${folder}/bad.backup`, to);
  expect(bad).toMatchObject({ code: 1, out: '' });
  expect(bad.err).toContain('bad.backup cannot be read as a back-up');
  expect(await regulars('restore', to)).toMatchObject({ code: 2 });
});
