/** Settings as they stand in a form: the same tree, with numbers as they are typed, and every place in it named by a path. */
import { type Kinds, patternOf, settingFromText, type Typing, typedText } from './kinds.ts';

export type Typed<T> = [T] extends [boolean]
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

/** Paths such as `spend.rewards.0.points` to what is `Wanted`. */
export type PathTo<T, Wanted> = T extends readonly (infer Item)[]
  ? `${number}.${PathTo<Item, Wanted>}`
  : T extends object
    ? {
        [Key in keyof T & string]-?: NonNullable<T[Key]> extends Wanted
          ? Key
          : `${Key}.${PathTo<NonNullable<T[Key]>, Wanted>}`;
      }[keyof T & string]
    : never;

/** The whole tree as it stands in a form. */
export type DraftOf<Settings> = Typed<Settings> & object;

export function typedTree<Settings extends object>(
  settings: Settings,
  kinds: Kinds,
  typing: Typing,
): DraftOf<Settings> {
  const typed = mapLeaves(settings, '', (path, value) => {
    const kind = kinds[patternOf(path)];
    return kind && typeof value !== 'boolean' ? typedText(kind, value, typing) : value;
  });
  return typed as DraftOf<Settings>;
}

/** The other way round: for the settings' schema to look at. */
export function settingsFromTree(tree: object, kinds: Kinds, typing: Typing): unknown {
  return mapLeaves(tree, '', (path, value) => {
    const kind = kinds[patternOf(path)];
    return kind && typeof value === 'string' ? settingFromText(kind, value, typing) : value;
  });
}

type Leaf = string | number | boolean | null;

function mapLeaves(tree: unknown, path: string, change: (path: string, value: Leaf) => unknown): unknown {
  const below = (key: string | number) => (path ? `${path}.${key}` : String(key));
  if (Array.isArray(tree)) return tree.map((item, index) => mapLeaves(item, below(index), change));
  if (isTree(tree)) {
    return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, mapLeaves(value, below(key), change)]));
  }
  return tree === undefined ? undefined : change(path, tree as Leaf);
}

export function valueAt(tree: object, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (isTree(part) ? part[key] : undefined), tree);
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

export const isUnder = (path: string, above: string): boolean => path === above || path.startsWith(`${above}.`);
