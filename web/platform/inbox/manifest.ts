/** Webhook bodies hold personal data and are worked off within minutes: they are kept for as long as a duplicate may come. */
import { onceADay } from '../jobs/once-a-day.ts';
import { keptForJob } from '../jobs/set-aside.ts';
import { DAY } from '../kit/clock.ts';
import type { Manifest } from '../manifest.ts';

/** Shopify tries for four hours and may be up to about a day late; the rest is for the eyes of an operator. */
const KEPT_FOR = 7 * DAY;

export const inbox: Manifest = {
  name: 'platform/inbox',
  schedules: [
    {
      name: 'forget-old-webhooks',
      nextRun: onceADay,
      async run({ db, clock }, { shopId }) {
        await db.transaction((tx) =>
          tx
            .deleteFrom('inbox')
            .where('shop_id', '=', shopId)
            .where('received_at', '<', clock.now() - KEPT_FOR)
            .where((eb) => eb.not(keptForJob(tx, shopId, 'webhook:', eb.ref('inbox.webhook_id'))))
            .execute(),
        );
      },
    },
  ],
};
