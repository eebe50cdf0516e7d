/**
 * Reads the CSV that another loyalty programme exports balances as. Columns are found by name, in English or Vietnamese; those that are not
 * needed may be there. A row gives its points to one customer, named by Shopify's id or by address.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse';
import { invalid } from '../../platform/kit/errors.ts';
import { idDigits } from '../../platform/kit/ids.ts';
import type { RowProblem } from './api-types.ts';

export interface BalanceRow {
  /** Line of the file, the heading being 1. */
  line: number;
  /** Digits of the customer's id, or an address in small letters; one of them. */
  customerId: string | null;
  email: string | null;
  points: number;
  /** Last day on which they can be used, `YYYY-MM-DD`; null = by the programme's own rule. */
  lastDay: string | null;
}
export type ReadRow = BalanceRow | { line: number; problem: RowProblem };

/** Far beyond what any store has; more would not fit into one request either. */
export const MOST_ROWS = 250_000;
const MOST_POINTS = 1_000_000_000;
const AT_ONCE = 2_000;

const COLUMNS = {
  customerId: ['customer id', 'customer_id', 'shopify customer id', 'shopify id', 'mã khách hàng'],
  email: ['email', 'e-mail', 'customer email', 'email address', 'địa chỉ email'],
  points: [
    'points',
    'points balance',
    'point balance',
    'balance',
    'current points',
    'available points',
    'điểm',
    'số điểm',
  ],
  expires: [
    'expires',
    'expires at',
    'expires_at',
    'expires on',
    'expiry',
    'expiry date',
    'expiration date',
    'hết hạn',
    'ngày hết hạn',
  ],
  state: ['state', 'trạng thái'],
} as const;
type Column = keyof typeof COLUMNS;

/** Throws AppError (422) where the file as a whole cannot be one of balances. */
export async function readBalances(text: string): Promise<ReadRow[]> {
  const parser = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    info: true,
    max_record_size: 100_000,
  });
  const rows: ReadRow[] = [];
  let columns: Map<Column, number> | null = null;
  let width = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns === null) {
        columns = columnsOf(record);
        width = record.length;
        continue;
      }
      rows.push(rowOf(record, info.lines, columns, width));
      if (rows.length > MOST_ROWS) throw invalid(`At most ${MOST_ROWS} rows at once. Divide the file.`, 'text');
      if (rows.length % AT_ONCE === 0) await setImmediate();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))) throw error;
    throw invalid(`This cannot be read as CSV: ${error.message}`, 'text');
  }
  if (rows.length === 0) throw invalid('There are no rows below the heading.', 'text');
  return rows;
}

/**
 * What the rows say, not the bytes they came in: a spreadsheet that only saves the file gives it other line ends, a mark at its beginning
 * and semicolons, and the points would be given a second time.
 */
export function identityOf(rows: readonly ReadRow[]): string {
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}

/** Whichever stands most often in the heading: spreadsheets write semicolons where a comma parts decimals. */
function delimiterOf(text: string): string {
  const heading = text.slice(0, 10_000).split(/\r?\n/, 1)[0] ?? '';
  const count = (mark: string) => heading.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

function columnsOf(heading: readonly string[]): Map<Column, number> {
  const names = heading.map((name) => name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' '));
  const found = new Map<Column, number>();
  for (const column of Object.keys(COLUMNS) as Column[]) {
    const index = names.findIndex((name) => (COLUMNS[column] as readonly string[]).includes(name));
    if (index >= 0) found.set(column, index);
  }
  if (!found.has('points')) throw invalid('There is no column “points”.', 'text');
  if (!found.has('email') && !found.has('customerId'))
    throw invalid('There is neither a column “email” nor a column “customer id”.', 'text');
  return found;
}

function rowOf(record: readonly string[], line: number, columns: ReadonlyMap<Column, number>, width: number): ReadRow {
  const cell = (column: Column) => record[columns.get(column) ?? -1] ?? '';
  const refused = (problem: RowProblem) => ({ line, problem });
  if (record.length !== width) return refused('cells');
  const points = cell('points');
  if (!/^\d{1,12}$/.test(points) || Number(points) > MOST_POINTS) return refused('points');
  if (Number(points) === 0) return refused('zero');
  // Spreadsheets put an apostrophe before what they must not take for a number.
  const id = cell('customerId').replace(/^'/, '');
  const customerId = id === '' ? null : idDigits(id.slice(id.lastIndexOf('/') + 1));
  const email = cell('email').toLowerCase();
  if (id === '' ? !email.includes('@') : customerId === null) return refused('nobody');
  const expires = cell('expires');
  const lastDay = expires === '' ? null : dayOf(expires);
  if (expires !== '' && lastDay === null) return refused('expires');
  if (['pending', 'chờ'].includes(cell('state').toLowerCase())) return refused('pending');
  return { line, customerId, email: customerId === null ? email : null, points: Number(points), lastDay };
}

/** `2026-12-31`, also with a time behind it; nothing else, because nobody knows which of two numbers is the month. */
function dayOf(text: string): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text)?.[1];
  if (day === undefined) return null;
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null;
}
