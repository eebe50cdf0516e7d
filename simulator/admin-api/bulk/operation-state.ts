/** What can be said of an operation in bulk at a given moment. */
import type { BulkOperation, Ms } from '../../world/types.ts';

/** Shopify keeps results for seven days. */
export const RESULT_KEPT: Ms = 7 * 86_400_000;

export function isOpen({ status }: BulkOperation): boolean {
  return status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING';
}

/** Shopify: when it was successfully completed. */
export function completedAt({ status, endedAt }: BulkOperation): Ms | null {
  return status === 'COMPLETED' ? endedAt : null;
}

export function hasExpired({ endedAt }: BulkOperation, now: Ms): boolean {
  return endedAt !== null && now >= endedAt + RESULT_KEPT;
}

/** As a person would ask for it: a result that is no longer kept has its own state. */
export function statusOf(operation: BulkOperation, now: Ms): BulkOperation['status'] | 'EXPIRED' {
  return operation.status === 'COMPLETED' && hasExpired(operation, now) ? 'EXPIRED' : operation.status;
}
