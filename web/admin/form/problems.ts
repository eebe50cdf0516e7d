/** What is wrong with a setting, as a key of `form.errors` and what its text names. */
import type { z } from 'zod';
import { type Kinds, patternOf } from './kinds.ts';

export interface Problem {
  key:
    | 'country'
    | 'day'
    | 'email'
    | 'factor'
    | 'invalid'
    | 'lessThanLeast'
    | 'link'
    | 'missing'
    | 'missingProduct'
    | 'missingTier'
    | 'money'
    | 'moneyOrZero'
    | 'reached'
    | 'time'
    | 'tooLong'
    | 'tooMany'
    | 'until'
    | 'whole';
  values: { min?: number; max?: number };
}

/** What a form knows of its settings: how they are typed, and what is said where the schema's own word is not enough. */
export interface Typings {
  kinds: Kinds;
  problems: Readonly<Record<string, Problem['key']>>;
}

/** What our schema or the server found; the server gives no code. */
interface Issue {
  code?: string | undefined;
  origin?: string | undefined;
  maximum?: number | bigint | undefined;
}

export function problemOf(path: string, issue: Issue, { kinds, problems }: Typings): Problem {
  const kind = kinds[patternOf(path)];
  if (kind?.kind === 'whole') {
    // Whole in itself, but not beside another.
    if (issue.code === 'custom') return { key: 'lessThanLeast', values: {} };
    return { key: 'whole', values: { min: kind.min, max: kind.max } };
  }
  if (kind?.kind === 'money') return { key: kind.mayBeZero ? 'moneyOrZero' : 'money', values: {} };
  if (kind?.kind === 'factor') return { key: 'factor', values: {} };
  if (kind?.kind === 'reached') return { key: 'reached', values: {} };
  const known = problems[patternOf(path)];
  if (known) return { key: known, values: {} };
  if (issue.code === 'too_small') return { key: 'missing', values: {} };
  if (issue.code === 'too_big') {
    const max = Number(issue.maximum);
    return issue.origin === 'array' ? { key: 'tooMany', values: { max } } : { key: 'tooLong', values: { max } };
  }
  return { key: 'invalid', values: {} };
}

/** Problems by the path of the setting, such as `earn.per`. */
export type Checked<Settings> = { settings: Settings } | { wrong: Map<string, Problem> };

/** What stands in a form, as the settings' schema sees it. */
export function checkSettings<Settings>(
  schema: z.ZodType<Settings>,
  settings: unknown,
  typings: Typings,
): Checked<Settings> {
  const parsed = schema.safeParse(settings);
  if (parsed.success) return { settings: parsed.data };
  const wrong = new Map<string, Problem>();
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String).join('.');
    if (!wrong.has(path)) wrong.set(path, problemOf(path, issue, typings));
  }
  return { wrong };
}
