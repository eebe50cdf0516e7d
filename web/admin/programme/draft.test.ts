import { describe, expect, test } from 'vitest';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import { defaultSettings } from '../../loyalty/programme/settings.ts';
import { checkDraft, draftOf } from './draft.ts';
import { placeOf } from './field-paths.ts';

const startsAt = '2026-11-21T05:31:07.123Z';
const shop = (currency: string): ProgrammeDocument => ({
  ...defaultSettings(currency, startsAt),
  version: 4,
  currency,
  timeZone: 'Asia/Ho_Chi_Minh',
  taxesIncluded: true,
});

describe('The settings form', () => {
  test.each(['VND', 'USD', 'KWD', 'JPY'])('gives back unchanged settings in %s when nothing is changed', (currency) => {
    const document = shop(currency);
    for (const language of ['en', 'vi'] as const) {
      const checked = checkDraft(draftOf(document, language), document, language);
      expect(checked).toEqual({ settings: defaultSettings(currency, startsAt) });
    }
  });

  test('reads ten thousand dong as such, however it is typed', () => {
    const document = shop('VND');
    for (const per of ['20000', '20.000', '20,000', '20 000']) {
      const checked = checkDraft({ ...draftOf(document, 'vi'), per }, document, 'vi');
      expect('settings' in checked && checked.settings.earn.per).toBe('20000');
    }
  });

  test('keeps the exact start while its day stays, and takes midnight of the shop for another day', () => {
    const document = shop('USD');
    const same = checkDraft(draftOf(document, 'en'), document, 'en');
    const earlier = checkDraft({ ...draftOf(document, 'en'), startDay: '2026-11-01' }, document, 'en');
    expect('settings' in same && same.settings.startsAt).toBe(startsAt);
    expect('settings' in earlier && earlier.settings.startsAt).toBe('2026-10-31T17:00:00.000Z');
  });

  test('names every field that is wrong', () => {
    const document = shop('USD');
    const draft = {
      ...draftOf(document, 'en'),
      points: '0',
      per: '0',
      windowDays: '366',
      worthAmount: '1.999',
      nameVi: ' ',
      startDay: '',
      customerTags: ['vip', 'x'.repeat(256)],
    };
    const checked = checkDraft(draft, document, 'en');
    expect('wrong' in checked && [...checked.wrong].toSorted()).toEqual([
      'earn.per',
      'earn.points',
      'exclude.customerTags',
      'name.vi.other',
      'startsAt',
      'window.days',
      'worth.amount',
    ]);
  });
});

test('What the server finds wrong in a list belongs to the field of the list', () => {
  expect(placeOf('exclude.customerTags.3')).toBe('exclude.customerTags');
  expect(placeOf('exclude.customerTagsOfOld')).toBe('exclude.customerTagsOfOld');
});
