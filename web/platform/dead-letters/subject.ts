/** What a job was about, in words that a person knows: from its kind, its key and, for a webhook, from its topic and body. */
import { idDigits } from '../kit/ids.ts';

export type SubjectKind =
  | 'order'
  | 'customer'
  | 'product'
  | 'store'
  | 'history'
  | 'comparison'
  | 'privacy'
  | 'storefront'
  | 'points'
  | 'emails'
  | 'parcels'
  | 'tiers'
  | 'referrals'
  | 'other';

export interface Subject {
  kind: SubjectKind;
  /** Digits of the order, customer or product; null where it is about none, or nobody can tell any more. */
  id: string | null;
}

/** A webhook as it is stored; `body` parsed, numbers as text. */
export interface StoredWebhook {
  topic: string;
  body: unknown;
}

export function subjectOf(job: { kind: string; key: string }, webhook: StoredWebhook | null): Subject {
  if (webhook) return subjectOfWebhook(webhook);
  const id = idDigits(job.key);
  for (const [pattern, kind] of KINDS) if (pattern.test(job.kind)) return { kind, id: WITH_ID.has(kind) ? id : null };
  return { kind: 'other', id: null };
}

/** The first that matches. */
const KINDS: readonly [RegExp, SubjectKind][] = [
  [/^webhook:/, 'other'],
  // Before its words: whom it was about is the very thing that is not to be named.
  [/privacy/, 'privacy'],
  [/^messages\.|\/emails$|:platform\/messages/, 'emails'],
  [/^shipments\./, 'parcels'],
  [/^tiers\.|^on:(points|programme)\.changed:loyalty\/tiers/, 'tiers'],
  [/^referrals\.|^schedule:loyalty\/referrals/, 'referrals'],
  [/^on:installation\.activated/, 'store'],
  [/^history\./, 'history'],
  [/reconciliation|^\w+\.sync$/, 'comparison'],
  [/metafields|programme/, 'storefront'],
  [/^points\.|award|mature|birthdays/, 'points'],
  // Orders of a customer, whose id is the key.
  [/^on:orders\.decided/, 'customer'],
  // What is about an order's parcels has the order as its key.
  [/order|^on:shipment\.|^tracking\./, 'order'],
  [/customer/, 'customer'],
  [/product/, 'product'],
  [/shop/, 'store'],
];
const WITH_ID = new Set<SubjectKind>(['order', 'customer', 'product']);

function subjectOfWebhook({ topic, body }: StoredWebhook): Subject {
  const field = (name: string) => idDigits(isRecord(body) ? body[name] : null);
  if (/^(customers\/(data_request|redact)|shop\/redact)$/.test(topic)) return { kind: 'privacy', id: null };
  if (topic === 'orders/edited') {
    const edit = isRecord(body) ? body.order_edit : null;
    return { kind: 'order', id: isRecord(edit) ? idDigits(edit.order_id) : null };
  }
  if (topic.startsWith('orders/')) return { kind: 'order', id: field('id') };
  if (/^(refunds|fulfillments|fulfillment_events)\//.test(topic)) return { kind: 'order', id: field('order_id') };
  if (topic === 'customers/merge') return { kind: 'customer', id: field('admin_graphql_api_customer_kept_id') };
  if (topic.startsWith('customers/')) return { kind: 'customer', id: field('id') };
  if (topic.startsWith('customers_')) return { kind: 'customer', id: field('customer_id') };
  if (topic.startsWith('customer.')) return { kind: 'customer', id: field('customerId') };
  if (topic.startsWith('products/')) return { kind: 'product', id: field('id') };
  if (topic.startsWith('bulk_operations/')) return { kind: 'history', id: null };
  return { kind: 'store', id: null };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
