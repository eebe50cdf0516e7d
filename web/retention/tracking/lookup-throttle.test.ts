import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../platform/kit/clock.ts';
import { type Failures, KEPT_FAILURES, waitOf, withFailure } from './lookup-throttle.ts';

const START = Date.parse('2026-11-22T08:00:00Z');

/** Fails so often, each time as soon as it may; answers the waits. */
function guesses(count: number, now = START): { waits: number[]; state: Failures; at: number } {
  let state: Failures = { failures: 0, failedAt: 0 };
  const waits: number[] = [];
  let at = now;
  for (let guess = 0; guess < count; guess += 1) {
    const wait = waitOf(state, at);
    waits.push(wait);
    at += wait;
    state = withFailure(state, at);
  }
  return { waits, state, at };
}

test('the first tries are free, then each failure doubles the wait, up to ten minutes', () => {
  const { waits } = guesses(18);
  expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(waits.slice(5, 9)).toEqual([2, 4, 8, 16].map((seconds) => seconds * SECOND));
  expect(waits.slice(-3)).toEqual([10 * MINUTE, 10 * MINUTE, 10 * MINUTE]);
});

test('a thousand guesses take most of a week, and nobody ever waits longer than ten minutes', () => {
  const { waits, at } = guesses(1_000);
  expect(at - START).toBeGreaterThan(6 * DAY);
  expect(Math.max(...waits)).toBe(10 * MINUTE);
});

test('what was held against somebody is forgiven by and by, and forgotten only once all of it is', () => {
  const { state, at } = guesses(12);
  expect(waitOf(state, at + 10 * MINUTE)).toBe(0);
  expect(waitOf(withFailure(state, at + 5 * HOUR), at + 5 * HOUR)).toBe(0);
  const longest = guesses(50);
  expect(withFailure(longest.state, longest.at + KEPT_FAILURES)).toMatchObject({ failures: 1 });
});

test('a clock that goes back forgives nothing, and makes nobody wait longer than the longest', () => {
  const { state, at } = guesses(6);
  expect(waitOf(state, at - HOUR)).toBe(4 * SECOND);
  expect(withFailure(state, at - HOUR).failures).toBe(7);
});
