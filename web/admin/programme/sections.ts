import { isUnder } from '../form/tree.ts';

/** The pages of the editor, and which settings each of them holds. The overview holds the status. */
export const sections = {
  earn: ['earn.points', 'earn.per', 'earn.basis', 'earn.minimum', 'earn.multipliers', 'earn.limit'],
  ways: ['earn.bonuses', 'earn.actions'],
  spend: ['spend', 'worth'],
  tiers: ['tiers'],
  referrals: ['referrals'],
  rules: ['window', 'startsAt', 'sources', 'exclude', 'guests', 'expiry', 'negative'],
  look: ['look', 'name'],
  emails: ['emails'],
} as const;
export type Section = keyof typeof sections;
const names: Section[] = ['earn', 'ways', 'spend', 'tiers', 'referrals', 'rules', 'look', 'emails'];
export { names as sectionNames };

/** Null for the status, which the overview holds. */
export function sectionOf(path: string): Section | null {
  return names.find((name) => sections[name].some((above) => isUnder(path, above))) ?? null;
}
