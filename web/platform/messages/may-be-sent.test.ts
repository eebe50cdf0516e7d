import { expect, test } from 'vitest';
import { type Recipient, whyNotSent } from './may-be-sent.ts';

const subscriber: Recipient = {
  email: 'an@example.com',
  locale: 'vi',
  consent: { state: 'SUBSCRIBED', updatedAt: 1_000 },
};
const marketing = { class: 'marketing', kind: 'news' } as const;
const transactional = { class: 'transactional', kind: 'code' } as const;

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
