import { describe, expect, test } from 'vitest';
import type { ProgrammeDocument } from '../../../loyalty/programme/api-types.ts';
import { defaultSettings, programmeSettings } from '../../../loyalty/programme/settings.ts';
import { sectionNames, sectionOf, sections } from '../sections.ts';
import { newReward, rewardKinds } from '../spend/reward-templates.ts';
import { newLevel } from '../tiers/level-templates.ts';
import { valueAt, withValue } from '../../form/tree.ts';
import { checkDraft, type Draft, draftOf } from './draft.ts';
import { typings } from './typed-settings.ts';

const startsAt = '2026-11-21T05:31:07.123Z';
const ofStore = { version: 4, timeZone: 'Asia/Ho_Chi_Minh', taxesIncluded: true };
const shop = (currency: string): ProgrammeDocument => ({
  ...defaultSettings(currency, startsAt),
  ...ofStore,
  currency,
});

/** A programme in which every setting that there can be is there. */
function everything(currency: string): ProgrammeDocument {
  const start = shop(currency);
  const one = { en: 'One', vi: 'Một' };
  const typing = { language: 'en', currency, basis: 'orders' } as const;
  const settings = programmeSettings.parse({
    ...start,
    earn: {
      ...start.earn,
      minimum: '20',
      multipliers: [{ id: 'm', factor: '1.5', from: '2026-11-28T00:00', until: '2026-11-30T00:00', tiers: ['gold'] }],
      limit: { points: 1_000, period: 'day' },
      bonuses: {
        firstOrder: { points: 100 },
        orderGoals: [{ id: 'o', orders: 10, points: 500, repeat: true }],
        spendGoals: [{ id: 's', amount: '1000', points: 500, repeat: false }],
      },
      actions: {
        signUp: { points: 10 },
        birthday: { points: 10 },
        newsletter: { points: 10 },
        review: { points: 10, limit: { times: 1, period: 'month' } },
        social: [{ id: 'x', network: 'x', url: 'https://x.com/shop', points: 5 }],
        custom: [{ id: 'c', name: one, points: 5, limit: { times: 1, period: 'day' } }],
      },
    },
    spend: { rewards: start.spend.rewards },
    tiers: { on: true, basis: 'orders', levels: [{ id: 'gold', name: one, from: '5', color: '#c8963e' }] },
    referrals: { on: true, friend: { kind: 'fixed', amount: '5' }, minimumSubtotal: '10' },
    expiry: { months: 12, remindDays: 30 },
    look: { accent: '#1f6f5c' },
  });
  const document = { ...settings, ...ofStore, currency };
  const draft = draftOf(document, 'en');
  const rewards = rewardKinds.map((kind) => {
    const reward = newReward(kind, settings, typing);
    return 'variant' in reward ? { ...reward, variant: { id: '7', title: 'Mug' } } : reward;
  });
  const checked = checkDraft({ ...draft, spend: { rewards } }, document, 'en');
  if ('wrong' in checked) throw new Error([...checked.wrong.keys()].join());
  return { ...checked.settings, ...ofStore, currency };
}

describe('The settings form', () => {
  test.each(['VND', 'USD', 'KWD', 'JPY'])('gives back unchanged settings in %s when nothing is changed', (currency) => {
    const document = everything(currency);
    const { version: _v, timeZone: _z, taxesIncluded: _t, currency: _c, ...settings } = document;
    for (const language of ['en', 'vi'] as const) {
      expect(checkDraft(draftOf(document, language), document, language)).toEqual({ settings });
    }
  });

  test('reads ten thousand dong as such, however it is typed', () => {
    const document = shop('VND');
    for (const per of ['20000', '20.000', '20,000', '20 000']) {
      const checked = checkDraft(withValue(draftOf(document, 'vi'), 'earn.per', per), document, 'vi');
      expect('settings' in checked && checked.settings.earn.per).toBe('20000');
    }
  });

  test('keeps the exact start while its day stays, and takes midnight of the shop for another day', () => {
    const document = shop('USD');
    const same = checkDraft(draftOf(document, 'en'), document, 'en');
    const earlier = checkDraft({ ...draftOf(document, 'en'), startsAt: '2026-11-01' }, document, 'en');
    expect('settings' in same && same.settings.startsAt).toBe(startsAt);
    expect('settings' in earlier && earlier.settings.startsAt).toBe('2026-10-31T17:00:00.000Z');
  });

  test('takes an empty field for none where there may be none, and for wrong elsewhere', () => {
    const document = everything('USD');
    const empty = (path: string) => checkDraft(withValue(draftOf(document, 'en'), path, ' '), document, 'en');
    const none = empty('earn.minimum');
    expect('settings' in none && none.settings.earn.minimum).toBe(null);
    expect(empty('earn.per')).toEqual({ wrong: new Map([['earn.per', { key: 'money', values: {} }]]) });
  });

  test('names every field that is wrong, and what would be right', () => {
    const document = everything('USD');
    const wrongs: [string, unknown, string][] = [
      ['earn.points', '0', 'whole'],
      ['earn.per', '1.999', 'money'],
      ['earn.multipliers.0.until', '2026-11-27T00:00', 'until'],
      ['earn.multipliers.0.factor', '101', 'factor'],
      ['earn.actions.social.0.url', 'http://x.com', 'link'],
      ['tiers.levels.0.from', '5.5', 'reached'],
      ['spend.rewards.1.max', '1', 'lessThanLeast'],
      ['spend.rewards.4.variant.id', '', 'missingProduct'],
      ['name.vi.other', ' ', 'missing'],
      ['name.en.one', 'x'.repeat(31), 'tooLong'],
      ['emails.replyTo', 'me', 'email'],
      ['startsAt', '', 'day'],
      ['exclude.customerTags.0', 'x'.repeat(256), 'tooLong'],
    ];
    for (const [path, value, key] of wrongs) {
      const draft = draftOf({ ...document, exclude: { ...document.exclude, customerTags: ['vip'] } }, 'en');
      const checked = checkDraft(withValue(draft, path, value), document, 'en');
      expect('wrong' in checked && [...checked.wrong].map(([at, problem]) => [at, problem.key])).toEqual([[path, key]]);
    }
  });

  test('tells of a tier that is gone at everything that is only for it', () => {
    const document = everything('USD');
    const draft = withValue(draftOf(document, 'en'), 'tiers.levels', []);
    const checked = checkDraft(draft, document, 'en');
    expect('wrong' in checked && [...checked.wrong]).toEqual([
      ['earn.multipliers.0.tiers', { key: 'missingTier', values: {} }],
    ]);
  });

  const numbers = Object.entries(typings.kinds).flatMap(([path, kind]) =>
    kind.kind === 'whole' ? [[path, kind.min, kind.max] as const] : [],
  );
  test.each(numbers)('says of %s the bounds that the settings have: %i to %i', (pattern, min, max) => {
    const document = { ...everything('USD'), tiers: { ...everything('USD').tiers, levels: [] } };
    const first = pattern.replaceAll('*', '0');
    const full = draftOf(everything('USD'), 'en');
    const draft = pattern === 'referrals.friend.percent' ? percentFriend(full) : full;
    // The reward that has such a field.
    const at = pattern.startsWith('spend.rewards.*.')
      ? draft.spend.rewards.findIndex((reward) => pattern.slice('spend.rewards.*.'.length) in reward)
      : 0;
    const path = first.replace('rewards.0', `rewards.${at}`);
    expect(valueAt(draft, path)).toBeTypeOf('string');
    const problems = (value: number) => {
      // A slider's greatest number must not be in the way of its smallest.
      const free = path.endsWith('.min') ? withValue(draft, path.replace(/min$/, 'max'), '') : draft;
      const checked = checkDraft(withValue(free, path, String(value)), document, 'en');
      return 'wrong' in checked ? [...checked.wrong.keys()] : [];
    };
    expect(problems(min - 1)).toEqual([path]);
    expect(problems(max)).toEqual([]);
    expect(problems(max + 1)).toEqual([path]);
  });

  test.each(['points', 'spend', 'orders'] as const)(
    'offers tiers by %s that are valid at once, in every currency',
    (basis) => {
      for (const currency of ['VND', 'USD', 'KWD']) {
        const document = shop(currency);
        const draft = draftOf(document, 'vi');
        const levels: Draft['tiers']['levels'] = [];
        let { tiers } = document;
        for (const place of [0, 1, 2]) {
          levels.push(newLevel(place, { ...document, tiers }, { language: 'vi', currency, basis }));
          const checked = checkDraft({ ...draft, tiers: { ...draft.tiers, basis, levels } }, document, 'vi');
          expect(checked).toHaveProperty('settings');
          if ('settings' in checked) tiers = checked.settings.tiers;
        }
        expect(tiers.levels.map(({ name }) => name.vi)).toEqual(['Bạc', 'Vàng', 'Bạch kim']);
      }
    },
  );
});

const percentFriend = (draft: Draft): Draft => ({
  ...draft,
  referrals: { ...draft.referrals, friend: { kind: 'percentage', percent: '10' } },
});

test('Every setting has one page that holds it, the status alone stands on the overview', () => {
  const settings = defaultSettings('USD', startsAt);
  const paths = [...Object.keys(settings), ...Object.keys(settings.earn).map((key) => `earn.${key}`)];
  expect(paths.filter((path) => path !== 'earn' && sectionOf(path) === null)).toEqual(['status']);
  const held = sectionNames.flatMap((name) => [...sections[name]]);
  expect(new Set(held).size).toBe(held.length);
});
