/** From the rows of an order export to an order as the mirror keeps it. What does not add up is refused, never guessed. */
import { minorFromDecimal } from '../../../platform/kit/money.ts';
import { FILE_REFUND, idOfName, TOLD_BY_FILE } from '../file-identity.ts';
import { type LineSnapshot, type OrderSnapshot, wasFullyPaid } from '../order-snapshot.ts';
import type { ExportRow } from './read-export.ts';

/** Why an order is not taken over, and the line of the file that is at fault. */
export class RefusedRow extends Error {
  override readonly name = 'RefusedRow';
  readonly line: number;
  constructor(line: number, reason: string) {
    super(reason);
    this.line = line;
  }
}

export interface FileOrder {
  /** Customer and products are still to be found; `updatedAt` is older than anything that Shopify says. */
  order: OrderSnapshot;
  paidAt: number | null;
  /** Lower case; used to find the customer, and not kept. */
  email: string | null;
}

export interface StoreTerms {
  /** ISO 4217. */
  currency: string;
  /** Prices include tax, where the amounts themselves do not say. */
  taxesIncluded: boolean;
}

/** Throws RefusedRow. */
export function orderFromExport(rows: readonly [ExportRow, ...ExportRow[]], store: StoreTerms): FileOrder {
  const [row] = rows;
  const short = rows.find(({ complete }) => !complete);
  if (short) throw new RefusedRow(short.line, 'it has more or fewer cells than the header');
  const name = required(row, 'Name');
  if (name.length > 255) throw new RefusedRow(row.line, '"Name" is longer than 255 characters');
  const currency = row.cell('Currency');
  if (currency === null) throw new RefusedRow(row.line, `the first row of ${name} is missing: "Currency" is empty`);
  if (currency !== store.currency)
    throw new RefusedRow(row.line, `its currency is ${currency}, the store's is ${store.currency}`);

  const subtotal = money(row, 'Subtotal', currency);
  const total = money(row, 'Total', currency);
  const shipping = money(row, 'Shipping', currency, 0);
  const taxes = money(row, 'Taxes', currency, 0);
  const refunded = money(row, 'Refunded Amount', currency, 0);
  const createdAt = time(row, 'Created at') ?? fail(row, 'Created at', 'is empty');
  const cancelledAt = time(row, 'Cancelled at');
  const fulfilledAt = time(row, 'Fulfilled at');
  const status = required(row, 'Financial Status').toLowerCase();
  const paidAt = wasFullyPaid(status) ? (time(row, 'Paid at') ?? createdAt) : null;
  if (refunded > total) fail(row, 'Refunded Amount', 'is more than "Total"');

  const taxesIncluded = taxes > 0 ? total - subtotal - shipping < taxes : store.taxesIncluded;
  const latest = Math.max(createdAt, paidAt ?? 0, fulfilledAt ?? 0, cancelledAt ?? 0);
  const order: OrderSnapshot = {
    id: identity(row, name),
    name,
    customer: null,
    currency,
    financialStatus: status,
    fulfillmentStatus: fulfillment(row),
    sourceName: row.cell('Source') ?? 'web',
    business: false,
    test: false,
    taxesIncluded,
    total,
    subtotal,
    placedAt: createdAt,
    processedAt: createdAt,
    cancelledAt,
    updatedAt: TOLD_BY_FILE,
    lines: linesOf(rows, currency, { subtotal, shipping, taxes }),
    // The file does not tell what a code took off which line; those that the app made are on orders that Shopify tells.
    codes: [],
    refunds:
      refunded === 0
        ? []
        : [{ id: FILE_REFUND, createdAt: latest, lines: [], money: refunded, shipping: 0, duties: 0, taxOnly: 0 }],
    fulfillments: [],
    destinationCountry: null,
  };
  return { order, paidAt, email: row.cell('Email')?.toLowerCase() ?? null };
}

/** Shopify's own number of the order where the file has it. */
function identity(row: ExportRow, name: string): string {
  const id = row.cell('Id');
  if (id === null) return idOfName(name);
  return /^[1-9]\d{0,19}$/.test(id) ? id : fail(row, 'Id', `is no number of an order: ${id}`);
}

function fulfillment(row: ExportRow): string | null {
  const status = row.cell('Fulfillment Status')?.toLowerCase() ?? null;
  return status === 'unfulfilled' ? null : status;
}

function linesOf(
  rows: readonly ExportRow[],
  currency: string,
  sums: { subtotal: number; shipping: number; taxes: number },
): LineSnapshot[] {
  const lines = rows.map((row, index) => {
    const quantity = required(row, 'Lineitem quantity');
    if (!/^[1-9]\d{0,8}$/.test(quantity)) fail(row, 'Lineitem quantity', 'is no whole number above 0');
    return {
      id: `file:${index + 1}`,
      productId: null,
      variantId: null,
      title: required(row, 'Lineitem name'),
      sku: row.cell('Lineitem sku'),
      quantity: Number(quantity),
      currentQuantity: Number(quantity),
      unitPrice: money(row, 'Lineitem price', currency),
      discount: money(row, 'Lineitem discount', currency, 0),
      tax: 0,
      giftCard: false,
      tip: false,
      requiresShipping: flag(row, 'Lineitem requires shipping'),
    };
  });
  const worth = lines.map(({ unitPrice, quantity, discount }) => unitPrice * quantity - discount);
  const over = worth.reduce((sum, each) => sum + each, 0) - sums.subtotal;
  const line = rows[0]?.line ?? 0;
  if (worth.some((each) => each < 0)) throw new RefusedRow(line, 'a line is discounted by more than its price');
  if (!Number.isSafeInteger(over)) throw new RefusedRow(line, 'its amounts are out of range');
  if (over < 0) throw new RefusedRow(line, '"Subtotal" is more than the lines add up to');
  // What the lines' own discounts leave unexplained is a discount of the order. Taxes are told for the order alone.
  const discounts = shares(over, worth);
  const taxed = rows.map((row, index) =>
    flag(row, 'Lineitem taxable') ? (worth[index] ?? 0) - (discounts[index] ?? 0) : 0,
  );
  const taxes = shares(sums.taxes, [...taxed, taxed.some((each) => each > 0) ? sums.shipping : 0]);
  return lines.map((each, index) => ({
    ...each,
    discount: each.discount + (discounts[index] ?? 0),
    tax: taxes[index] ?? 0,
  }));
}

/** An amount over several weights, to the last unit: rounded down, what is left over one each from the first on. */
export function shares(amount: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (whole === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Number((BigInt(amount) * BigInt(weight)) / BigInt(whole)));
  let left = amount - parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part, index) => {
    if (left === 0 || weights[index] === 0) return part;
    left -= 1;
    return part + 1;
  });
}

function required(row: ExportRow, heading: string): string {
  return row.cell(heading) ?? fail(row, heading, 'is empty');
}

/** Minor units, not negative. */
function money(row: ExportRow, heading: string, currency: string, otherwise?: number): number {
  const text = row.cell(heading);
  if (text === null) return otherwise ?? fail(row, heading, 'is empty');
  try {
    if (!text.startsWith('-')) return minorFromDecimal(text, currency);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return fail(row, heading, `is no amount of ${currency}: ${text}`);
}

const TIME = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d) ?(?:([+-]\d\d):?(\d\d)|Z|UTC)$/;

/** Ms. Only with its zone is a time a moment. */
function time(row: ExportRow, heading: string): number | null {
  const text = row.cell(heading);
  if (text === null) return null;
  const [, day = '', clock = '', hours, minutes] = TIME.exec(text) ?? [];
  const at = Date.parse(`${day}T${clock}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
  // A day that no month has would be read as one of the next.
  const real = new Date(Date.parse(`${day}T00:00:00Z`) || 0).toISOString().startsWith(day);
  return Number.isNaN(at) || !real ? fail(row, heading, `is no time such as 2026-01-31 09:30:00 +0700: ${text}`) : at;
}

function flag(row: ExportRow, heading: string): boolean {
  const text = row.cell(heading)?.toLowerCase();
  return text === undefined || text === 'true' || text === 'yes';
}

function fail(row: ExportRow, heading: string, problem: string): never {
  throw new RefusedRow(row.line, `"${heading}" ${problem}`);
}
