/**
 * Reads the CSV that Shopify's admin exports orders as. An order has as many rows as it has lines; the order's own fields
 * stand in its first row only. Columns are found by name, and those that are not needed may be missing.
 */
import { parse } from 'csv-parse';
import { minorOf } from '../../money.ts';
import { NotAllowed } from '../../world/refusals.ts';
import type { Minor, Ms } from '../../world/types.ts';
import { openFile } from './open-file.ts';

export interface ExportedOrder {
  name: string;
  email: string | null;
  phone: string | null;
  currency: string;
  financialStatus: string;
  createdAt: Ms;
  paidAt: Ms | null;
  fulfilledAt: Ms | null;
  cancelledAt: Ms | null;
  subtotal: Minor;
  shipping: Minor;
  taxes: Minor;
  total: Minor;
  discountCode: string | null;
  refunded: Minor;
  acceptsMarketing: boolean;
  customerName: string | null;
  city: string | null;
  zip: string | null;
  country: string | null;
  shippingMethod: string | null;
  paymentMethod: string | null;
  source: string;
  note: string | null;
  tags: string[];
  lines: ExportedLine[];
}
export interface ExportedLine {
  /** Row of the file, the header being 1. */
  row: number;
  name: string;
  sku: string | null;
  vendor: string | null;
  price: Minor;
  quantity: number;
  /** Off the whole line. */
  discount: Minor;
  taxable: boolean;
  requiresShipping: boolean;
}

/** The file cannot be used; the message names row and column. */
export class ExportProblem extends NotAllowed {
  override name = 'ExportProblem';
}

const needed = [
  'Name',
  'Currency',
  'Subtotal',
  'Total',
  'Created at',
  'Lineitem quantity',
  'Lineitem name',
  'Lineitem price',
];

/** All orders of the file, oldest first. Throws ExportProblem, or the file system's own error. */
export async function readOrders(path: string): Promise<ExportedOrder[]> {
  const parser = parse({ bom: true, columns: (header: string[]) => checkedHeader(header), relax_column_count: false });
  const input = openFile(path);
  input.on('error', (error) => parser.destroy(error));
  const orders = new Map<string, ExportedOrder>();
  let row = 1;
  try {
    for await (const record of input.pipe(parser) as AsyncIterable<Record<string, string>>) {
      row += 1;
      const cells = new Row(record, row);
      const name = cells.required('Name');
      let order = orders.get(name);
      if (!order) {
        order = orderOf(cells, name);
        orders.set(name, order);
      }
      order.lines.push(lineOf(cells, order.currency));
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_')) {
      throw new ExportProblem(`not a readable CSV file: ${error.message}`);
    }
    throw error;
  }
  if (orders.size === 0) throw new ExportProblem('the file has no orders');
  return [...orders.values()].sort((a, b) => a.createdAt - b.createdAt);
}

function checkedHeader(header: string[]): string[] {
  const missing = needed.filter((column) => !header.includes(column));
  if (missing.length > 0)
    throw new ExportProblem(`not a Shopify order export: no column ${missing.map((name) => `"${name}"`).join(', ')}`);
  return header;
}

/** One row; every reader says where the trouble is. */
class Row {
  readonly #cells: Record<string, string>;
  readonly number: number;

  constructor(cells: Record<string, string>, number: number) {
    this.#cells = cells;
    this.number = number;
  }
  text(column: string): string | null {
    return this.#cells[column]?.trim() || null;
  }
  required(column: string): string {
    return this.text(column) ?? this.#fail(column, 'is empty');
  }
  money(column: string, currency: string, otherwise?: Minor): Minor {
    const text = this.text(column);
    if (text === null) return otherwise ?? this.#fail(column, 'is empty');
    return minorOf(text, currency) ?? this.#fail(column, `is no amount of ${currency}: ${text}`);
  }
  moment(column: string): Ms | null {
    const text = this.text(column);
    if (text === null) return null;
    const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d) ?(?:([+-]\d\d):?(\d\d)|Z)$/.exec(text);
    const at = match ? Date.parse(`${match[1]}T${match[2]}${match[3] ? `${match[3]}:${match[4]}` : 'Z'}`) : Number.NaN;
    return Number.isNaN(at) ? this.#fail(column, `is no time such as 2026-01-31 09:30:00 +0000: ${text}`) : at;
  }
  flag(column: string, otherwise: boolean): boolean {
    const text = this.text(column)?.toLowerCase();
    return text === undefined ? otherwise : text === 'true' || text === 'yes';
  }
  #fail(column: string, problem: string): never {
    throw new ExportProblem(`row ${this.number}: "${column}" ${problem}`);
  }
}

function orderOf(row: Row, name: string): ExportedOrder {
  const currency = row.required('Currency');
  const createdAt = row.moment('Created at');
  if (createdAt === null) throw new ExportProblem(`row ${row.number}: "Created at" is empty`);
  return {
    name,
    email: row.text('Email')?.toLowerCase() ?? null,
    phone: row.text('Phone'),
    currency,
    financialStatus: row.text('Financial Status') ?? 'paid',
    createdAt,
    paidAt: row.moment('Paid at'),
    fulfilledAt: row.moment('Fulfilled at'),
    cancelledAt: row.moment('Cancelled at'),
    subtotal: row.money('Subtotal', currency),
    shipping: row.money('Shipping', currency, 0),
    taxes: row.money('Taxes', currency, 0),
    total: row.money('Total', currency),
    discountCode: row.text('Discount Code'),
    refunded: row.money('Refunded Amount', currency, 0),
    acceptsMarketing: row.flag('Accepts Marketing', false),
    customerName: row.text('Billing Name') ?? row.text('Shipping Name'),
    city: row.text('Shipping City') ?? row.text('Billing City'),
    zip: (row.text('Shipping Zip') ?? row.text('Billing Zip'))?.replace(/^'/, '') ?? null,
    country: row.text('Shipping Country') ?? row.text('Billing Country'),
    shippingMethod: row.text('Shipping Method'),
    paymentMethod: row.text('Payment Method'),
    source: row.text('Source') ?? 'web',
    note: row.text('Notes'),
    tags: row.text('Tags')?.split(/\s*,\s*/) ?? [],
    lines: [],
  };
}

function lineOf(row: Row, currency: string): ExportedLine {
  const quantity = Number(row.required('Lineitem quantity'));
  if (!Number.isInteger(quantity) || quantity < 1)
    throw new ExportProblem(`row ${row.number}: "Lineitem quantity" is no whole number above 0`);
  return {
    row: row.number,
    name: row.required('Lineitem name'),
    sku: row.text('Lineitem sku'),
    vendor: row.text('Vendor'),
    price: row.money('Lineitem price', currency),
    quantity,
    discount: row.money('Lineitem discount', currency, 0),
    taxable: row.flag('Lineitem taxable', true),
    requiresShipping: row.flag('Lineitem requires shipping', true),
  };
}
