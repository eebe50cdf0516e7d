import type { JobHandler } from '../../platform/manifest.ts';
import { KEPT } from '../../platform/privacy/limits.ts';
import { dropProofsBefore } from './store/drop-proofs.ts';

const ORDERS_AT_ONCE = 500;

/** Nobody looks for a parcel of so long ago: of its order nothing is left by which somebody could show that it is theirs. */
export const forgetProofs: JobHandler = async ({ db, clock }) => {
  const before = clock.now() - KEPT.proof;
  while ((await db.transaction((tx) => dropProofsBefore(tx, before, ORDERS_AT_ONCE))) === ORDERS_AT_ONCE);
};
