/**
 * Whether a paid order earns and by which rule, decided once and kept with it, and what it should have brought by now. The dry
 * run of awarding past orders asks here, too, so that it says what will happen.
 */
import type { MirroredOrder } from '../../mirror/orders/index.ts';
import type { OrderId } from '../../platform/kit/ids.ts';
import type { ProgrammeVersion } from '../programme/settings.ts';
import { type EarnTerms, earnTerms, type LineFactors } from './earn-rules.ts';
import { asksForTier, collectionsAsked, type LineFacts, lineFactors, productsAsked } from './line-factors.ts';
import { orderSource } from './order-source.ts';
import { isFullyPaid, orderTarget } from './order-target.ts';
import { type Decision, earningDecision, ruleInForce } from './rule-in-force.ts';

export type PaidOrder = MirroredOrder & { paidAt: number };

/** The merchant's act of awarding past orders: those processed since then earn by its rule, though the programme began later. */
export interface Award {
  award: number;
  /** Ms. */
  since: number;
  /** The version that was in force at the act. */
  rule: ProgrammeVersion;
}

export interface Programme {
  /** Oldest first, at least one. */
  versions: readonly [ProgrammeVersion, ...ProgrammeVersion[]];
  /** Oldest first. */
  awards: readonly Award[];
}

/** What was decided before. */
export interface KnownDecision {
  orderId: OrderId;
  decision: Decision;
  paidAt: number;
  programmeVersion: number;
  award: number | null;
  tier: string | null;
  factors: LineFactors;
}

export interface Decided {
  orderId: OrderId;
  decision: Decision;
  paidAt: number;
  rule: ProgrammeVersion;
  /** The act that opened it; null = it earns, or not, by itself. */
  award: number | null;
  /** Id of the tier that the customer had when it was decided; null = none, or it did not matter. */
  tier: string | null;
  factors: LineFactors;
}

/** What the order itself does not tell. */
export interface Facts extends Omit<LineFacts, 'placedAt'> {
  /** May be left out where no rule in question looks at them. */
  customerTags?: readonly string[] | undefined;
}

/** Which facts are needed to decide an order. */
export interface Asked {
  tags: boolean;
  tier: boolean;
  /** Ids of products, and of the collections of which they may be part. */
  products: string[];
  collections: string[];
}

export function isPaid(order: MirroredOrder): order is PaidOrder {
  return order.paidAt !== null;
}

/** Null: the order is nobody's yet, so nothing is decided. */
export function decideOrder(
  order: PaidOrder,
  known: KnownDecision | null,
  programme: Programme,
  facts: Facts,
): Decided | null {
  const { versions } = programme;
  if (known && !isOpen(order, known, programme)) {
    const rule = versionOf(known, programme);
    const { orderId, decision, paidAt, award, tier } = known;
    const factors = factorsOf(order, decision, rule, known.factors, { ...facts, tier });
    return { orderId, decision, paidAt, rule, award, tier, factors };
  }
  const { rule, award } = ruleOf(order, known, programme);
  if (!known && order.customerId === null && !(award === null && mayEarnAsGuest(order, rule))) return null;
  if (facts.customerTags === undefined && order.customerId !== null && dependsOnTags(order, rule))
    throw new Error(`order ${order.id} was paid while the tags of customers were read`);
  const decision = decisionOf(order, rule, facts.customerTags ?? []);
  return {
    orderId: order.id,
    decision,
    paidAt: Math.min(order.paidAt, known?.paidAt ?? order.paidAt),
    // None in force: it does not earn, and what it may have brought goes back under the oldest.
    rule: rule ?? versions[0],
    award,
    tier: decision === 'earning' && rule && asksForTier(rule.settings) ? facts.tier : null,
    factors: factorsOf(order, decision, rule, {}, facts),
  };
}

/** Whoever bought without an account is known by their address (rule W); the past is awarded to customers only. */
function mayEarnAsGuest({ guest }: PaidOrder, rule: ProgrammeVersion | null): boolean {
  return guest !== null && rule !== null && rule.settings.guests;
}

function factorsOf(
  { lines, processedAt }: PaidOrder,
  decision: Decision,
  rule: ProgrammeVersion | null,
  known: LineFactors,
  facts: Facts,
): LineFactors {
  if (decision !== 'earning' || rule === null) return known;
  return lineFactors(lines, rule.settings, known, { ...facts, placedAt: processedAt });
}

/** What has to be known of the customer and of the products to decide this order. */
export function whatToAsk(order: PaidOrder, known: KnownDecision | null, programme: Programme): Asked {
  const closed = known !== null && !isOpen(order, known, programme);
  const rule = closed ? versionOf(known, programme) : ruleOf(order, known, programme).rule;
  const decision = closed ? known.decision : decisionOf(order, rule, []);
  // What does not earn anyway needs no look at anything.
  if (rule === null || decision !== 'earning') return { tags: false, tier: false, products: [], collections: [] };
  const collections = collectionsAsked(rule.settings);
  const products = collections.length === 0 ? [] : productsAsked(order.lines, closed ? known.factors : {});
  return {
    tags: !closed && dependsOnTags(order, rule),
    tier: !closed && asksForTier(rule.settings),
    products,
    collections: products.length === 0 ? [] : collections,
  };
}

function versionOf({ programmeVersion }: KnownDecision, { versions }: Programme): ProgrammeVersion {
  return versions.find(({ version }) => version === programmeVersion) ?? versions[0];
}

function dependsOnTags(order: PaidOrder, rule: ProgrammeVersion | null): boolean {
  return rule !== null && rule.settings.exclude.customerTags.length > 0 && decisionOf(order, rule, []) === 'earning';
}

function decisionOf(order: PaidOrder, rule: ProgrammeVersion | null, customerTags: readonly string[]): Decision {
  const { test, processedAt } = order;
  return earningDecision({ test, processedAt, source: orderSource(order), customerTags }, rule);
}

/**
 * Decided once, at the payment. Only an earlier payment than was known (its webhook came late) opens the question again, and the
 * merchant who awards what was too old to earn.
 */
function isOpen(order: PaidOrder, known: KnownDecision, programme: Programme): boolean {
  return known.paidAt > order.paidAt || (known.decision === 'before_start' && actFor(order, known, programme) !== null);
}

function ruleOf(
  order: PaidOrder,
  known: KnownDecision | null,
  programme: Programme,
): { rule: ProgrammeVersion | null; award: number | null } {
  const own = ruleInForce(programme.versions, order.paidAt);
  const oldEnough = own !== null && order.processedAt >= Date.parse(own.settings.startsAt);
  const wasTooOld = known !== null && (known.decision === 'before_start' || known.award !== null);
  const act = order.test || (oldEnough && !wasTooOld) ? null : actFor(order, known, programme);
  if (act === null) return { rule: own, award: null };
  const settings = { ...act.rule.settings, startsAt: new Date(act.since).toISOString() };
  return { rule: { ...act.rule, settings }, award: act.award };
}

/** The first act that reached it, so that a later one changes nothing for what an earlier one has awarded. */
function actFor(order: PaidOrder, known: KnownDecision | null, { awards }: Programme): Award | null {
  const kept = known?.award ?? null;
  return awards.find(({ award, since }) => (kept === null ? since <= order.processedAt : award === kept)) ?? null;
}

/** Points that the order should have brought by now; `held` is what the ledger has of it. */
export function targetOf(order: MirroredOrder, decision: Decision, terms: EarnTerms, held: number): number {
  if (decision !== 'earning') return 0;
  const target = orderTarget(
    { ...order, cancelled: order.cancelledAt !== null, deleted: order.deletedAt !== null },
    terms,
  );
  // What an edit added waits until it is paid; what it removed does not.
  return isFullyPaid(order.financialStatus) ? target : Math.min(held, target);
}

export function termsOf(order: MirroredOrder, { rule, factors }: Pick<Decided, 'rule' | 'factors'>): EarnTerms {
  return earnTerms(rule.settings, order.currency, factors);
}
