import { expect, test } from 'vitest';
import type { ProcessReport } from './app-processes.ts';
import { createClock } from './clock.ts';
import { createSettling } from './settle.ts';

const START = Date.parse('2026-03-02T03:00:00Z');
const report = (didWork: boolean): ProcessReport => ({ didWork, nextDue: null, deadLetters: 0, unfinished: [] });

/** Processes that answer so, one list a question; `meanwhile` happens while they are asked. */
async function asked(
  answers: ProcessReport[][],
  meanwhile: (question: number, deliver: () => void) => void = () => {},
) {
  let questions = 0;
  let tries = 0;
  const settling = createSettling(
    createClock({ wallNow: () => 0, start: START, running: false }),
    {
      async ask() {
        meanwhile(questions, () => (tries += 1));
        questions += 1;
        return answers[questions - 1] ?? [];
      },
      follow: async () => [],
      unfinished: async () => [],
    },
    {
      idle: () => true,
      progress: async () => {},
      flush: () => {},
      tries: () => tries,
      counts: () => ({ held: 0, future: 0, due: 0 }),
      nextDue: () => null,
      unfinished: () => [],
    },
    { idle: () => true, progress: async () => {}, nextDue: () => null, unfinished: () => [] },
  );
  expect(await settling.settle(1_000)).toMatchObject({ done: true });
  return questions;
}

test('the only process is believed at its first word, whatever it did until then', async () => {
  expect(await asked([[report(true)]])).toBe(1);
});

test('what was delivered while it was asked may have come after its word: it is asked again', async () => {
  const first = (question: number, deliver: () => void) => question === 0 && deliver();
  expect(await asked([[report(true)], [report(true)]], first)).toBe(2);
});

test('several are asked until none has done anything since the last time', async () => {
  expect(
    await asked([
      [report(false), report(true)],
      [report(true), report(false)],
      [report(false), report(false)],
    ]),
  ).toBe(3);
});
