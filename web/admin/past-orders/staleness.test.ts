import { expect, test } from 'vitest';
import { staleness } from './staleness.ts';

const preview = { version: 3, askedAt: '2026-11-22T10:00:00.000Z' };
const programme = { version: 3 };
const earlier = '2026-11-22T09:00:00.000Z';
const later = '2026-11-22T11:00:00.000Z';

test('What was counted holds until the settings change or an award begins', () => {
  expect(staleness(preview, [], programme)).toBeNull();
  expect(staleness(preview, [{ state: 'done', askedAt: earlier }], programme)).toBeNull();
  expect(staleness(preview, [], { version: 4 })).toBe('settings');
  expect(staleness(preview, [{ state: 'done', askedAt: later }], programme)).toBe('awarded');
  expect(staleness(preview, [{ state: 'changed', askedAt: later }], programme)).toBe('changed');
});

test('While an award is under way there is none other, whatever was counted since', () => {
  expect(staleness(preview, [{ state: 'counting', askedAt: earlier }], programme)).toBe('awarding');
  expect(staleness(preview, [{ state: 'awarding', askedAt: later }], programme)).toBe('awarding');
});
