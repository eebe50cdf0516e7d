/** An order as one source showed it: a webhook or the Admin API. Money in minor units of the store's currency, times in ms. */
import type { CustomerSnapshot } from '../customers/index.ts';
import type { FulfillmentEventSnapshot, FulfillmentSnapshot } from '../fulfillments/index.ts';
import type { UsedCode } from './used-codes.ts';

export interface OrderSnapshot {
  id: string;
  name: string;
  customer: CustomerSnapshot | null;
  /** ISO 3166-1 alpha-2; null = it is not sent anywhere, or this source does not tell. */
  destinationCountry: string | null;
  /** By what whoever ordered can show that it is theirs, of which only digests are kept; null = this source does not tell. */
  contacts?: Contacts | null;
  /** Where there is no customer: the address that was given, of which only a digest is kept. */
  guestEmail?: string | null;
  currency: string;
  financialStatus: string | null;
  fulfillmentStatus: string | null;
  sourceName: string | null;
  business: boolean;
  test: boolean;
  taxesIncluded: boolean;
  /** As placed, without edits and refunds. */
  total: number;
  subtotal: number;
  placedAt: number;
  processedAt: number;
  cancelledAt: number | null;
  updatedAt: number;
  lines: LineSnapshot[];
  codes: UsedCode[];
  refunds: RefundSnapshot[];
  fulfillments: FulfillmentSnapshot[];
  /** What carriers reported; only the Admin API tells it with the order. */
  shipmentEvents?: FulfillmentEventSnapshot[];
}

/** As they were given, in whatever form. */
export interface Contacts {
  emails: readonly (string | null | undefined)[];
  phones: readonly (string | null | undefined)[];
  postcode: string | null;
}

export interface LineSnapshot {
  id: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  sku: string | null;
  quantity: number;
  currentQuantity: number;
  unitPrice: number;
  /** All discounts of the whole line. */
  discount: number;
  /** Of the whole line. */
  tax: number;
  giftCard: boolean;
  tip: boolean;
  requiresShipping: boolean;
}

export interface RefundSnapshot {
  id: string;
  createdAt: number;
  lines: { lineId: string; quantity: number }[];
  /** Null where the source tells it in another currency than the store's. */
  money: number | null;
  shipping: number;
  duties: number;
  taxOnly: number;
}

/** What of the order itself says whether something is to be sent. */
export interface ShippingState {
  fulfillmentStatus: string | null;
  cancelled: boolean;
  /** Units. */
  toShip: number;
}

/** Units that are to be shipped or were; what was given back is left out. */
export function unitsToShip(lines: readonly LineSnapshot[]): number {
  return lines.reduce((sum, line) => (line.requiresShipping ? sum + line.currentQuantity : sum), 0);
}

/** Without lines the amount decides (rule F), so where it is not told in the store's money the order has to be read. */
export function lacksAmount({ money, lines }: RefundSnapshot): boolean {
  return money === null && lines.length === 0;
}

const PAID = new Set(['paid', 'partially_refunded', 'refunded']);

/** All of the money came in once, whatever went back since. */
export function wasFullyPaid(financialStatus: string | null): boolean {
  return financialStatus !== null && PAID.has(financialStatus);
}
