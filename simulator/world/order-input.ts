/** What is needed to place an order. Amounts are minor units of the shop's currency. */
import type { Address, DiscountApplication, Id, Minor, Ms, Order } from './types.ts';

export interface LineInput {
  variantId?: Id;
  sku?: string;
  title?: string;
  /** Of one unit; default: the variant's. */
  price?: Minor;
  quantity: number;
  /** Off the whole line. */
  discount?: Minor;
  /** Of the whole line; default: its share of the order's `tax`, or by `taxRate`. */
  tax?: Minor;
  giftCard?: boolean;
  taxable?: boolean;
  requiresShipping?: boolean;
  properties?: { name: string; value: string }[];
}

export interface OrderInput {
  customerId?: Id | null;
  /** With no `customerId`: the customer with this address, made if there is none. */
  email?: string | null;
  /** No customer is made of the address, and none is looked for. */
  nobody?: boolean;
  phone?: string | null;
  lines: LineInput[];
  shipping?: Minor;
  shippingTitle?: string;
  shippingTax?: Minor;
  /** Of all lines together, spread over the taxable ones. */
  tax?: Minor;
  /** Instead of `tax`: 0.1 for ten per cent. */
  taxRate?: number;
  /** Default: the shop's. */
  taxesIncluded?: boolean;
  tip?: Minor;
  duties?: Minor;
  /** Off the whole order, typed by the merchant (or what `discountCodes`' only, otherwise unknown code is worth). */
  orderDiscount?: Minor;
  discountCodes?: string[];
  /** Apply the shop's automatic discounts as its checkout would; default false, as for orders made through the Admin. */
  automaticDiscounts?: boolean;
  presentmentCurrency?: string;
  /** Presentment units per shop unit. */
  exchangeRate?: number;
  /** `card`, `giftCard`, `storeCredit`, `cod`, …; default card. */
  payWith?: string;
  giftCardCode?: string;
  /** Default true. Unpaid orders wait as `pending`. */
  paid?: boolean;
  test?: boolean;
  /** Created and processed then (history); default now. */
  at?: Ms;
  source?: string;
  company?: Order['company'];
  locale?: string;
  note?: string | null;
  noteAttributes?: { name: string; value: string }[];
  tags?: string[];
  shippingAddress?: Address | null;
  cartToken?: string;
  /** Which topics are announced: all that Shopify would (default), none, or only these. */
  announce?: 'all' | 'none' | readonly string[];
}

/** An order's lines, discounts and tax once priced, before it exists. */
export interface PricedLine {
  input: LineInput;
  productId: Id | null;
  variantId: Id | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  price: Minor;
  quantity: number;
  giftCard: boolean;
  taxable: boolean;
  requiresShipping: boolean;
  tax: Minor;
  taxRate: number;
  allocations: { application: number; amount: Minor }[];
}
export interface PricedOrder {
  lines: PricedLine[];
  applications: DiscountApplication[];
  discountCodes: Order['discountCodes'];
  /** Ids of the shop's discounts that were used, with the code. */
  used: { discountId: Id; code: string | null }[];
  shippingDiscount: Minor;
  subtotal: Minor;
  totalTax: Minor;
  totalDiscounts: Minor;
  total: Minor;
}
