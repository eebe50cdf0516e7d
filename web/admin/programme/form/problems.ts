/** What is wrong with a setting, as a key of `programme.errors` and what its text names. */
import { kindOf, patternOf } from './typed-settings.ts';

export interface Problem {
  key:
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
    | 'tooLong'
    | 'tooMany'
    | 'until'
    | 'whole';
  values: { min?: number; max?: number };
}

/** What our schema or the server found; the server gives no code. */
interface Issue {
  code?: string | undefined;
  origin?: string | undefined;
  maximum?: number | bigint | undefined;
}

const byPlace: Readonly<Record<string, Problem['key']>> = {
  startsAt: 'day',
  'emails.replyTo': 'email',
  'earn.actions.social.*.url': 'link',
  'earn.multipliers.*.from': 'day',
  'earn.multipliers.*.until': 'until',
  'earn.multipliers.*.tiers': 'missingTier',
  'spend.rewards.*.tiers': 'missingTier',
  'spend.rewards.*.variant.id': 'missingProduct',
};

export function problemOf(path: string, issue: Issue): Problem {
  const kind = kindOf(path);
  if (kind?.kind === 'whole') {
    // Whole in itself, but not beside another.
    if (issue.code === 'custom') return { key: 'lessThanLeast', values: {} };
    return { key: 'whole', values: { min: kind.min, max: kind.max } };
  }
  if (kind?.kind === 'money') return { key: kind.mayBeZero ? 'moneyOrZero' : 'money', values: {} };
  if (kind?.kind === 'factor') return { key: 'factor', values: {} };
  if (kind?.kind === 'reached') return { key: 'reached', values: {} };
  const known = byPlace[patternOf(path)];
  if (known) return { key: known, values: {} };
  if (issue.code === 'too_small') return { key: 'missing', values: {} };
  if (issue.code === 'too_big') {
    const max = Number(issue.maximum);
    return issue.origin === 'array' ? { key: 'tooMany', values: { max } } : { key: 'tooLong', values: { max } };
  }
  return { key: 'invalid', values: {} };
}
