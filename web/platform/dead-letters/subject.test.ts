import { expect, test } from 'vitest';
import { subjectOf } from './subject.ts';

test('A job that erases somebody names nobody, one about an order names the order', () => {
  expect(subjectOf({ kind: 'privacy.erase-customer', key: '820000000000000038' }, null)).toEqual({
    kind: 'privacy',
    id: null,
  });
  expect(subjectOf({ kind: 'orders.read', key: '820000000000000045' }, null)).toEqual({
    kind: 'order',
    id: '820000000000000045',
  });
});

test('An order that only a file told has no number at Shopify', () => {
  expect(subjectOf({ kind: 'on:order.changed:loyalty/points', key: 'name:#1001' }, null)).toEqual({
    kind: 'order',
    id: null,
  });
});

test('Bonuses and consent are about a customer', () => {
  const customer = { kind: 'customer', id: '820000000000000045' };
  expect(subjectOf({ kind: 'on:orders.decided:loyalty/bonuses', key: '820000000000000045' }, null)).toEqual(customer);
  const topic = 'customers_email_marketing_consent/update';
  const job = { kind: 'webhook:loyalty/actions', key: 'x' };
  expect(subjectOf(job, { topic, body: { customer_id: '820000000000000045' } })).toEqual(customer);
});

test('Tiers and referrals are told from the orders that moved them', () => {
  const kindOf = (kind: string) => subjectOf({ kind, key: '820000000000000045' }, null).kind;
  expect(['tiers.due', 'on:points.changed:loyalty/tiers', 'on:programme.changed:loyalty/tiers'].map(kindOf)).toEqual([
    'tiers',
    'tiers',
    'tiers',
  ]);
  expect(['referrals.check', 'referrals.make-code'].map(kindOf)).toEqual(['referrals', 'referrals']);
  expect(['on:order.changed:loyalty/tiers', 'on:order.changed:loyalty/referrals'].map(kindOf)).toEqual([
    'order',
    'order',
  ]);
});

test('Parcels are followed for an order, and told of by email', () => {
  const order = { kind: 'order', id: '820000000000000045' };
  for (const kind of ['on:shipment.changed:retention/shipments', 'tracking.make-offer'])
    expect(subjectOf({ kind, key: '820000000000000045' }, null)).toEqual(order);
  expect(subjectOf({ kind: 'shipments.due', key: 'shop' }, null)).toEqual({ kind: 'parcels', id: null });
  for (const kind of ['on:parcel.news:retention/tracking/emails', 'on:tier.changed:loyalty/emails', 'messages.send'])
    expect(subjectOf({ kind, key: '1/2/delayed' }, null)).toEqual({ kind: 'emails', id: null });
});
