/**
 * Which version of the programme an order falls under, and whether it earns. Decided once, when the order is fully paid, and
 * kept with it: later changes of the programme do not move it (rule E).
 */
import type { OrderSource, ProgrammeSettings, ProgrammeVersion } from '../programme/settings.ts';

/**
 * The newest version that held at the payment. An order that was paid before there was any falls under the oldest one that
 * reaches back to it: so the merchant awards past orders by setting an earlier start.
 */
export function ruleInForce(versions: readonly ProgrammeVersion[], paidAt: number): ProgrammeVersion | null {
  let newest: ProgrammeVersion | null = null;
  let reachingBack: ProgrammeVersion | null = null;
  for (const version of versions) {
    if (version.validFrom <= paidAt && (newest === null || version.version > newest.version)) newest = version;
    const reaches = Date.parse(version.settings.startsAt) <= paidAt;
    if (reaches && (reachingBack === null || version.version < reachingBack.version)) reachingBack = version;
  }
  return newest ?? reachingBack;
}

export const reasonsNotToEarn = ['test', 'before_start', 'paused', 'off', 'source', 'customer_tag'] as const;
export type Decision = 'earning' | (typeof reasonsNotToEarn)[number];

export interface PaidOrder {
  test: boolean;
  /** Ms; Shopify's `processed_at`, which for an imported order lies in the past. */
  processedAt: number;
  source: OrderSource;
  customerTags: readonly string[];
}

export function earningDecision(order: PaidOrder, rule: ProgrammeVersion | null): Decision {
  if (order.test) return 'test';
  if (rule === null || order.processedAt < Date.parse(rule.settings.startsAt)) return 'before_start';
  if (rule.settings.status !== 'on') return rule.settings.status;
  if (rule.settings.sources[order.source] === false) return 'source';
  if (carriesExcludedTag(order.customerTags, rule.settings)) return 'customer_tag';
  return 'earning';
}

/** Tags are compared as Shopify does: without regard to case and to spaces around them. */
export function carriesExcludedTag(tags: readonly string[], settings: Pick<ProgrammeSettings, 'exclude'>): boolean {
  const excluded = new Set(settings.exclude.customerTags.map(fold));
  return tags.some((tag) => excluded.has(fold(tag)));
}

function fold(tag: string): string {
  return tag.trim().toLowerCase();
}
