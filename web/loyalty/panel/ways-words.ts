import type { Wording } from '../programme/index.ts';
import type { ActionsDone, Progress } from './parts.ts';
import { type Language, panelWords } from './words.ts';

/** How far the customer is with each way to earn, by its id in the page: “3 of 5”, “Done”, the birthday that was told. */
export function waysWords(
  progress: readonly Progress[],
  { subscribed, social, birthday }: Omit<ActionsDone, 'canJoin'>,
  { language, say, currency }: { language: Language; say: Wording; currency: string },
): Record<string, string> {
  const words = panelWords[language];
  const done = [...social, ...(subscribed ? ['newsletter'] : [])].map((id): [string, string] => [id, words.done]);
  const goals = progress.flatMap((goal): [string, string][] => {
    if (goal.kind === 'firstOrder') return goal.reached > 0 ? [['firstOrder', words.done]] : [];
    if (goal.reached > 0 && !goal.repeat) return [[goal.id, words.done]];
    if (goal.kind === 'orders') return [[goal.id, words.of(say.number(goal.done), say.number(goal.of))]];
    return [[goal.id, words.of(say.money(goal.done, currency), say.money(goal.of, currency))]];
  });
  return Object.fromEntries([...goals, ...done, ...(birthday ? [['birthday', dayOfYear(birthday, language)]] : [])]);
}

function dayOfYear({ month, day }: { month: number; day: number }, language: Language): string {
  // Of a year that has every day.
  const format = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', timeZone: 'UTC' });
  return format.format(Date.UTC(2000, month - 1, day));
}
