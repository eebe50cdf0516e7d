/**
 * How the Admin API misbehaves on request. The Admin API asks `next(operationName)` before it does anything; what it gets
 * back it must do: answer 500 or 429 or THROTTLED, hang up, hang, or refuse the token. Seeded, so that a run can be repeated.
 */
import { seeded } from './seeded.ts';

export type FaultKind = '5xx' | '429' | 'throttled' | 'timeout' | 'reset' | 'unauthorized';
export interface Fault {
  kind: FaultKind;
  /** Operation name of the GraphQL document; null = all. */
  operation: string | null;
  /** Share of the calls that it hits, 0..1. */
  share: number;
  /** How many calls are still to be hit; null = no end. */
  left: number | null;
}
export interface Faults {
  set(fault: { kind: FaultKind; operation?: string; share?: number; count?: number } | null): void;
  /** The fault that hits this call, or null. Counts it. */
  next(operation: string | null): FaultKind | null;
  current(): Fault | null;
}

export function createFaults(seed = 1): Faults {
  let fault: Fault | null = null;
  let random = seeded(seed);
  return {
    set(wanted) {
      random = seeded(seed);
      fault = wanted && {
        kind: wanted.kind,
        operation: wanted.operation ?? null,
        share: wanted.share ?? 1,
        left: wanted.count ?? null,
      };
    },
    next(operation) {
      if (!fault || (fault.operation !== null && fault.operation !== operation)) return null;
      if (fault.left === 0 || random() >= fault.share) return null;
      if (fault.left !== null) fault.left -= 1;
      return fault.kind;
    },
    current: () => fault,
  };
}
