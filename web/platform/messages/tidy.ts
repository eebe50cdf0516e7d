/** Once a day, for all stores: forgets what was written long ago, and wakes what waits although nobody is sending it. */
import type { JobHandler } from '../manifest.ts';
import { KEPT } from '../privacy/limits.ts';
import { SEND_MESSAGES } from './outbox.ts';
import { dropMessagesBefore, storesWithWaiting } from './store.ts';

const ROWS_AT_ONCE = 500;

export const tidyMessages: JobHandler = async ({ db, clock, addJob }) => {
  const before = clock.now() - KEPT.message;
  while ((await db.transaction((tx) => dropMessagesBefore(tx, before, ROWS_AT_ONCE))) === ROWS_AT_ONCE);
  // Their job was given up when the mail server had been away for half a day.
  const stores = await storesWithWaiting(db.read);
  await db.transaction((tx) => addJob(tx, ...stores.map((shopId) => ({ kind: SEND_MESSAGES, shopId, key: 'shop' }))));
};
