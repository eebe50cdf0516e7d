import { describe, expect, test } from 'vitest';
import { DAY } from '../../platform/kit/clock.ts';
import { answerWith, ASKED_FOR, CHANGEABLE_FOR, mayAnswer } from './decide-answer.ts';
import { satisfaction } from './satisfaction.ts';

const NOW = Date.UTC(2026, 10, 20);

describe('who is asked', () => {
  test.each([
    ['nobody before everything has come', null, null, false],
    ['whoever has just got everything', NOW, null, true],
    ['whoever got it long ago, not', NOW - ASKED_FOR, null, false],
    ['whoever answered within the week, to think it over', NOW - 30 * DAY, NOW - CHANGEABLE_FOR + 1, true],
    ['whoever answered earlier, not', NOW - 8 * DAY, NOW - CHANGEABLE_FOR, false],
    ['whoever answered on the last day, for a week more', NOW - ASKED_FOR - DAY, NOW - 2 * DAY, true],
    ['whoever answered, not once a parcel turns out not to have come', null, NOW - DAY, false],
  ])('%s', (_who, deliveredAt, answeredAt, expected) => {
    expect(mayAnswer(deliveredAt, answeredAt === null ? null : { answeredAt }, NOW)).toBe(expected);
  });
});

describe('what becomes of an answer', () => {
  test('an unhappy one is a task, others are none', () => {
    expect([1, 2, 3, 4, 5].map((score) => answerWith(null, { score: score as 1 }, NOW).task)).toEqual([
      'open',
      'open',
      null,
      null,
      null,
    ]);
  });

  test('another tap changes the score and leaves the comment, and the day of the first answer', () => {
    const first = answerWith(null, { score: 1, comment: 'Broken' }, NOW);
    const second = answerWith(first, { score: 4 }, NOW + DAY);
    expect(second).toEqual({
      score: 4,
      comment: 'Broken',
      answeredAt: NOW,
      changedAt: NOW + DAY,
      task: null,
      doneAt: null,
      doneBy: null,
    });
    expect(answerWith(second, { score: 4, comment: null }, NOW + DAY).comment).toBeNull();
  });

  test('a task that was done stays done when the same is said again, and is open again when something else is', () => {
    const done = { ...answerWith(null, { score: 2 }, NOW), task: 'done' as const, doneAt: NOW + 1, doneBy: '42' };
    expect(answerWith(done, { score: 2 }, NOW + DAY)).toBe(done);
    expect(answerWith(done, { score: 2, comment: 'Still broken' }, NOW + DAY)).toMatchObject({
      task: 'open',
      doneAt: null,
      doneBy: null,
    });
  });
});

test('of a hundred answers so many are satisfied as gave 4 or 5; without answers there is no figure', () => {
  expect(satisfaction([1, 0, 2, 3, 1])).toEqual({ answers: 7, perScore: [1, 0, 2, 3, 1], average: 3.4, satisfied: 57 });
  expect(satisfaction([0, 0, 0, 0, 0])).toMatchObject({ answers: 0, average: null, satisfied: null });
});
