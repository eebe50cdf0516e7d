/** The settings as they stand in the form: the same tree, with numbers as typed and the start as a day of the shop. */
import type { ProgrammeDocument } from '../../../loyalty/programme/api-types.ts';
import { type ProgrammeSettings, programmeSettings } from '../../../loyalty/programme/settings.ts';
import type { Language } from '../../i18n.ts';
import { dayInShop, startOfDay } from '../../shop-day.ts';
import { type Problem, problemOf } from './problems.ts';
import { kindOf, settingFromText, type Typing, typedText } from './typed-settings.ts';

type Typed<T> = [T] extends [boolean]
  ? T
  : [T] extends [string]
    ? T
    : [T] extends [string | number | null]
      ? string
      : T extends readonly (infer Item)[]
        ? Typed<Item>[]
        : T extends object
          ? { [Key in keyof T]: Typed<T[Key]> }
          : T;
export type Draft = Typed<ProgrammeSettings>;

/** Paths such as `spend.rewards.0.points` to what is `Wanted`. */
type PathTo<T, Wanted> = T extends readonly (infer Item)[]
  ? `${number}.${PathTo<Item, Wanted>}`
  : T extends object
    ? {
        [Key in keyof T & string]-?: NonNullable<T[Key]> extends Wanted
          ? Key
          : `${Key}.${PathTo<NonNullable<T[Key]>, Wanted>}`;
      }[keyof T & string]
    : never;
export type TextPath = PathTo<Draft, string>;
export type FlagPath = PathTo<Draft, boolean>;

export function draftOf(document: ProgrammeDocument, language: Language): Draft {
  const { version: _version, currency, timeZone, taxesIncluded: _taxesIncluded, ...settings } = document;
  const typing: Typing = { language, currency, basis: settings.tiers.basis };
  const typed = mapLeaves(settings, '', (path, value) => {
    const kind = kindOf(path);
    return kind && typeof value !== 'boolean' ? typedText(kind, value, typing) : value;
  });
  return { ...(typed as Draft), startsAt: dayInShop(settings.startsAt, timeZone) };
}

/** Problems by the path of the setting, such as `earn.per`. */
export type Checked = { settings: ProgrammeSettings } | { wrong: Map<string, Problem> };

export function checkDraft(draft: Draft, document: ProgrammeDocument, language: Language): Checked {
  const typing: Typing = { language, currency: document.currency, basis: draft.tiers.basis };
  // The exact moment stays as long as the day does: turning the programme on at noon must not reach back to midnight.
  const sameDay = draft.startsAt === dayInShop(document.startsAt, document.timeZone);
  const startsAt = sameDay ? document.startsAt : startOfDay(draft.startsAt, document.timeZone);
  const read = mapLeaves({ ...draft, startsAt }, '', (path, value) => {
    const kind = kindOf(path);
    return kind && typeof value === 'string' ? settingFromText(kind, value, typing) : value;
  });
  const parsed = programmeSettings.safeParse(read);
  if (parsed.success) return { settings: parsed.data };
  const wrong = new Map<string, Problem>();
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String).join('.');
    if (!wrong.has(path)) wrong.set(path, problemOf(path, issue));
  }
  return { wrong };
}

type Leaf = string | number | boolean | null;

function mapLeaves(tree: unknown, path: string, change: (path: string, value: Leaf) => unknown): unknown {
  const below = (key: string | number) => (path ? `${path}.${key}` : String(key));
  if (Array.isArray(tree)) return tree.map((item, index) => mapLeaves(item, below(index), change));
  if (typeof tree === 'object' && tree !== null) {
    return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, mapLeaves(value, below(key), change)]));
  }
  return tree === undefined ? undefined : change(path, tree as Leaf);
}

export function valueAt(draft: Draft, path: string): unknown {
  return path.split('.').reduce<unknown>((tree, key) => (isTree(tree) ? tree[key] : undefined), draft);
}

/** A copy with another value at `path`. */
export function withValue<Tree>(tree: Tree, path: string, value: unknown): Tree {
  const [key = '', ...rest] = path.split('.');
  if (!isTree(tree)) return tree;
  const changed = rest.length === 0 ? value : withValue(tree[key], rest.join('.'), value);
  const copy: unknown = Array.isArray(tree) ? tree.with(Number(key), changed) : { ...tree, [key]: changed };
  return copy as Tree;
}

const isTree = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
