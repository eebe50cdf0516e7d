import type { Wording } from '../programme/index.ts';
import type { MemberStanding } from './parts.ts';
import { type Language, panelWords } from './words.ts';

/** “Silver”, “120 points to Gold”, and how much of the way is done; nothing while tiers are off. */
export function tierWords(
  standing: MemberStanding | null,
  language: Language,
  say: Wording,
  currency: string,
): { text: Record<string, string>; reached: number } {
  if (standing === null) return { text: {}, reached: 0 };
  const { basis, counted, tier, next } = standing;
  const words = panelWords[language];
  const named = ({ name }: { name: Record<Language, string> }) => name[language] || name.en || name.vi;
  const amount = (text: string) => say.counted(basis, text, currency);
  return {
    text: {
      tier: tier ? named(tier) : '',
      'to-next': next ? words.toNext(amount(next.missing), named(next)) : words.highest,
    },
    reached: next ? Math.min(100, Math.floor((Number(counted) * 100) / Number(next.from))) : 100,
  };
}
