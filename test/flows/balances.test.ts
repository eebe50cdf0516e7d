/** Bringing balances from another programme: cases 70 and 71 of the test book, and complaint 22 of the market. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BalanceImportDetail, BalanceImports } from '../../web/loyalty/balances/api-types.ts';
import type { TextFile } from '../../web/platform/kit/csv.ts';
import { digits, ledgerDifferences } from '../support/points-book.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
let store: TestStore;
beforeAll(async () => {
  world = await startWorld({ startAt: '2026-11-20T08:00:00Z' });
  // A tier that whoever has brought 100 points by orders reaches, and is rewarded for.
  const words = { en: 'Silver', vi: 'Bạc' };
  const silver = {
    id: 'silver',
    name: words,
    from: '100',
    entryPoints: 50,
    multiplier: '1',
    perks: words,
    color: null,
  };
  store = await world.shop({
    timeZone: 'Asia/Ho_Chi_Minh',
    programme: { expiry: { months: 12, remindDays: 30 }, tiers: { on: true, levels: [silver] } },
  });
});
afterAll(async () => {
  expect(await ledgerDifferences(world)).toEqual([]);
  await world.stop();
});

const check = (text: string, name = 'smile.csv') =>
  store.admin<BalanceImportDetail>('POST', '/api/balances/imports', { name, text });
async function start({ id, good, points }: BalanceImportDetail) {
  await store.admin('POST', `/api/balances/imports/${id}/start`, { good, points });
  await world.settle();
  return store.admin<BalanceImportDetail>('GET', `/api/balances/imports/${id}`);
}
const lotsOf = async (customer: string) => {
  const { lots } = await store.admin<{ lots: { points: number; state: string; expiresAt: string | null }[] }>(
    'GET',
    `/api/customers/${digits(customer)}`,
  );
  return lots.map(({ points, state, expiresAt }) => `${state} ${points}@${expiresAt}`);
};

test('70: a row gives its points with their last day, and the file loaded twice gives nothing more', async () => {
  const lan = await store.customer({ email: 'lan.70@example.com' });
  const binh = await store.customer();
  await world.settle();
  const file = `email,customer id,points,expires\nLan.70@example.com,,500,2026-12-31\n,${digits(binh)},70,\n`;
  const checked = await check(file);
  expect(checked).toMatchObject({
    state: 'checked',
    rows: 2,
    good: 2,
    points: 570,
    customers: 2,
    given: 0,
    refused: {},
  });
  expect(await store.balance(lan)).toMatchObject({ available: 0 });

  expect(await start(checked)).toMatchObject({ state: 'done', given: 2 });
  // The last day of the store's own time zone.
  expect(await lotsOf(lan)).toEqual(['available 500@2026-12-31T16:59:59.999Z']);
  expect(await store.balance(binh)).toMatchObject({ available: 70 });

  const again = await check(file, 'the same under another name.csv');
  expect(again).toMatchObject({ id: checked.id, state: 'checked', given: 2 });
  expect(await start(again)).toMatchObject({ state: 'done', given: 2 });
  expect(await store.balance(lan)).toEqual({ available: 500, pending: 0, debt: 0 });
  expect(await store.ledger(lan)).toHaveLength(1);
  expect(await store.admin('GET', `/api/customers/${digits(lan)}`)).toMatchObject({ tier: null });
});

test('71: rows that are no balances are refused, each with its line and reason, and the others are given', async () => {
  const customer = await store.customer({ email: 'huong.71@example.com' });
  await world.settle();
  const rows = ['12.5', '-3', '40'].map((points) => `huong.71@example.com;${points};`);
  const file = ['email;points;expires', ...rows, 'nobody@example.com;5;', 'huong.71@example.com;5;2025-01-01'].join(
    '\r\n',
  );
  const checked = await check(file);
  expect(checked).toMatchObject({ rows: 5, good: 1, points: 40, refused: { points: 2, unknown: 1, past: 1 } });
  expect(checked.problems).toEqual([
    { line: 2, problem: 'points' },
    { line: 3, problem: 'points' },
    { line: 5, problem: 'unknown' },
    { line: 6, problem: 'past' },
  ]);
  await start(checked);
  expect(await store.balance(customer)).toEqual({ available: 40, pending: 0, debt: 0 });

  // Whoever becomes a customer meanwhile is found when the same file is looked at again.
  const late = await store.customer({ email: 'nobody@example.com' });
  await world.settle();
  const again = await check(file);
  expect(again).toMatchObject({ good: 2, given: 1, refused: { points: 2, past: 1 } });
  await start(again);
  expect(await store.balance(late)).toMatchObject({ available: 5 });
  expect(await store.balance(customer)).toMatchObject({ available: 40 });
});

test('an import is taken back as a whole, what was spent meanwhile is owed, and it cannot be given twice', async () => {
  const [spent, kept] = [await store.customer(), await store.customer()];
  await world.settle();
  const checked = await check(`customer id,points\n${digits(spent)},100\n${digits(kept)},50\n`);
  await start(checked);
  await store.admin('POST', `/api/customers/${digits(spent)}/adjust`, { points: -80, reason: 'Spent', key: 'spent' });
  await store.admin('POST', `/api/balances/imports/${checked.id}/undo`);
  await world.settle();
  expect(await store.admin('GET', `/api/balances/imports/${checked.id}`)).toMatchObject({ state: 'undone', given: 0 });
  expect(await store.balance(spent)).toEqual({ available: 0, pending: 0, debt: 80 });
  expect(await store.balance(kept)).toEqual({ available: 0, pending: 0, debt: 0 });
  const refused = await store.adminAnswer('POST', `/api/balances/imports/${checked.id}/start`, {
    good: 2,
    points: 150,
  });
  expect(refused.status).toBe(409);
});

test('what was shown must still hold when the import begins, and a file of something else is refused', async () => {
  const customer = await store.customer();
  await world.settle();
  const checked = await check(`customer id,points\n${digits(customer)},9\n`);
  const other = await store.adminAnswer('POST', `/api/balances/imports/${checked.id}/start`, { good: 1, points: 8 });
  expect(other.status).toBe(409);
  expect((await store.adminAnswer('POST', '/api/balances/imports', { name: 'x.csv', text: 'a,b\n1,2\n' })).status).toBe(
    422,
  );
  const { imports } = await store.admin<BalanceImports>('GET', '/api/balances/imports');
  expect(imports.map(({ id }) => id)).toContain(checked.id);
});

test('everything that customers hold can be taken along, and is read again as it was', async () => {
  const other = await world.shop();
  const customer = await other.customer({ email: 'mai@example.com', firstName: '=HYPERLINK("x")', lastName: 'Lê' });
  await world.settle();
  const imported = await other.admin<BalanceImportDetail>('POST', '/api/balances/imports', {
    name: 'a.csv',
    text: `email,points,expires\nmai@example.com,120,2027-03-31\nmai@example.com,7,\n`,
  });
  await other.admin('POST', `/api/balances/imports/${imported.id}/start`, { good: 2, points: 127 });
  await world.settle();
  const { text } = await other.admin<TextFile>('GET', '/api/balances/file');
  const [heading, ...lines] = text.slice(1).trimEnd().split('\r\n');
  expect(heading).toBe('customer id,email,first name,last name,points,state,expires');
  const start = `${digits(customer)},mai@example.com,"'=HYPERLINK(""x"")",Lê`;
  expect(lines.toSorted()).toEqual([`${start},120,available,2027-03-31`, `${start},7,available,`]);
  const read = await other.admin<BalanceImportDetail>('POST', '/api/balances/imports', { name: 'back.csv', text });
  expect(read).toMatchObject({ good: 2, points: 127, customers: 1, refused: {} });
});
