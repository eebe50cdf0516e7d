import { expect, test } from 'vitest';
import type { CustomerId, OrderId } from '../kit/ids.ts';
import { type Recipient, whyNotSent } from './may-be-sent.ts';

const subscriber: Recipient = {
  email: 'an@example.com',
  locale: 'vi',
  consent: { state: 'SUBSCRIBED', updatedAt: 1_000 },
};
const customerId = '7001' as CustomerId;
const marketing = { class: 'marketing', kind: 'news', to: { customerId, orderId: null } } as const;
const transactional = { class: 'transactional', kind: 'code', to: { customerId, orderId: null } } as const;
const ofOrder = { class: 'transactional', kind: 'parcel', to: { customerId, orderId: '1' as OrderId } } as const;

test('a marketing email goes to subscribers alone', () => {
  expect(whyNotSent(marketing, subscriber, undefined)).toBeNull();
  for (const state of ['NOT_SUBSCRIBED', 'UNSUBSCRIBED', 'PENDING', 'INVALID', 'REDACTED', 'SOMETHING_NEW'])
    expect(whyNotSent(marketing, { ...subscriber, consent: { state, updatedAt: null } }, undefined)).toBe('no_consent');
  expect(whyNotSent(marketing, { ...subscriber, consent: null }, undefined)).toBe('no_consent');
});

test('what somebody has asked for needs no consent, but somebody to go to', () => {
  const nobodyAsked = { ...subscriber, consent: null };
  expect(whyNotSent(transactional, nobodyAsked, new Map([['all', 5_000]]))).toBeNull();
  expect(whyNotSent(transactional, { ...subscriber, email: null }, undefined)).toBe('no_address');
  expect(whyNotSent(transactional, null, undefined)).toBe('no_customer');
});

test('a mailbox that did not exist lately is spared, except of what was asked for', () => {
  expect(whyNotSent(marketing, subscriber, undefined, true)).toBe('undeliverable');
  expect(whyNotSent(transactional, subscriber, undefined, true)).toBeNull();
  expect(whyNotSent(ofOrder, subscriber, undefined, true)).toBe('undeliverable');
  expect(whyNotSent(ofOrder, { ...subscriber, consent: null }, new Map([['all', 5_000]]))).toBeNull();
});

test('one kind can be stopped, and everything', () => {
  expect(whyNotSent(marketing, subscriber, new Map([['news', 2_000]]))).toBe('unsubscribed');
  expect(whyNotSent(marketing, subscriber, new Map([['other', 2_000]]))).toBeNull();
  expect(whyNotSent(marketing, subscriber, new Map([['all', 2_000]]))).toBe('unsubscribed');
});

test('whoever subscribes again after having stopped everything gets emails again, but not the kind that was stopped', () => {
  const again = { ...subscriber, consent: { state: 'SUBSCRIBED', updatedAt: 3_000 } };
  expect(whyNotSent(marketing, again, new Map([['all', 2_000]]))).toBeNull();
  expect(
    whyNotSent(marketing, { ...again, consent: { state: 'SUBSCRIBED', updatedAt: null } }, new Map([['all', 2_000]])),
  ).toBe('unsubscribed');
  expect(
    whyNotSent(
      marketing,
      again,
      new Map([
        ['all', 2_000],
        ['news', 1_000],
      ]),
    ),
  ).toBe('unsubscribed');
});
