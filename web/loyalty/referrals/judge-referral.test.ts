import { describe, expect, test } from 'vitest';
import { DAY } from '../../platform/kit/clock.ts';
import {
  fraudSignals,
  holds,
  type Meeting,
  type Party,
  plainAddress,
  plainEmail,
  plainPhone,
} from './fraud-signals.ts';
import { judgeReferral, type ReferralFacts } from './judge-referral.ts';

const nobody: Party = { emails: [], phones: [], addresses: [], ips: [], devices: [] };
const meeting = (changes: Partial<Meeting> = {}): Meeting => ({
  advocate: nobody,
  friend: nobody,
  claimedAt: 0,
  orderedAt: DAY,
  friendSince: DAY,
  fromSameIp: 1,
  ...changes,
});
const address = (address1: string | null, zip: string | null = '10115', country: string | null = 'DE') => ({
  address1,
  zip,
  country,
});

describe('a signal', () => {
  test.each<[string, Partial<Meeting>]>([
    ['same_ip', { advocate: { ...nobody, ips: ['a', 'b'] }, friend: { ...nobody, ips: ['b'] } }],
    ['same_device', { advocate: { ...nobody, devices: ['x'] }, friend: { ...nobody, devices: ['x'] } }],
    [
      'same_phone',
      { advocate: { ...nobody, phones: ['+49 30 1234567'] }, friend: { ...nobody, phones: ['030 123 45 67'] } },
    ],
    [
      'same_address',
      {
        advocate: { ...nobody, addresses: [address('Straße 5')] },
        friend: { ...nobody, addresses: [address(' STRAßE, 5.')] },
      },
    ],
    [
      'email_variant',
      {
        advocate: { ...nobody, emails: ['jdoe@gmail.com'] },
        friend: { ...nobody, emails: ['J.Doe+tea@googlemail.com'] },
      },
    ],
    ['existing_customer', { friendSince: -1 }],
    ['seconds_after', { orderedAt: 59_000 }],
    ['many_from_ip', { fromSameIp: 10 }],
  ])('is %s', (signal, changes) => {
    expect(fraudSignals(meeting(changes))).toEqual([signal]);
  });

  test('is nothing that is unknown on both sides, or nearly the same', () => {
    expect(fraudSignals(meeting({ friendSince: null, fromSameIp: 9, orderedAt: 60_000 }))).toEqual([]);
    const unknown = { ...nobody, phones: [''], emails: [''], addresses: [address(null), address('Post office')] };
    expect(fraudSignals(meeting({ advocate: unknown, friend: unknown }))).toEqual([]);
    expect(plainEmail('a.b@example.com')).not.toBe(plainEmail('ab@example.com'));
    expect(plainPhone('12345')).toBe('');
    expect(plainAddress(address('Hauptstr. 5'))).not.toBe(plainAddress(address('Hauptstr. 5', '20095')));
    expect(plainAddress(address('12 Đường Lê Lợi'))).toBe(plainAddress(address('12 đường Le Loi')));
  });

  test('warns alone, and holds together with another; the tenth from one address holds alone', () => {
    expect(holds([])).toBe(false);
    expect(holds(['same_ip'])).toBe(false);
    expect(holds(['same_ip', 'seconds_after'])).toBe(true);
    expect(holds(['many_from_ip'])).toBe(true);
  });
});

describe('a referral', () => {
  const facts = (changes: Partial<ReferralFacts> = {}): ReferralFacts => ({
    decision: null,
    self: false,
    boughtBefore: false,
    othersOfYear: 0,
    mostPerYear: 20,
    running: true,
    excluded: false,
    orderStands: true,
    signals: [],
    windowEndsAt: 14 * DAY,
    now: 0,
    ...changes,
  });

  test('waits for the end of the window, then is rewarded', () => {
    expect(judgeReferral(facts(), false)).toEqual({ state: 'pending', releaseAt: 14 * DAY });
    expect(judgeReferral(facts({ now: 14 * DAY - 1 }), true)).toMatchObject({ state: 'pending' });
    expect(judgeReferral(facts({ now: 14 * DAY }), true)).toEqual({ state: 'rewarded' });
    expect(judgeReferral(facts({ now: 99 * DAY, windowEndsAt: null }), true)).toEqual({
      state: 'pending',
      releaseAt: null,
    });
  });

  test('74: is gone with the order', () => {
    expect(judgeReferral(facts({ orderStands: false }), true)).toEqual({ state: 'returned' });
    expect(judgeReferral(facts({ orderStands: false, decision: 'approved' }), true)).toEqual({ state: 'returned' });
  });

  test('75, 76: waits for the merchant, however long', () => {
    const suspicious = { signals: ['same_address', 'email_variant'] as const, now: 20 * DAY };
    expect(judgeReferral(facts(suspicious), true)).toMatchObject({ state: 'review' });
    expect(judgeReferral(facts({ ...suspicious, decision: 'approved' }), true)).toEqual({ state: 'rewarded' });
    expect(judgeReferral(facts({ ...suspicious, decision: 'approved', now: 0 }), true)).toMatchObject({
      state: 'pending',
    });
    expect(judgeReferral(facts({ ...suspicious, decision: 'rejected' }), true)).toEqual({ state: 'rejected' });
    expect(judgeReferral(facts({ signals: ['many_from_ip'] }), true)).toMatchObject({ state: 'review' });
  });

  test.each<[string, Partial<ReferralFacts>]>([
    ['paused', { running: false }],
    ['excluded', { excluded: true }],
    ['limit', { othersOfYear: 20 }],
  ])('is none: %s; but what was held by then is not undone', (reason, changes) => {
    expect(judgeReferral(facts(changes), false)).toEqual({ state: 'ineligible', reason });
    expect(judgeReferral(facts(changes), true)).toMatchObject({ state: 'pending' });
  });

  test('is none of somebody who brought themselves, whenever that is known', () => {
    for (const held of [false, true])
      expect(judgeReferral(facts({ self: true }), held)).toEqual({ state: 'ineligible', reason: 'self' });
  });

  test('is none of somebody who had bought before, whichever order is heard of first; the merchant may think otherwise', () => {
    const before = { boughtBefore: true };
    for (const held of [false, true])
      expect(judgeReferral(facts(before), held)).toEqual({ state: 'ineligible', reason: 'not_first' });
    expect(judgeReferral(facts({ ...before, decision: 'approved' }), true)).toMatchObject({ state: 'pending' });
  });
});
