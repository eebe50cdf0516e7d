/** Every lot that customers hold, a row each, as the import reads it: whoever leaves takes everything along. */
import { findCustomers } from '../../mirror/customers/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { type CsvCell, csvText, CSV_TYPE, type TextFile } from '../../platform/kit/csv.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { heldLots } from '../points/index.ts';

const PAGE = 1_000;
const HEADING = ['customer id', 'email', 'first name', 'last name', 'points', 'state', 'expires'];

export async function balancesFile(services: Services, shopId: ShopId): Promise<TextFile> {
  const { db, clock } = services;
  const now = clock.now();
  const { timeZone } = await knownShop(services, shopId);
  const rows: CsvCell[][] = [];
  let after: string | null = '';
  while (after !== null) {
    const { lots, next } = await heldLots(db.read, shopId, { now, after, limit: PAGE });
    const customers = await findCustomers(db.read, shopId, [...new Set(lots.map(({ customerId }) => customerId))]);
    const known = new Map(customers.map((customer) => [customer.id, customer]));
    for (const { customerId, points, state, expiresAt } of lots) {
      const customer = known.get(customerId);
      const expires = expiresAt === null ? null : dayIn(timeZone, expiresAt);
      const { email = null, firstName = null, lastName = null } = customer ?? {};
      // As a text: a spreadsheet would round a number of so many digits.
      rows.push([`${customerId}`, email, firstName, lastName, points, state, expires]);
    }
    after = next;
  }
  return { name: `points-${dayIn(timeZone, now)}.csv`, mediaType: CSV_TYPE, text: csvText([HEADING, ...rows]) };
}
