/** The `regulars` command. Exit codes: 0 done, 1 could not, 2 wrong usage. `--json` prints one document on stdout and nothing else. */
import { parseArgs } from 'node:util';
import { migrate, pendingMigrations } from '../db/migrate.ts';
import { type Db, openDb } from '../db/open.ts';
import { ConfigError, readConfig, readDatabaseUrl } from './config.ts';
import { type ImportReport, importFile, orderNames } from './mirror/orders/index.ts';
import { onRestored, verifyLedger } from './loyalty/points/index.ts';
import { makeBackup } from './platform/backup/make-backup.ts';
import { restoreBackup } from './platform/backup/restore-backup.ts';
import { letterInFull, letterJson, letterLines } from './platform/dead-letters/in-words.ts';
import { readableLetters } from './platform/dead-letters/list.ts';
import { createQueue } from './platform/jobs/queue.ts';
import { retryDead } from './platform/jobs/set-aside.ts';
import { errorText } from './platform/kit/errors.ts';
import { type ShopDomain, shopDomain, type ShopId } from './platform/kit/ids.ts';
import { giveUpWaiting } from './platform/messages/store.ts';
import { installationOfDomain, installations } from './platform/shopify/find-installation.ts';

/** What a command found out: `lines` for people, `json` for programs. */
interface Outcome {
  ok: boolean;
  lines: string[];
  json: unknown;
}
interface Options {
  shop?: string;
  'dry-run'?: boolean;
  id?: string;
  body?: boolean;
}
interface Command {
  /** As it is typed: `ledger verify`. */
  name: string;
  usage: string;
  /** What is typed behind the name. */
  takes?: string;
  /** It knows `--dry-run`. */
  canBeDry?: boolean;
  run(options: Options, argument: string): Promise<Outcome>;
}

class WrongUsage extends Error {}
const SHOWN = 100;

const commands: Command[] = [
  {
    name: 'migrate',
    usage: 'migrate                        bring the database up to date',
    run: () =>
      withAnyDatabase(async (db) => {
        const applied = await migrate(db);
        return {
          ok: true,
          lines: applied.length > 0 ? applied.map((name) => `applied ${name}`) : ['The database is up to date.'],
          json: { applied },
        };
      }),
  },
  {
    name: 'backup',
    takes: 'FILE',
    usage: 'backup FILE                    write everything to one file, while the app runs',
    run: (_options, file) =>
      withDatabase(async (db) => {
        const report = await makeBackup(db, file, Date.now());
        return {
          ok: true,
          lines: [
            `${counted(report)} are in ${file} (${report.bytes} bytes). It holds personal data: keep it as safe as the database.`,
          ],
          json: report,
        };
      }),
  },
  {
    name: 'restore',
    takes: 'FILE',
    usage: 'restore FILE                   fill an empty database from such a file',
    run: (_options, file) =>
      withAnyDatabase(async (db) => {
        const report = await restoreBackup(db, file, Date.now());
        const queue = createQueue(Date.now, () => {});
        const active = (await installations(db.read)).filter(({ status }) => status === 'active');
        await db.transaction(async (tx) => {
          for (const { shopId } of active) {
            await onRestored(queue.add, tx, shopId);
            await giveUpWaiting(tx, shopId, Date.now());
          }
        });
        return {
          ok: true,
          lines: [
            `${counted(report)} as they were at ${report.madeAt}.`,
            ...report.migrated.map((name) => `applied ${name}`),
            'Access tokens in it can be read with the ENCRYPTION_KEY of then only.',
          ],
          json: report,
        };
      }),
  },
  {
    name: 'config check',
    usage: 'config check                   check the environment without starting',
    async run() {
      try {
        readConfig();
        return { ok: true, lines: ['The configuration is complete.'], json: { problems: [] } };
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        return { ok: false, lines: [...error.problems], json: { problems: error.problems } };
      }
    },
  },
  {
    name: 'ledger verify',
    usage: 'ledger verify [--shop DOMAIN]  prove every balance from the entries',
    run: ({ shop }) =>
      withDatabase(async (db) => {
        const only = await shopIdOf(db, shop);
        const stores = (await installations(db.read)).filter(({ shopId }) => only === undefined || shopId === only);
        const reports = [];
        for (const { shopId, domain } of stores)
          reports.push({ shop: domain, ...(await verifyLedger(db.read, shopId)) });
        return {
          ok: reports.every(({ differences }) => differences.length === 0),
          lines: reports.flatMap(({ shop: domain, accounts, entries, closing, differences }) => [
            `${domain}: ${accounts} accounts, ${entries} entries, ${closing} points held, ${differences.length} differences`,
            ...differences.map((difference) => `  ${difference}`),
          ]),
          json: { shops: reports },
        };
      }),
  },
  {
    name: 'import',
    takes: 'ORDERS.csv',
    canBeDry: true,
    usage:
      'import ORDERS.csv --shop DOMAIN [--dry-run]\n                                 take past orders over from an order export (.csv, .gz, .xz)',
    async run({ shop, 'dry-run': dryRun = false }, file) {
      if (shop === undefined) throw new WrongUsage('Into which store? --shop DOMAIN');
      return withDatabase(async (db) =>
        importOutcome(await importFile(db, validDomain(shop), file, { dryRun }), dryRun),
      );
    },
  },
  {
    name: 'jobs dead',
    usage: 'jobs dead [--shop DOMAIN]      list the work that was given up, newest first',
    run: ({ shop }) =>
      withDatabase(async (db) => {
        const shopId = await shopIdOf(db, shop);
        const dead = await readableLetters(db.read, orderNames, { shopId, limit: SHOWN });
        const domains = await domainsOf(db);
        const lines = dead.flatMap((letter) => letterLines(letter, domains.get(letter.shopId)));
        return {
          ok: true,
          lines:
            lines.length > 0
              ? [...lines, 'More of one: jobs show ID. Try again: jobs retry.']
              : ['Nothing was given up.'],
          json: { dead: dead.map((letter) => letterJson(letter, domains.get(letter.shopId))) },
        };
      }),
  },
  {
    name: 'jobs show',
    takes: 'ID',
    usage:
      'jobs show ID [--body]          one of them, without people; --body: the webhook as it came, WITH personal data',
    run: ({ body = false }, argument) =>
      withDatabase(async (db) => {
        const [letter] = await readableLetters(db.read, orderNames, { id: numberOf(argument), limit: 1 });
        if (!letter) throw new Error(`Nothing that was given up has the number ${argument}.`);
        const domain = (await domainsOf(db)).get(letter.shopId);
        const full = letterInFull(letter, domain, body);
        return {
          ok: true,
          lines: [
            ...(body ? ['This is personal data of a store’s customers: do not copy it anywhere.'] : []),
            ...letterLines(letter, domain),
            JSON.stringify(full, null, 2),
          ],
          json: full,
        };
      }),
  },
  {
    name: 'jobs retry',
    usage:
      'jobs retry [--shop DOMAIN] [--id ID]\n                                 try again what was given up: all, of one store, or one',
    run: ({ shop, id }) =>
      withDatabase(async (db) => {
        const shopId = await shopIdOf(db, shop);
        const queue = createQueue(Date.now, () => {});
        const which = { ...(shopId !== undefined && { shopId }), ...(id !== undefined && { id: numberOf(id) }) };
        const count = await db.transaction((tx) => retryDead(tx, queue, which));
        if (id !== undefined && count === 0) throw new Error(`Nothing that was given up has the number ${id}.`);
        return { ok: true, lines: [`Given up before, wait again: ${count}.`], json: { retried: count } };
      }),
  },
];

/** Planned: named here so that nobody takes them for a typing error. */
const notThereYet = ['analyze'];

const help = `regulars COMMAND [options]

${commands.map((command) => `  ${command.usage}`).join('\n')}

  --json   print one JSON document and nothing else (under npm: npm run --silent regulars -- …)
  --help   print this

Not in this version yet: ${notThereYet.join(', ')}.

The database and everything else come from the environment; see docs/self-hosting.md.
`;

process.exitCode = await main(process.argv.slice(2));

async function main(argv: string[]): Promise<number> {
  let json = argv.includes('--json');
  try {
    const [first] = argv;
    if (first !== undefined && notThereYet.includes(first)) throw new Error(`${first} is not in this version yet.`);
    const { values, positionals } = parse(argv);
    json = values.json === true;
    if (values.help === true) {
      process.stdout.write(help);
      return 0;
    }
    const { command, argument } = commandOf(positionals);
    if (values['dry-run'] === true && command.canBeDry !== true)
      throw new WrongUsage(`${command.name} has no --dry-run: it would do it.`);
    if (values.shop !== undefined) validDomain(values.shop);
    const outcome = await command.run(values, argument);
    process.stdout.write(
      json ? `${JSON.stringify(outcome.json)}\n` : outcome.lines.map((line) => `${line}\n`).join(''),
    );
    return outcome.ok ? 0 : 1;
  } catch (error) {
    const wrong = error instanceof WrongUsage;
    if (json) process.stdout.write(`${JSON.stringify({ error: errorText(error) })}\n`);
    else process.stderr.write(wrong ? `${error.message}\n\n${help}` : `${errorText(error)}\n`);
    return wrong ? 2 : 1;
  }
}

function commandOf(positionals: string[]): { command: Command; argument: string } {
  for (const command of commands) {
    const words = command.name.split(' ').length;
    if (positionals.slice(0, words).join(' ') !== command.name) continue;
    const [argument, ...more] = positionals.slice(words);
    if (command.takes !== undefined && argument === undefined)
      throw new WrongUsage(`${command.name} needs ${command.takes}`);
    if (more.length === 0 && (command.takes !== undefined || argument === undefined))
      return { command, argument: argument ?? '' };
  }
  throw new WrongUsage(positionals.length === 0 ? 'Which command?' : `No command ${positionals.join(' ')}`);
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        shop: { type: 'string' },
        'dry-run': { type: 'boolean' },
        id: { type: 'string' },
        body: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new WrongUsage(errorText(error));
  }
}

/** One that is there: a slip in DATABASE_URL must not leave an empty file behind. */
async function withDatabase(work: (db: Db) => Promise<Outcome>): Promise<Outcome> {
  return withAnyDatabase(async (db) => {
    try {
      return await work(db);
    } catch (error) {
      if (error instanceof WrongUsage || !(await isBehind(db))) throw error;
      throw new Error(
        'This database is not up to date. If DATABASE_URL is the right one, start the app or run: npm run regulars -- migrate',
        { cause: error },
      );
    }
  }, true);
}

/** Also one that has no tables yet, or is still to be made. */
async function withAnyDatabase(work: (db: Db) => Promise<Outcome>, existing = false): Promise<Outcome> {
  const db = openDb(readDatabaseUrl(), { existing });
  try {
    await firstAnswer(db);
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Throws what says that it is the database that cannot be used, and not the command. */
async function firstAnswer(db: Db): Promise<void> {
  try {
    await db.read.selectNoFrom(({ lit }) => lit(1).as('one')).execute();
  } catch (error) {
    throw new Error('The database that DATABASE_URL names cannot be used', { cause: error });
  }
}

/** False also when that cannot be found out: then the first error is the better answer. */
async function isBehind(db: Db): Promise<boolean> {
  try {
    const tables = await db.migrator.introspection.getTables();
    return !tables.some(({ name }) => name === 'migrations') || (await pendingMigrations(db)).length > 0;
  } catch {
    return false;
  }
}

async function domainsOf(db: Db): Promise<Map<ShopId, ShopDomain>> {
  return new Map((await installations(db.read)).map(({ shopId, domain }) => [shopId, domain]));
}

function numberOf(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new WrongUsage(`${text} is no number; jobs dead shows them`);
  return Number(text);
}

/** Undefined when no shop was asked for. */
async function shopIdOf(db: Db, domain: string | undefined): Promise<ShopId | undefined> {
  if (domain === undefined) return undefined;
  const installation = await installationOfDomain(db.read, validDomain(domain));
  if (!installation) throw new Error(`${domain} has never met this app.`);
  return installation.shopId;
}

function validDomain(domain: string): ShopDomain {
  const valid = shopDomain(domain);
  if (valid === null) throw new WrongUsage(`${domain} is not the domain of a store (something.myshopify.com)`);
  return valid;
}

function counted({ tables, jobs }: { tables: Record<string, number>; jobs: number }): string {
  const rows = Object.values(tables).reduce((sum, count) => sum + count, 0);
  return `${rows} rows and ${jobs} waiting jobs`;
}

function importOutcome(report: ImportReport, dryRun: boolean): Outcome {
  const { orders, lines, added, changed, unchanged, atShopify, unknownCustomers, refused, refusals } = report;
  const shown = refusals.slice(0, SHOWN);
  return {
    ok: refused === 0,
    lines: [
      ...(dryRun ? ['Nothing was written: this is what would happen.'] : []),
      `${orders} orders with ${lines} lines: ${added} new, ${changed} changed, ${unchanged} as before, ${atShopify} left as Shopify tells them.`,
      ...(unknownCustomers > 0
        ? [`${unknownCustomers} of them belong to nobody here: no customer of the store has their address.`]
        : []),
      ...(refused > 0 ? [`${refused} refused:`] : []),
      ...shown.map(({ line, reason }) => `  line ${line}: ${reason}`),
      ...(refused > shown.length ? [`  and ${refused - shown.length} more`] : []),
    ],
    json: { dryRun, ...report },
  };
}
