import { createHash } from 'node:crypto';
import type { JobIdentity } from './job-table.ts';

/** Longer identities are told apart by a hash: the queue's key may have 512 characters. */
const LONGEST = 500;

export function identityOf({ shopId, kind, key }: JobIdentity): string {
  const identity = `${shopId}:${kind}:${key}`;
  if (identity.length <= LONGEST) return identity;
  return identity.slice(0, 400) + createHash('sha256').update(identity).digest('hex');
}
