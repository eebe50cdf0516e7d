/** The app is back in a store, whose waiting jobs went when it was removed: what had not been decided goes on, and codes that were used since are found. */
import { ordersWithCode } from '../../mirror/orders/index.ts';
import type { JobHandler } from '../../platform/manifest.ts';
import { CHECK_REFERRAL, MAKE_FRIEND_CODE, REFERRALS_DUE } from './job-kinds.ts';
import { unfinishedReferrals } from './store/referrals.ts';

export const onActivated: JobHandler = async (services, { shopId }) => {
  const { read } = services.db;
  const { open, unmade, codes } = await unfinishedReferrals(read, shopId);
  if (open.length + unmade.length + codes.length === 0) return;
  const orders: string[] = [];
  for (const code of codes) orders.push(...(await ordersWithCode(read, shopId, code)));
  await services.db.transaction(async (tx) => {
    await services.emit(tx, ...orders.map((key) => ({ name: 'order.changed', shopId, key }) as const));
    await services.addJob(
      tx,
      ...open.map((key) => ({ kind: CHECK_REFERRAL, shopId, key })),
      ...unmade.map((key) => ({ kind: MAKE_FRIEND_CODE, shopId, key })),
      { kind: REFERRALS_DUE, shopId, key: 'shop' },
    );
  });
};
