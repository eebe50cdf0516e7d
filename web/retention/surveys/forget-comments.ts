import type { JobHandler } from '../../platform/manifest.ts';
import { KEPT } from '../../platform/privacy/limits.ts';
import { dropCommentsBefore } from './store.ts';

export const forgetComments: JobHandler = async ({ db, clock }) => {
  await db.transaction((tx) => dropCommentsBefore(tx, clock.now() - KEPT.comment));
};
