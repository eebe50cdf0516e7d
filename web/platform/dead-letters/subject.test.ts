import { expect, test } from 'vitest';
import { subjectOf } from './subject.ts';

test.each([
  ['orders/paid', { id: '5' }, 'order', '5'],
  ['orders/edited', { order_edit: { id: '1', order_id: '6' } }, 'order', '6'],
  ['refunds/create', { id: '1', order_id: '7' }, 'order', '7'],
  ['fulfillment_events/create', { id: '1', order_id: '8' }, 'order', '8'],
  ['customers/update', { id: '9' }, 'customer', '9'],
  ['customers/merge', { admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/10' }, 'customer', '10'],
  ['customer.tags_added', { customerId: 'gid://shopify/Customer/11' }, 'customer', '11'],
  ['products/delete', { id: '12' }, 'product', '12'],
  ['customers/redact', { customer: { id: '13' } }, 'privacy', null],
  ['shop/update', { id: '14' }, 'store', null],
  ['orders/paid', null, 'order', null],
])('the webhook %s is about its %s', (topic, body, kind, id) => {
  expect(subjectOf({ kind: 'webhook:mirror/orders', key: 'w' }, { topic, body })).toEqual({ kind, id });
});

test.each([
  ['orders.read', '5', 'order', '5'],
  ['orders.read-waiting', 'shop', 'order', null],
  ['on:order.changed:loyalty/points', '6', 'order', '6'],
  ['customers.read', '7', 'customer', '7'],
  ['history.read', 'shop', 'history', null],
  ['orders.sync', 'shop', 'comparison', null],
  ['schedule:mirror/reconciliation/look', 'shop', 'comparison', null],
  ['on:installation.activated:mirror/orders', 'shop', 'store', null],
  ['webhook:mirror/orders', 'a-webhook-that-is-gone', 'other', null],
  ['something.else', '8', 'other', null],
])('the job %s of %s is known by its kind and key', (kind, key, subject, id) => {
  expect(subjectOf({ kind, key }, null)).toEqual({ kind: subject, id });
});
