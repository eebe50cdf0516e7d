import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY } from '../../platform/kit/clock.ts';
import { defaultSettings, programmeSettings, type ProgrammeVersion } from '../programme/settings.ts';
import { decideTier, type Occasion, rankOf, type TierDecision, type TierState } from './decide-tier.ts';
import { type CountedOrder, standing } from './standing.ts';
import { levelsOf, type TierTerms, tierTerms } from './tier-terms.ts';

const SHOP = { currency: 'USD', timeZone: 'Asia/Ho_Chi_Minh' };
const at = (day: string) => Date.parse(`${day}T05:00:00Z`);

interface Wanted {
  from?: string;
  period?: TierTerms['period'];
  basis?: TierTerms['basis'];
  levels?: [id: string, from: string][];
  graceDays?: number;
  on?: boolean;
}

/** A programme that was changed like this, each time on the given day. */
function versionsOf(...wanted: Wanted[]): ProgrammeVersion[] {
  const start = defaultSettings('USD', '2024-01-01T00:00:00Z');
  return wanted.map(({ from = '2024-01-01', period = 'rolling', basis = 'points', levels, ...rest }, index) => ({
    version: index + 1,
    validFrom: at(from),
    settings: programmeSettings.parse({
      ...start,
      tiers: {
        on: true,
        graceDays: 30,
        ...rest,
        basis,
        period,
        levels: (
          levels ?? [
            ['silver', '500'],
            ['gold', '1000'],
          ]
        ).map(([id, from]) => ({ id, from, name: {} })),
      },
    }),
  }));
}

function termsOf(versions: ProgrammeVersion[]): TierTerms {
  return tierTerms(versions, SHOP) ?? expect.fail('tiers are off');
}

let orderIds = 0;
const order = (day: string, placed: number, kept = placed): CountedOrder => {
  orderIds += 1;
  return { orderId: String(orderIds), at: at(day), placed, kept };
};

/** What becomes of a customer who is looked at on these days, each time with the orders so far. */
function look(
  versions: ProgrammeVersion[],
  orders: CountedOrder[],
  now: string | number,
  present: TierState | null = null,
  occasion: Occasion = 'orders',
): TierDecision {
  const moment = typeof now === 'number' ? now : at(now);
  const inForce = versions.filter(({ validFrom }) => validFrom <= moment);
  const terms = termsOf(inForce);
  return decideTier({
    present,
    standing: standing(orders, terms, moment),
    terms,
    formerLevels: present ? levelsOf(inForce, present.terms) : [],
    occasion,
    now: moment,
  });
}

describe('the tier', () => {
  test('is the highest that was reached, from the moment of the order', () => {
    const orders = [order('2025-01-10', 600), order('2025-03-10', 400)];
    const gold = look(versionsOf({}), orders, '2025-04-01');
    expect(gold).toMatchObject({ tierId: 'gold', qualifying: 1000 });
    expect(gold.change).toEqual({ from: null, to: 'gold', since: at('2025-03-10'), cause: 'reached' });
    expect(look(versionsOf({}), [order('2025-01-10', 499)], '2025-02-01')).toMatchObject({
      tierId: null,
      since: null,
      keptUntil: null,
      change: null,
    });
  });

  test('falls at once by a refund, to what is left', () => {
    const gold = look(versionsOf({}), [order('2025-01-10', 1040)], '2025-01-10');
    const after = look(versionsOf({}), [order('2025-01-10', 1040, 940)], '2025-01-20', gold);
    expect(after).toMatchObject({ tierId: 'silver', qualifying: 940 });
    expect(after.change).toEqual({ from: 'gold', to: 'silver', since: at('2025-01-20'), cause: 'refund' });
  });

  test('of a rolling year holds to the end of that day of the shop a year later, and for the days of grace', () => {
    const orders = [order('2025-01-10', 600), order('2025-03-10', 450)];
    const gold = look(versionsOf({}), orders, '2025-04-01');
    // Gold ends with the first order: after 10 January 2026, in Vietnam at 17:00 UTC, and 30 days.
    expect(gold.keptUntil).toBe(Date.parse('2026-02-09T17:00:00Z'));
    // What counts changes before: the first order counts no more.
    expect(gold.nextAt).toBe(Date.parse('2026-01-10T17:00:00Z'));
    const grace = look(versionsOf({}), orders, Date.parse('2026-02-09T16:59:59Z'), gold);
    expect(grace).toMatchObject({ tierId: 'gold', qualifying: 450, change: null });
    const lost = look(versionsOf({}), orders, Date.parse('2026-02-11T00:00:00Z'), grace);
    expect(lost.tierId).toBeNull();
    expect(lost.change).toMatchObject({ cause: 'time', since: Date.parse('2026-02-09T17:00:00Z') });
    const more = look(versionsOf({}), [...orders, order('2026-01-20', 550)], '2026-01-20', gold);
    expect(more).toMatchObject({ tierId: 'gold', qualifying: 1000, keptUntil: Date.parse('2026-04-09T17:00:00Z') });
  });

  test('of a calendar year holds to the end of the next, in the time of the shop', () => {
    const versions = versionsOf({ period: 'calendarYear', graceDays: 0 });
    const orders = [order('2025-01-10', 600), order('2025-12-31', 450)];
    const gold = look(versions, orders, '2025-12-31');
    expect(gold).toMatchObject({ tierId: 'gold', keptUntil: Date.parse('2026-12-31T17:00:00Z') });
    const next = look(versions, orders, '2026-05-01', gold);
    expect(next).toMatchObject({ tierId: 'gold', qualifying: 0, change: null });
    const again = look(versions, [...orders, order('2026-06-01', 1000)], '2026-06-01', next);
    expect(again).toMatchObject({ tierId: 'gold', keptUntil: Date.parse('2027-12-31T17:00:00Z') });
    expect(look(versions, orders, '2027-01-01', next).change).toMatchObject({ to: null, cause: 'time' });
    // Half past midnight of 1 January in Vietnam is still 31 December in UTC.
    const late = { orderId: 'late', at: Date.parse('2025-12-31T17:30:00Z'), placed: 600, kept: 600 };
    expect(look(versions, [order('2025-03-01', 600), late], '2026-01-02').tierId).toBe('silver');
  });

  test('of a lifetime has no end', () => {
    const gold = look(versionsOf({ period: 'lifetime' }), [order('2024-02-01', 1000)], '2030-01-01');
    expect(gold).toMatchObject({ tierId: 'gold', keptUntil: null, nextAt: null });
  });

  test('counts no order at the very moment at which it ends to count, and is held without a break by the next', () => {
    const ends = look(versionsOf({}), [order('2025-01-10', 600)], '2025-01-10').nextAt ?? 0;
    const next = { orderId: 'next', at: ends, placed: 600, kept: 600 };
    const state = look(versionsOf({}), [order('2025-01-10', 600), next], ends);
    expect(state).toMatchObject({ tierId: 'silver', qualifying: 600 });
    expect(state.change).toMatchObject({ since: at('2025-01-10') });
  });

  test('that asks for nothing is everybody’s', () => {
    const versions = versionsOf({
      levels: [
        ['member', '0'],
        ['gold', '10'],
      ],
    });
    expect(look(versions, [], '2025-01-01')).toMatchObject({ tierId: 'member', keptUntil: null, nextAt: null });
  });

  test('counts money in minor units where spending is counted', () => {
    const versions = versionsOf({ basis: 'spend', levels: [['silver', '99.50']] });
    expect(look(versions, [order('2025-01-01', 9949)], '2025-01-02').tierId).toBeNull();
    expect(look(versions, [order('2025-01-01', 9950)], '2025-01-02').tierId).toBe('silver');
  });
});

// complaint 19
describe('when the merchant changes what tiers ask for', () => {
  const first = { from: '2025-01-01' };
  const orders = [order('2025-02-01', 1000)];
  const gold = look(versionsOf(first), orders, '2025-03-01');

  test.each<[string, Wanted, string]>([
    [
      'another basis',
      {
        from: '2025-06-01',
        basis: 'orders',
        levels: [
          ['silver', '5'],
          ['gold', '10'],
        ],
      },
      '2026-07-01',
    ],
    [
      'higher demands',
      {
        from: '2025-06-01',
        levels: [
          ['silver', '500'],
          ['gold', '2000'],
        ],
      },
      '2026-07-01',
    ],
    ['calendar years', { from: '2025-06-01', period: 'calendarYear', levels: [['gold', '2000']] }, '2027-01-30'],
  ])('%s: nobody loses the tier by that, for one whole period', (_what, change, until) => {
    const versions = versionsOf(first, change);
    const counted = change.basis === 'orders' ? [{ ...orders[0], placed: 1, kept: 1 } as CountedOrder] : orders;
    const kept = look(versions, counted, '2025-06-01', gold, 'programme');
    expect(kept).toMatchObject({ tierId: 'gold', change: null, floor: { tierId: 'gold' } });
    expect(kept.keptUntil).toBe(Date.parse(`${until}T17:00:00Z`));
    const before = look(versions, counted, (kept.keptUntil ?? 0) - 1, kept);
    expect(before).toMatchObject({ tierId: 'gold', change: null });
    expect(look(versions, counted, kept.keptUntil ?? 0, before).change).toMatchObject({ from: 'gold', cause: 'time' });
  });

  test('changing them again does not make it longer', () => {
    const higher = (from: string, asked: string): Wanted => ({ from, levels: [['gold', asked]] });
    const versions = versionsOf(first, higher('2025-06-01', '2000'), higher('2025-09-01', '3000'));
    const kept = look(versions, orders, '2025-06-01', gold, 'programme');
    expect(look(versions, orders, '2025-09-01', kept, 'programme').keptUntil).toBe(kept.keptUntil);
  });

  test('a lifetime keeps it for life; a name that changes changes nothing', () => {
    const lifetime = versionsOf(first, { from: '2025-06-01', period: 'lifetime', levels: [['gold', '5000']] });
    expect(look(lifetime, orders, '2035-01-01', gold, 'programme')).toMatchObject({ tierId: 'gold', keptUntil: null });
    expect(termsOf(versionsOf(first, { from: '2025-06-01' })).version).toBe(1);
  });

  test('a tier that is removed becomes the next below; a lower one that is asked for becomes theirs', () => {
    const removed = versionsOf(first, {
      from: '2025-06-01',
      levels: [
        ['silver', '5000'],
        ['diamond', '9000'],
      ],
    });
    expect(look(removed, orders, '2025-06-01', gold, 'programme').change).toMatchObject({
      from: 'gold',
      to: 'silver',
      cause: 'programme',
    });
    const easier = versionsOf(first, {
      from: '2025-06-01',
      levels: [
        ['gold', '500'],
        ['diamond', '900'],
      ],
    });
    expect(look(easier, orders, '2025-06-01', gold, 'programme').change).toEqual({
      from: 'gold',
      to: 'diamond',
      since: at('2025-06-01'),
      cause: 'programme',
    });
  });

  test('what was reached before there were tiers is a placement, also when an order comes before it was made', () => {
    const versions = versionsOf({ from: '2025-01-01', on: false }, { from: '2025-06-01' });
    const placed = look(versions, [order('2025-02-01', 600), order('2025-06-02', 1)], '2025-06-02');
    expect(placed.change).toMatchObject({ to: 'silver', cause: 'programme', since: at('2025-06-02') });
    const reached = look(versions, [order('2025-02-01', 499), order('2025-06-02', 1)], '2025-06-03');
    expect(reached.change).toMatchObject({ to: 'silver', cause: 'reached', since: at('2025-06-02') });
  });
});

test('an entry reward is for what was reached since the level has asked for just that', () => {
  const tiersOf = (from: string, gold: string, entryPoints: number) => {
    const [version] = versionsOf({ from, levels: [['gold', gold]] });
    const { tiers } = version?.settings ?? expect.fail();
    return { ...tiers, levels: tiers.levels.map((level) => ({ ...level, entryPoints })) };
  };
  const steps: [day: string, gold: string, entryPoints: number, since: string][] = [
    ['2025-01-01', '1000', 0, '2025-01-01'],
    ['2025-02-01', '1000', 150, '2025-02-01'],
    ['2025-03-01', '1000', 200, '2025-02-01'],
    ['2025-04-01', '900', 200, '2025-04-01'],
  ];
  const versions = steps.map(([day, gold, entryPoints], index) => ({
    version: index + 1,
    validFrom: at(day),
    settings: { ...defaultSettings('USD', '2024-01-01T00:00:00Z'), tiers: tiersOf(day, gold, entryPoints) },
  }));
  for (const [index, [, , , since]] of steps.entries())
    expect(termsOf(versions.slice(0, index + 1)).levels[0]?.rewardedSince).toBe(at(since));
});

test('a tier that the staff gave holds as long as they said, and a higher one is reached all the same', () => {
  const versions = versionsOf({});
  const assigned = { tierId: 'silver', until: at('2025-06-01') };
  const nobody = look(versions, [], '2025-01-01');
  const given = look(versions, [], '2025-01-01', { ...nobody, assigned }, 'staff');
  expect(given).toMatchObject({ tierId: 'silver', keptUntil: at('2025-06-01') });
  expect(given.change).toMatchObject({ cause: 'staff' });
  expect(look(versions, [order('2025-02-01', 1000)], '2025-02-01', given).tierId).toBe('gold');
  expect(look(versions, [], '2025-06-01', given).change).toMatchObject({ to: null, cause: 'time' });
  const forEver = look(versions, [], '2025-01-01', { ...nobody, assigned: { tierId: 'silver', until: null } }, 'staff');
  expect(forEver).toMatchObject({ keptUntil: null, nextAt: null });
});

describe('whatever is bought and returned', () => {
  const versions = (period: TierTerms['period'], graceDays: number) =>
    versionsOf({
      period,
      graceDays,
      levels: [
        ['a', '10'],
        ['b', '20'],
        ['c', '40'],
      ],
    });
  const orders = fc.array(
    fc.record({ day: fc.integer({ min: 0, max: 1_200 }), placed: fc.nat(30), share: fc.integer({ min: 0, max: 3 }) }),
    { maxLength: 12 },
  );
  const START = at('2024-01-01');
  const made = (list: { day: number; placed: number; share: number }[]) =>
    list.map(({ day, placed, share }, index): CountedOrder => {
      const kept = share === 3 ? placed : Math.floor((placed * share) / 3);
      return { orderId: String(index), at: START + day * DAY, placed, kept };
    });
  const periods = fc.constantFrom<TierTerms['period']>('lifetime', 'calendarYear', 'rolling');

  test('the tier is what counting anew at every noon says, with grace', () => {
    fc.assert(
      fc.property(
        orders,
        periods,
        fc.integer({ min: 0, max: 2_200 }),
        fc.constantFrom(0, 45),
        (list, period, day, grace) => {
          const counted = made(list);
          const now = START + day * DAY;
          const terms = termsOf(versions(period, grace));
          const heldOn = (moment: number) => {
            const spent = counted.filter((one) => one.at <= moment);
            const year = new Date(moment).getUTCFullYear();
            const sum = (some: CountedOrder[]) => some.reduce((total, { kept }) => total + kept, 0);
            const inYear = (wanted: number) => sum(spent.filter((one) => new Date(one.at).getUTCFullYear() === wanted));
            const yearAgo = new Date(moment);
            yearAgo.setUTCFullYear(year - 1);
            // An order still counts on its day a year later; 28 February stands for the 29th too.
            const counts = ({ at: paid }: CountedOrder) => {
              const anniversary = new Date(paid);
              const month = anniversary.getUTCMonth();
              anniversary.setUTCFullYear(anniversary.getUTCFullYear() + 1);
              if (anniversary.getUTCMonth() !== month) anniversary.setUTCDate(0);
              return anniversary.getTime() >= moment;
            };
            const total =
              period === 'lifetime'
                ? sum(spent)
                : period === 'rolling'
                  ? sum(spent.filter(counts))
                  : Math.max(inYear(year), inYear(year - 1));
            return terms.levels.findLastIndex(({ from }) => total >= from);
          };
          let best = -1;
          for (let back = 0; back <= grace; back += 1) if (back <= day) best = Math.max(best, heldOn(now - back * DAY));
          const decided = look(versions(period, grace), counted, now);
          expect(rankOf(terms, decided.tierId)).toBe(best);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('the order in which it is heard does not matter, returning never lifts, buying never lowers', () => {
    fc.assert(
      fc.property(orders, periods, fc.nat(30), fc.integer({ min: 0, max: 1_200 }), (list, period, placed, day) => {
        const counted = made(list);
        const terms = termsOf(versions(period, 30));
        const now = START + 1_200 * DAY;
        const rank = (some: CountedOrder[]) => rankOf(terms, look(versions(period, 30), some, now).tierId);
        const { change, ...whole } = look(versions(period, 30), counted, now);
        expect(look(versions(period, 30), counted.toReversed(), now)).toEqual({ ...whole, change });
        const more = { orderId: 'more', at: START + day * DAY, placed, kept: placed };
        expect(rank([...counted, more])).toBeGreaterThanOrEqual(rank(counted));
        for (const [index, one] of counted.entries())
          expect(rank(counted.with(index, { ...one, kept: 0 }))).toBeLessThanOrEqual(rank(counted));
      }),
    );
  });

  test('nothing changes before the moment that is told, and a tier is lost at the very moment that is told', () => {
    fc.assert(
      fc.property(orders, periods, (list, period) => {
        let state = look(versions(period, 20), made(list), START + 1_200 * DAY);
        for (let steps = 0; state.nextAt !== null && steps < 50; steps += 1) {
          const { change: _change, ...same } = state;
          expect(look(versions(period, 20), made(list), state.nextAt - 1, state)).toEqual({ ...same, change: null });
          const next = look(versions(period, 20), made(list), state.nextAt, state);
          expect(next.change === null).toBe(state.keptUntil !== state.nextAt);
          if (next.change) expect(next.change).toMatchObject({ cause: 'time', since: state.nextAt });
          expect(next.nextAt ?? Infinity).toBeGreaterThan(state.nextAt);
          state = next;
        }
        if (period !== 'lifetime') expect(state).toMatchObject({ tierId: null, qualifying: 0, nextAt: null });
      }),
    );
  });
});
