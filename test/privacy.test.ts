/** The page about privacy says what the app does. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY } from '../web/platform/kit/clock.ts';
import { ANSWER_WITHIN, KEPT } from '../web/platform/privacy/limits.ts';
import { countNamed, missingFrom } from './support/named-tests.ts';
import { projectFolder } from './support/source-files.ts';

const PAGE = 'docs/privacy.md';

test('every test and file that the page names is there', async () => {
  expect(await missingFrom(PAGE)).toEqual([]);
  expect(await countNamed(PAGE)).toBeGreaterThan(5);
});

test('the page tells the limits that are kept', async () => {
  const text = await readFile(join(projectFolder, PAGE), 'utf8');
  const until = (what: RegExp) => text.split('\n').find((line) => what.test(line)) ?? '';
  const days = (ms: number) => `${ms / DAY} days`;
  expect(KEPT.body).toBe(DAY);
  expect(until(/^\| webhooks as/)).toContain(`a day after they are done; that one came: ${days(KEPT.webhook)}`);
  expect(until(/^\| work that was given up/)).toContain(days(KEPT.deadLetter));
  expect(until(/^\| work that waits/)).toContain(days(KEPT.parked));
  expect(until(/^\| copies/)).toContain(
    `${days(KEPT.copyAfterDone)} after they were handed on, at the most ${days(KEPT.copy)}`,
  );
  expect(until(/^\| which emails were sent/)).toContain(days(KEPT.message));
  expect(until(/^\| how satisfied/)).toContain(days(KEPT.comment));
  expect(until(/^\| who of the staff/)).toContain(days(KEPT.accessLog));
  expect(text).toContain(`Without Shopify's word it goes after ${days(KEPT.store)}`);
  expect(text).toContain(`The law gives ${days(ANSWER_WITHIN)}`);
});
