/** Which message a parcel's state is worth, if any: each kind once, and of several that were reached at once the last alone. */
import { DAY } from '../../platform/kit/clock.ts';
import type { Verdict } from './attention.ts';
import type { Journey } from './journey.ts';
import type { ParcelMessage } from './settings.ts';
import { hasArrived } from './stage-of.ts';

/** What happened longer ago is no news. */
export const NEWS_FOR = 3 * DAY;

export interface Told {
  journey: Journey;
  verdict: Verdict;
  sentAt: number;
  /** Kinds that were told before, or are not to be told any more. */
  told: readonly ParcelMessage[];
  /** What happened before that moment was there before us: history. 0 = nothing. */
  historyUntil: number;
}

export interface News {
  /** Null = nothing to tell. */
  kind: ParcelMessage | null;
  /** As `told`, after this. */
  told: ParcelMessage[];
}

export function newsOf({ journey, verdict, sentAt, told, historyUntil }: Told, now: number): News {
  const reached = kindsReached(journey, verdict, sentAt);
  // Of two of one moment the one that comes after.
  const [latest] = reached.toReversed().toSorted((a, b) => b.at - a.at);
  const after = [...new Set([...told, ...reached.map(({ kind }) => kind)])];
  if (!latest || latest.silent || told.includes(latest.kind)) return { kind: null, told: after };
  const fresh = latest.at > now - NEWS_FOR && latest.at >= historyUntil;
  return { kind: fresh ? latest.kind : null, told: after };
}

interface Reached {
  kind: ParcelMessage;
  at: number;
  /** Too late to be told. */
  silent?: boolean;
}

function kindsReached({ stage, since }: Journey, { attention, since: from }: Verdict, sentAt: number): Reached[] {
  if (stage === 'cancelled') return [];
  const shipped: Reached = { kind: 'shipped', at: sentAt };
  if (hasArrived(stage)) {
    const before = (kind: ParcelMessage): Reached => ({ kind, at: Math.min(sentAt, since) - 1 });
    return [before('shipped'), before('out_for_delivery'), before('delayed'), { kind: 'delivered', at: since }];
  }
  // Somebody was at the door, it waits to be fetched, or it failed: none of the four says that.
  if (stage === 'attempted' || stage === 'ready_for_pickup' || stage === 'failed')
    return [{ ...shipped, silent: true }];
  const atTheDoor: Reached[] = stage === 'out_for_delivery' ? [{ kind: 'out_for_delivery', at: since }] : [];
  const delayed: Reached[] = attention === null ? [] : [{ kind: 'delayed', at: from ?? since }];
  return [shipped, ...atTheDoor, ...delayed];
}
