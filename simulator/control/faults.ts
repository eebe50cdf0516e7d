/**
 * How Shopify misbehaves on request. The Admin API asks `next(operationName)` before it does anything; what it gets back it
 * must do: refuse, hang up, hang, or lose or garble the answer. Other places have names of their own and are hit only when
 * they are asked for by name. Seeded, so that a run can be repeated.
 */
import type { ServerResponse } from 'node:http';
import type { BulkErrorCode } from '../world/types.ts';
import { seeded } from './seeded.ts';

export const faultKinds = [
  '5xx',
  '429',
  'throttled',
  'timeout',
  'reset',
  'unauthorized',
  'half',
  'garbage',
  'failed',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** `token`: the token endpoint; `bulkResult`: reading the file of a bulk operation; `bulkRun`: the operation itself, which can only fail. */
const places = ['token', 'bulkResult', 'bulkRun'] as const;
type Place = (typeof places)[number];

export interface Fault {
  kind: FaultKind;
  /** Operation name of the GraphQL document, or the name of another place; null = every call of the Admin API. */
  operation: string | null;
  /** Share of the calls that it hits, 0..1. */
  share: number;
  /** How many calls are still to be hit; null = no end. */
  left: number | null;
  /** With which a bulk operation fails. */
  errorCode: BulkErrorCode;
}
export interface WantedFault {
  kind: FaultKind;
  operation?: string;
  share?: number;
  count?: number;
  errorCode?: BulkErrorCode;
}
export interface Faults {
  set(fault: WantedFault | null): void;
  /** The fault that hits this call of the Admin API, or null. Counts it. */
  next(operation: string | null): FaultKind | null;
  /** The fault that hits this place, or null. Counts it. */
  at(place: Place): Fault | null;
  current(): Fault | null;
  /** An answer that is not given. Cut off when the faults change, as by a Shopify that comes back. */
  hang(response: ServerResponse): void;
}

export function createFaults(seed = 1): Faults {
  let fault: Fault | null = null;
  let random = seeded(seed);
  const hanging = new Set<ServerResponse>();
  const hit = (): Fault | null => {
    if (!fault || fault.left === 0 || random() >= fault.share) return null;
    if (fault.left !== null) fault.left -= 1;
    return fault;
  };
  return {
    set(wanted) {
      for (const response of hanging) response.destroy();
      random = seeded(seed);
      fault = wanted && {
        kind: wanted.kind,
        // Only an operation in bulk can fail so.
        operation: wanted.kind === 'failed' ? 'bulkRun' : (wanted.operation ?? null),
        share: wanted.share ?? 1,
        left: wanted.count ?? null,
        errorCode: wanted.errorCode ?? 'INTERNAL_SERVER_ERROR',
      };
    },
    next(operation) {
      if (!fault || isPlace(fault.operation)) return null;
      return fault.operation === null || fault.operation === operation ? (hit()?.kind ?? null) : null;
    },
    at: (place) => (fault?.operation === place ? hit() : null),
    current: () => fault,
    hang(response) {
      hanging.add(response);
      response.once('close', () => hanging.delete(response));
    },
  };
}

const isPlace = (name: string | null): boolean => places.some((place) => place === name);
