/** The dry run: which rows of a file would give points to whom. Nothing is given. */
import type { Reader } from '../../../db/open.ts';
import { customersByEmail, findCustomers } from '../../mirror/customers/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { endOfDay } from '../../platform/kit/days.ts';
import { conflict } from '../../platform/kit/errors.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { type BalanceRow, identityOf, readBalances } from './read-balances.ts';
import { findImport, type MatchedRow, saveImport, saveRows } from './store.ts';

/** So many rows are matched with customers by one look. */
const AT_ONCE = 500;

/** The id of the import. The same file again is checked anew: since then somebody may have become a customer. */
export async function checkFile(
  services: Services,
  shopId: ShopId,
  { name, text, staffId }: { name: string; text: string; staffId: string },
): Promise<string> {
  const rows = await readBalances(text);
  const id = identityOf(rows);
  await refuseWhileAtWork(services.db.read, shopId, id);
  const { timeZone } = await knownShop(services, shopId);
  const now = services.clock.now();
  const matched: MatchedRow[] = [];
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const part = rows.slice(start, start + AT_ONCE);
    const find = await customersOf(
      services,
      shopId,
      part.filter((row): row is BalanceRow => 'points' in row),
    );
    for (const row of part) {
      if ('problem' in row) {
        matched.push({ line: row.line, customerId: null, points: 0, expiresAt: null, problem: row.problem });
        continue;
      }
      const customerId = find(row);
      const expiresAt = row.lastDay === null ? null : endOfDay(timeZone, row.lastDay) - 1;
      const problem = expiresAt !== null && expiresAt < now ? 'past' : customerId === null ? 'unknown' : null;
      matched.push({ line: row.line, customerId, points: row.points, expiresAt, problem });
    }
  }
  await services.db.transaction(async (tx) => {
    await refuseWhileAtWork(tx, shopId, id);
    await saveImport(tx, shopId, { id, name, staffId, checkedAt: now });
    await saveRows(tx, shopId, id, matched);
  });
  return id;
}

async function refuseWhileAtWork(handle: Reader, shopId: ShopId, id: string): Promise<void> {
  const state = (await findImport(handle, shopId, id))?.state;
  if (state === 'importing' || state === 'undoing')
    throw conflict('This file is being worked on. Wait until that is done.');
  if (state === 'undone')
    throw conflict('This file was imported and taken back. To import it after all, change it: its rows count once.');
}

/** By id those that the store has, by address whoever has it. */
async function customersOf(
  { db }: Services,
  shopId: ShopId,
  rows: readonly BalanceRow[],
): Promise<(row: BalanceRow) => CustomerId | null> {
  const ids = rows.flatMap(({ customerId }) => (customerId === null ? [] : [customerId as CustomerId]));
  const there = new Set((await findCustomers(db.read, shopId, ids)).map((customer) => customer.id));
  const byEmail = await customersByEmail(
    db.read,
    shopId,
    rows.flatMap(({ email }) => email ?? []),
  );
  return ({ customerId, email }) => {
    if (customerId !== null) return there.has(customerId as CustomerId) ? (customerId as CustomerId) : null;
    return byEmail.get(email ?? '') ?? null;
  };
}
