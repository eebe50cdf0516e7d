import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { houseRules } from './support/house-rules.ts';
import { missingFrom } from './support/named-tests.ts';
import { projectFolder, readSources, type SourceFile, sourceFile } from './support/source-files.ts';

let files: SourceFile[];
beforeAll(async () => {
  files = await readSources();
});

describe('the house keeps its rules', () => {
  test.each(houseRules)('$rule', ({ rule, reason, offences }) => {
    const found = offences(files);
    expect(found, `${rule}, because ${reason}.\n${found.join('\n')}\n`).toEqual([]);
  });
});

/** One broken rule a line: where, and what stands there. A rule that finds nothing wrong anywhere would be no rule. */
const broken: [what: string, path: string, code: string, says: string][] = [
  ['the simulator using the app', 'simulator/money.ts', "import '../web/platform/kit/money.ts';", 'evidence'],
  ['a test of the simulator using the app', 'simulator/a.test.ts', "import '../web/app.ts';", 'evidence'],
  ['the app using the simulator', 'web/main.ts', "import '../simulator/server.ts';", 'no test'],
  [
    'the database layer using a slice',
    'db/open.ts',
    "import type { A } from '../web/loyalty/points/index.ts';",
    'only the kit',
  ],
  ['the kit using the platform', 'web/platform/kit/ids.ts', "import '../jobs/queue.ts';", 'the ground'],
  [
    'the platform using a slice',
    'web/platform/jobs/worker.ts',
    "import '../../loyalty/points/index.ts';",
    'no slice by name',
  ],
  ['the platform sideways', 'web/platform/jobs/worker.ts', "import '../inbox/receive.ts';", 'can be read alone'],
  [
    'the mirror using points',
    'web/mirror/orders/on-order.ts',
    "import '../../loyalty/points/index.ts';",
    'what we make of it',
  ],
  [
    'a slice past the door of another',
    'web/loyalty/points/store.ts',
    "import '../../mirror/orders/store.ts';",
    'by the door',
  ],
  [
    'a slice using its neighbour',
    'web/retention/winback/nightly.ts',
    "import '../../loyalty/points/index.ts';",
    'do not know each other',
  ],
  [
    'a slice using app.ts',
    'web/loyalty/points/store.ts',
    "import type { App } from '../../app.ts';",
    'names every slice',
  ],
  ['the admin page using a store', 'web/admin/main.tsx', "import '../loyalty/points/store.ts';", 'in a browser'],
  ['the admin page using the database', 'web/admin/main.tsx', "import '../../db/open.ts';", 'in a browser'],
  [
    'a dynamic import',
    'web/mirror/orders/a.ts',
    "const a = () => import('../../loyalty/points/index.ts');",
    'what we make of it',
  ],
  ['a re-export', 'web/mirror/orders/a.ts', "export { a } from '../../loyalty/points/index.ts';", 'what we make of it'],
  [
    'a decision with a handle',
    'web/loyalty/points/earn-rules.ts',
    "import type { Tx } from '../../../db/open.ts';",
    'reaches the database',
  ],
  [
    'a decision with the clock',
    'web/loyalty/points/earn-rules.ts',
    'export const now = Date.now();',
    'reaches the database',
  ],
  ['a slice with the system’s clock', 'web/mirror/orders/a.ts', 'export const now = new Date();', 'new Date()'],
  ['the environment elsewhere', 'web/platform/kit/log.ts', 'export const a = process.env.A;', 'process.env'],
  [
    'a Shopify address elsewhere',
    'web/loyalty/points/a.ts',
    'export const a = `https://${b}.myshopify.com/admin`;',
    'https://',
  ],
  ['a dialect elsewhere', 'web/loyalty/points/a.ts', "export const a = kind === 'sqlite';", 'sqlite'],
  [
    'a second writer of the ledger',
    'web/loyalty/points/store.ts',
    "tx.insertInto('ledger_entries')",
    'only web/loyalty/points/ledger.ts',
  ],
  [
    'a second writer of the ledger, many rows at once',
    'web/loyalty/points/store.ts',
    "insertMany('ledger_entries', [])",
    'only web/loyalty/points/ledger.ts',
  ],
  [
    'a table that two slices write',
    'web/mirror/orders/a.ts',
    "tx.updateTable('points_lots')",
    'one of several slices that write points_lots',
  ],
];

test.each(broken)('%s is found', (_what, path, code, says) => {
  const schema = sourceFile(
    'db/schema/ledger-entries.ts',
    '/** Append-only. Written by\n * `loyalty/points/ledger.ts` alone. */',
  );
  const ledger = sourceFile('web/loyalty/points/ledger.ts', "tx.insertInto('points_lots')");
  const found = houseRules.flatMap(({ offences }) => offences([sourceFile(path, code), schema, ledger]));
  expect(found).toContainEqual(expect.stringContaining(says));
  expect(found.filter((offence) => offence.startsWith(path)).length).toBeGreaterThan(0);
});

test('a comment offends nobody', () => {
  const file = sourceFile(
    'web/loyalty/points/a.ts',
    '/** On sqlite: https://shopify.dev/a, process.env */\nexport const a = 1; // new Date()',
  );
  const found = houseRules
    .flatMap(({ offences }) => offences([file]))
    .filter((offence) => !offence.includes('does not exist'));
  expect(found).toEqual([]);
});

test('ARCHITECTURE.md names only files that there are', async () => {
  const page = 'ARCHITECTURE.md';
  expect(await missingFrom(page)).toEqual([]);
  const names = new Set(files.map(({ path }) => posix.basename(path)));
  const text = await readFile(posix.join(projectFolder, page), 'utf8');
  // Without a folder: a neighbour of the file that was named before.
  const neighbours = [...text.matchAll(/`([\w-]+\.tsx?)`/g)].map(([, name = '']) => name);
  expect(neighbours.length).toBeGreaterThan(20);
  expect(neighbours.filter((name) => !names.has(name))).toEqual([]);
});
