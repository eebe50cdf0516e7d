/**
 * A store's order webhooks on the shape of Shopify's own sample (its keys, two or three lines, about 8 KB), and what they must bring:
 * one point for each whole 1.00 after discounts, computed here by itself so that speed is measured of right work.
 */
export interface OrderDelivery {
  topic: 'orders/create' | 'orders/updated';
  webhookId: string;
  orderId: string;
  body: string;
}

export interface OrderWebhooks {
  deliveries: OrderDelivery[];
  /** How many orders they tell of. */
  orders: number;
  /** Customer → points once everything was worked off. */
  points: Map<string, number>;
}

interface Line {
  id: string;
  /** Hundredths. */
  price: number;
  quantity: number;
  discount: number;
  left: number;
}

/** `orders` orders of `customers` customers, all placed and paid at `at` (ms); of every tenth the first line is refunded. */
export function orderWebhooks({
  orders,
  customers,
  at,
  refunds = true,
}: {
  orders: number;
  customers: number;
  at: number;
  refunds?: boolean;
}): OrderWebhooks {
  const deliveries: OrderDelivery[] = [];
  const points = new Map<string, number>();
  for (let number = 1; number <= orders; number += 1) {
    const customer = String(7_000_000_000_001 + ((number * 7) % customers));
    const lines = Array.from({ length: 2 + (number % 2) }, (_, index): Line => {
      const quantity = 1 + ((number + index) % 3);
      const price = 1_000 + ((number * 137 + index * 911) % 9_000);
      return {
        id: String(14_000_000_000_000 + number * 10 + index),
        price,
        quantity,
        discount: index === 0 ? Math.floor((price * quantity) / 10) : 0,
        left: quantity,
      };
    });
    const delivery = (topic: OrderDelivery['topic'], seconds: number, refunded: boolean) => {
      const body = JSON.stringify(orderBody(number, customer, lines, at, seconds, refunded));
      deliveries.push({
        topic,
        webhookId: `${number}-${topic}`,
        orderId: orderIdOf(number),
        body: withNumericIds(body),
      });
    };
    delivery('orders/create', 0, false);
    const [first] = lines;
    if (refunds && number % 10 === 0 && first) {
      first.left = 0;
      delivery('orders/updated', 60, true);
    }
    const kept = lines.reduce((sum, line) => sum + (line.left > 0 ? line.price * line.quantity - line.discount : 0), 0);
    points.set(customer, (points.get(customer) ?? 0) + Math.floor(kept / 100));
  }
  return { deliveries, orders, points };
}

const orderIdOf = (number: number) => String(6_000_000_000_000 + number);

/** Shopify sends ids as numbers, some of them beyond what a double can hold. */
function withNumericIds(json: string): string {
  return json.replaceAll(/"((?:\w+_)?id)":"(\d+)"/g, '"$1":$2');
}

const money = (minor: number) => `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, '0')}`;
const set = (minor: number) => ({
  shop_money: { amount: money(minor), currency_code: 'USD' },
  presentment_money: { amount: money(minor), currency_code: 'USD' },
});
const both = (name: string, minor: number) => ({ [name]: money(minor), [`${name}_set`]: set(minor) });
const address = {
  first_name: 'Steve',
  address1: '123 Shipping Street',
  phone: '555-555-SHIP',
  city: 'Shippington',
  zip: '40003',
  province: 'Kentucky',
  country: 'United States',
  last_name: 'Shipper',
  address2: null,
  company: 'Shipping Company',
  latitude: null,
  longitude: null,
  name: 'Steve Shipper',
  country_code: 'US',
  province_code: 'KY',
};
/** Keys that an ordinary order leaves empty. */
const NOTHING = Object.fromEntries(
  `app_id browser_ip cancel_reason cancelled_at cart_token checkout_token client_details closed_at confirmation_number
  current_total_additional_fees_set current_total_duties_set device_id landing_site landing_site_ref location_id
  merchant_of_record_app_id note original_total_additional_fees_set original_total_duties_set payment_terms po_number
  reference referring_site source_identifier source_url user_id`
    .split(/\s+/)
    .map((key) => [key, null]),
);

function orderBody(number: number, customer: string, lines: Line[], at: number, seconds: number, refunded: boolean) {
  const id = orderIdOf(number);
  const placed = new Date(at).toISOString();
  const updated = new Date(at + seconds * 1_000).toISOString();
  const gross = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const discounts = lines.reduce((sum, { discount }) => sum + discount, 0);
  const shipping = 500;
  const subtotal = gross - discounts;
  const back = refunded ? lines.filter(({ left }) => left === 0) : [];
  const given = back.reduce((sum, { price, quantity, discount }) => sum + price * quantity - discount, 0);
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    ...NOTHING,
    buyer_accepts_marketing: false,
    confirmed: true,
    contact_email: 'jon@example.com',
    created_at: placed,
    currency: 'USD',
    current_shipping_price_set: set(shipping),
    ...both('current_subtotal_price', subtotal - given),
    ...both('current_total_discounts', discounts),
    ...both('current_total_price', subtotal - given + shipping),
    ...both('current_total_tax', 0),
    customer_locale: 'en',
    discount_codes: [],
    duties_included: false,
    email: 'jon@example.com',
    estimated_taxes: false,
    financial_status: refunded ? 'partially_refunded' : 'paid',
    fulfillment_status: null,
    name: `#${number}`,
    note_attributes: [],
    number,
    order_number: 1_000 + number,
    order_status_url: `https://jsmith.myshopify.com/548380009/orders/${number}/authenticate?key=abcdefg`,
    payment_gateway_names: ['visa', 'bogus'],
    phone: null,
    presentment_currency: 'USD',
    processed_at: placed,
    source_name: 'web',
    ...both('subtotal_price', subtotal),
    tags: '',
    tax_exempt: false,
    tax_lines: [],
    taxes_included: false,
    test: false,
    token: '123456abcd',
    total_cash_rounding_payment_adjustment_set: set(0),
    total_cash_rounding_refund_adjustment_set: set(0),
    ...both('total_discounts', discounts),
    ...both('total_line_items_price', gross),
    total_outstanding: '0.00',
    ...both('total_price', subtotal + shipping),
    total_shipping_price_set: set(shipping),
    ...both('total_tax', 0),
    total_tip_received: '0.00',
    total_weight: 0,
    updated_at: updated,
    billing_address: address,
    customer: {
      id: customer,
      email: `shopper-${customer}@example.com`,
      created_at: placed,
      updated_at: updated,
      first_name: 'John',
      last_name: 'Smith',
      state: 'disabled',
      note: null,
      verified_email: true,
      multipass_identifier: null,
      tax_exempt: false,
      phone: null,
      currency: 'USD',
      tax_exemptions: [],
      admin_graphql_api_id: `gid://shopify/Customer/${customer}`,
    },
    discount_applications: [],
    fulfillments: [],
    line_items: lines.map((line) => lineBody(line, refunded)),
    refunds: refunded ? [refundBody(number, id, back, updated, given)] : [],
    shipping_address: address,
    shipping_lines: [
      {
        id: String(271_878_346_596_884 + number),
        carrier_identifier: null,
        code: null,
        ...both('discounted_price', shipping),
        is_removed: false,
        phone: null,
        ...both('price', shipping),
        requested_fulfillment_service_id: null,
        source: 'shopify',
        title: 'Generic Shipping',
        tax_lines: [],
        discount_allocations: [],
      },
    ],
    returns: [],
    line_item_groups: [],
  };
}

function lineBody(line: Line, refunded: boolean) {
  return {
    id: line.id,
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    attributed_staffs: [],
    current_quantity: refunded ? line.left : line.quantity,
    fulfillable_quantity: line.quantity,
    fulfillment_service: 'manual',
    fulfillment_status: null,
    gift_card: false,
    grams: 567,
    name: 'IPod Nano - 8GB',
    ...both('price', line.price),
    product_exists: true,
    product_id: '632910392',
    properties: [],
    quantity: line.quantity,
    requires_shipping: true,
    sku: 'IPOD2008PINK',
    taxable: true,
    title: 'IPod Nano - 8GB',
    ...both('total_discount', 0),
    variant_id: '808950810',
    variant_inventory_management: 'shopify',
    variant_title: null,
    vendor: null,
    tax_lines: [],
    duties: [],
    discount_allocations:
      line.discount > 0
        ? [{ amount: money(line.discount), amount_set: set(line.discount), discount_application_index: 0 }]
        : [],
  };
}

function refundBody(number: number, orderId: string, back: Line[], at: string, given: number) {
  const id = String(890_088_186_047_892 + number);
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Refund/${id}`,
    created_at: at,
    note: 'Things were damaged',
    order_id: orderId,
    processed_at: at,
    restock: true,
    total_duties_set: set(0),
    user_id: '548380009',
    order_adjustments: [],
    transactions: [
      { id: String(245_135_271 + number), kind: 'refund', status: 'success', amount: money(given), currency: 'USD' },
    ],
    refund_line_items: back.map((line) => ({
      id: String(487_817_672_276_298 + number),
      line_item_id: line.id,
      location_id: null,
      quantity: line.quantity,
      restock_type: 'return',
      subtotal: Number(money(line.price * line.quantity - line.discount)),
      subtotal_set: set(line.price * line.quantity - line.discount),
      total_tax: 0,
      total_tax_set: set(0),
      line_item: lineBody(line, true),
    })),
    duties: [],
    additional_fees: [],
    refund_shipping_lines: [],
  };
}
