import type { JobHandler } from '../../platform/manifest.ts';
import { KEPT_FAILURES } from './lookup-throttle.ts';
import { dropFailuresBefore } from './store/lookups.ts';

/** What is forgiven is forgotten. */
export const forgetLookups: JobHandler = async ({ db, clock }) => {
  await db.transaction((tx) => dropFailuresBefore(tx, clock.now() - KEPT_FAILURES));
};
