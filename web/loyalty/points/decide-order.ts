/**
 * Whether a paid order earns and by which rule, decided once and kept with it, and what it should have brought by now. The dry
 * run of awarding past orders asks here, too, so that it says what will happen.
 */
import type { MirroredOrder } from '../../mirror/orders/index.ts';
import type { OrderId } from '../../platform/kit/ids.ts';
import { type EarnTerms, earnTerms } from './earn-rules.ts';
import { orderSource } from './order-source.ts';
import { isFullyPaid, orderTarget } from './order-target.ts';
import type { ProgrammeVersion } from '../programme/settings.ts';
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
}

export interface Decided {
  orderId: OrderId;
  decision: Decision;
  paidAt: number;
  rule: ProgrammeVersion;
  /** The act that opened it; null = it earns, or not, by itself. */
  award: number | null;
}

export function isPaid(order: MirroredOrder): order is PaidOrder {
  return order.paidAt !== null;
}

/** Null: the order has no customer yet, so nothing is decided. `customerTags` may be left out where no rule in question looks at them. */
export function decideOrder(
  order: PaidOrder,
  known: KnownDecision | null,
  programme: Programme,
  customerTags: readonly string[] | undefined,
): Decided | null {
  const { versions } = programme;
  if (known && !isOpen(order, known, programme)) {
    const rule = versions.find(({ version }) => version === known.programmeVersion) ?? versions[0];
    return { orderId: known.orderId, decision: known.decision, paidAt: known.paidAt, rule, award: known.award };
  }
  if (!known && order.customerId === null) return null;
  const { rule, award } = ruleOf(order, known, programme);
  if (customerTags === undefined && dependsOnTags(order, rule))
    throw new Error(`order ${order.id} was paid while the tags of customers were read`);
  return {
    orderId: order.id,
    decision: decisionOf(order, rule, customerTags ?? []),
    paidAt: Math.min(order.paidAt, known?.paidAt ?? order.paidAt),
    // None in force: it does not earn, and what it may have brought goes back under the oldest.
    rule: rule ?? versions[0],
    award,
  };
}

/** Must the customer's tags be known to decide this order? */
export function needsTags(order: PaidOrder, known: KnownDecision | null, programme: Programme): boolean {
  if (known && !isOpen(order, known, programme)) return false;
  return dependsOnTags(order, ruleOf(order, known, programme).rule);
}

/** What does not earn anyway needs no look at the customer. */
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

export function termsOf(order: MirroredOrder, rule: ProgrammeVersion): EarnTerms {
  return earnTerms(rule.settings, order.currency);
}
