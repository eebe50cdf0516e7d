/**
 * How many times as much each line of an order earns (rule C): of all multipliers that match it, the tier's own among them, the
 * highest; once where none does; nothing where its product is excluded. Decided once for each line and kept with the order, so
 * that later changes of the programme, the tier, a collection or the store's clock do not move it (rule E).
 */
import { momentIn } from '../../platform/kit/days.ts';
import type { Multiplier, ProgrammeSettings } from '../programme/settings.ts';
import type { LineFactors, SoldLine } from './earn-rules.ts';
import { fractionOf, isLess } from './fraction.ts';

/** What is true of the order when it is decided. */
export interface LineFacts {
  /** Ms. */
  placedAt: number;
  /** Of the store: its clocks say whether a multiplier holds. */
  timeZone: string;
  /** Id of the tier that the customer had at the payment; null = none. */
  tier: string | null;
  /** Product → those of the collections that the rule names. Every product that was asked for is in it. */
  collections: ReadonlyMap<string, ReadonlySet<string>>;
}

const NOTHING = '0';
const ONCE = '1';

/** Of every line, what was decided before as it was; empty where the rule treats all lines of all customers alike. */
export function lineFactors(
  lines: readonly Pick<SoldLine, 'id' | 'productId'>[],
  settings: ProgrammeSettings,
  known: LineFactors,
  facts: LineFacts,
): LineFactors {
  if (!looksAtLines(settings)) return known;
  const added = lines.filter(({ id }) => known[id] === undefined);
  if (added.length === 0) return known;
  return { ...known, ...Object.fromEntries(added.map((line) => [line.id, factorOf(line, settings, facts)])) };
}

function looksAtLines(settings: ProgrammeSettings): boolean {
  const { earn, exclude } = settings;
  return (
    [earn.multipliers, exclude.products, exclude.collections].some(({ length }) => length > 0) || asksForTier(settings)
  );
}

/** Does it matter which tier the customer has? */
export function asksForTier({ earn, tiers }: ProgrammeSettings): boolean {
  const named = earn.multipliers.some((multiplier) => multiplier.tiers.length > 0);
  return tiers.on && (named || tiers.levels.some(({ multiplier }) => multiplier !== ONCE));
}

/** Does it matter what the store's clocks show? */
export function asksForZone({ earn: { multipliers, limit } }: ProgrammeSettings): boolean {
  return limit !== null || multipliers.some(({ from, until }) => from !== null || until !== null);
}

/** Ids of the collections that the rule names. */
export function collectionsAsked({ earn: { multipliers }, exclude }: ProgrammeSettings): string[] {
  const picked = [...exclude.collections, ...multipliers.flatMap(({ collections }) => collections)];
  return [...new Set(picked.map(({ id }) => id))];
}

/** Products of lines that are still to be decided. */
export function productsAsked(lines: readonly Pick<SoldLine, 'id' | 'productId'>[], known: LineFactors): string[] {
  return [...new Set(lines.flatMap(({ id, productId }) => (known[id] === undefined ? (productId ?? []) : [])))];
}

function factorOf(line: Pick<SoldLine, 'productId'>, settings: ProgrammeSettings, facts: LineFacts): string {
  const { exclude, earn, tiers } = settings;
  if (isAmong(line, exclude, facts)) return NOTHING;
  const tier = tiers.on ? tiers.levels.find(({ id }) => id === facts.tier) : undefined;
  const matching = earn.multipliers.filter((multiplier) => matches(multiplier, line, tier?.id ?? null, facts));
  return [...matching.map(({ factor }) => factor), tier?.multiplier ?? ONCE].reduce(
    (highest, factor) => (isLess(fractionOf(highest), fractionOf(factor)) ? factor : highest),
    ONCE,
  );
}

function matches(
  multiplier: Multiplier,
  line: Pick<SoldLine, 'productId'>,
  tier: string | null,
  facts: LineFacts,
): boolean {
  const { products, collections, tiers, from, until } = multiplier;
  if (tiers.length > 0 && (tier === null || !tiers.includes(tier))) return false;
  if (from !== null && facts.placedAt < momentIn(facts.timeZone, from)) return false;
  if (until !== null && facts.placedAt >= momentIn(facts.timeZone, until)) return false;
  return (products.length === 0 && collections.length === 0) || isAmong(line, multiplier, facts);
}

function isAmong(
  { productId }: Pick<SoldLine, 'productId'>,
  { products, collections }: Pick<Multiplier, 'products' | 'collections'>,
  facts: LineFacts,
): boolean {
  if (productId === null) return false;
  if (products.some(({ id }) => id === productId)) return true;
  if (collections.length === 0) return false;
  const own = facts.collections.get(productId);
  if (!own) throw new Error(`the collections of product ${productId} were not read before it was decided`);
  return collections.some(({ id }) => own.has(id));
}
