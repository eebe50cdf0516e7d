/**
 * Takes a store's past orders over from an order export: into the mirror and nowhere else, so that nobody earns anything by it. Some
 * hundred a transaction; begun again, after a crash or on purpose, it finds what is there and does the rest. What Shopify itself has
 * told of an order stays as it is.
 */
import type { Readable } from 'node:stream';
import { claimNames } from '../../../../db/dialect/naming.ts';
import type { Db, Tx } from '../../../../db/open.ts';
import type { ShopId } from '../../../platform/kit/ids.ts';
import { customersByEmail } from '../../customers/index.ts';
import { variantsBySku } from '../../products/index.ts';
import { isShopifyId, TOLD_BY_FILE } from '../file-identity.ts';
import { dropFileRefunds, namesAtShopify } from '../store/file-orders.ts';
import { loadOrders, type MirroredOrder } from '../store/load-order.ts';
import { insertOrders, lockOrders, replaceLines, updateOrders } from '../store/save-order.ts';
import { saveRefunds } from '../store/save-refunds.ts';
import { type FileOrder, orderFromExport, RefusedRow, type StoreTerms } from './order-from-export.ts';
import { readExport, WrongFile } from './read-export.ts';

const ORDERS_AT_ONCE = 200;
/** Of a file that is wrong from end to end nobody reads more. */
const REFUSALS_KEPT = 1_000;

export interface ImportReport {
  /** Orders of the file that could be read, and their lines. */
  orders: number;
  lines: number;
  added: number;
  /** An earlier file told them otherwise. */
  changed: number;
  unchanged: number;
  /** Left as Shopify tells them. */
  atShopify: number;
  /** Of those that the file tells: without a customer here, though the file has an address. */
  unknownCustomers: number;
  refused: number;
  refusals: { line: number; reason: string }[];
}

interface Found extends FileOrder {
  line: number;
}
type BatchCounts = Pick<ImportReport, 'added' | 'changed' | 'unchanged' | 'atShopify' | 'unknownCustomers'>;

/** Throws WrongFile when it is none of this store. `dryRun`: nothing is written. */
export async function importOrders(
  db: Db,
  shopId: ShopId,
  store: StoreTerms,
  bytes: Readable,
  { dryRun }: { dryRun: boolean },
): Promise<ImportReport> {
  const report: ImportReport = {
    orders: 0,
    lines: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    atShopify: 0,
    unknownCustomers: 0,
    refused: 0,
    refusals: [],
  };
  const refuse = (line: number, reason: string): void => {
    report.refused += 1;
    if (report.refusals.length < REFUSALS_KEPT) report.refusals.push({ line, reason });
  };
  let batch = new Map<string, Found>();
  const flush = async (): Promise<void> => {
    const orders = [...batch.values()];
    batch = new Map();
    const counts = await db.transaction((tx) => takeOver(tx, shopId, orders, dryRun));
    for (const key of ['added', 'changed', 'unchanged', 'atShopify', 'unknownCustomers'] as const)
      report[key] += counts[key];
  };
  let first = true;
  for await (const read of readExport(bytes)) {
    if ('broken' in read) {
      refuse(read.line, read.broken);
      continue;
    }
    const [row] = read.rows;
    const currency = row.cell('Currency');
    if (first && currency !== null && currency !== store.currency)
      throw new WrongFile(`The file is in ${currency}, the store sells in ${store.currency}.`);
    first = false;
    try {
      const found = { ...orderFromExport(read.rows, store), line: row.line };
      if (batch.has(found.order.id)) throw new RefusedRow(row.line, `${found.order.name} is in the file twice`);
      batch.set(found.order.id, found);
      report.orders += 1;
      report.lines += read.rows.length;
    } catch (error) {
      if (!(error instanceof RefusedRow)) throw error;
      refuse(error.line, error.message);
    }
    if (batch.size >= ORDERS_AT_ONCE) await flush();
  }
  if (batch.size > 0) await flush();
  return report;
}

async function takeOver(tx: Tx, shopId: ShopId, orders: readonly Found[], dryRun: boolean): Promise<BatchCounts> {
  const ids = orders.map(({ order }) => order.id).sort();
  const byName = orders.filter(({ order }) => !isShopifyId(order.id));
  // Before any row: whoever tells orders of Shopify takes it before the rows of files, too.
  if (byName.length > 0) await claimNames(tx, shopId);
  const known = await lockOrders(tx, shopId, ids);
  const stored = await loadOrders(tx, shopId, [...known.keys()]);
  const atShopify = await namesAtShopify(
    tx,
    shopId,
    byName.map(({ order }) => order.name),
  );
  const ours = orders.filter(({ order }) => {
    const row = known.get(order.id);
    if (row) return row.updatedAt === TOLD_BY_FILE && stored.get(order.id)?.deletedAt === null;
    return isShopifyId(order.id) || !atShopify.has(order.name);
  });
  const linked = await link(tx, shopId, ours, stored);

  const fresh = linked.filter(({ order }) => !known.has(order.id));
  const changed = linked.filter(({ order, paidAt }) => {
    const before = stored.get(order.id);
    return before !== undefined && !isSame(before, { order, paidAt });
  });
  const unknownCustomers = linked.filter(({ email, order }) => email !== null && order.customer === null).length;
  const counts = {
    added: fresh.length,
    changed: changed.length,
    unchanged: linked.length - fresh.length - changed.length,
    atShopify: orders.length - ours.length,
    unknownCustomers,
  };
  if (dryRun) return counts;
  // Shopify may have told one of them meanwhile.
  const inserted = await insertOrders(tx, shopId, fresh);
  const overtaken = fresh.length - inserted.size;
  const written = [...fresh.filter(({ order }) => inserted.has(order.id)), ...changed].map(({ order }) => order);
  await updateOrders(tx, shopId, changed);
  await replaceLines(tx, shopId, written);
  await dropFileRefunds(
    tx,
    shopId,
    changed.map(({ order }) => order.id),
  );
  await saveRefunds(
    tx,
    shopId,
    written.flatMap(({ id, refunds }) => refunds.map((refund) => ({ orderId: id, refund }))),
  );
  return { ...counts, added: counts.added - overtaken, atShopify: counts.atShopify + overtaken };
}

/** Whose they are and what was bought, as far as the mirror knows. Who an order already belongs to stays. */
async function link(
  tx: Tx,
  shopId: ShopId,
  orders: readonly Found[],
  stored: ReadonlyMap<string, MirroredOrder>,
): Promise<Found[]> {
  const emails = orders.flatMap(({ order, email }) =>
    email !== null && !stored.get(order.id)?.customerId ? [email] : [],
  );
  const customers = await customersByEmail(tx, shopId, emails);
  const skus = orders.flatMap(({ order }) => order.lines.flatMap(({ sku }) => sku ?? []));
  const variants = await variantsBySku(tx, shopId, skus);
  return orders.map((found) => {
    const id = stored.get(found.order.id)?.customerId ?? (found.email === null ? null : customers.get(found.email));
    const lines = found.order.lines.map((line) => ({ ...line, ...(line.sku !== null && variants.get(line.sku)) }));
    return { ...found, order: { ...found.order, lines, customer: id ? { ...NOTHING_NEW, id } : null } };
  });
}

/** A file says nothing of the customer that the mirror would keep. */
const NOTHING_NEW = { email: null, firstName: null, lastName: null, state: null, createdAt: null, updatedAt: null };

function isSame(stored: MirroredOrder, { order, paidAt }: Pick<FileOrder, 'order' | 'paidAt'>): boolean {
  const { customer, refunds, fulfillments: _parcels, codes: _codes, ...rest } = order;
  const next = {
    ...rest,
    customerId: customer?.id ?? null,
    guest: stored.guest,
    proofs: stored.proofs,
    paidAt,
    deletedAt: null,
    refunds,
  };
  return canonical(stored) === canonical(next);
}

function canonical<Order extends { lines: readonly { id: string }[] }>(order: Order): string {
  const sorted = { ...order, lines: order.lines.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
  return JSON.stringify(sorted, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
