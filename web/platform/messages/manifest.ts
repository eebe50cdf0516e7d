/** Emails: an outbox that slices write into, and the one way by which it is emptied. What they say is in the manifests of the slices. */
import { onceADay } from '../jobs/once-a-day.ts';
import type { JobHandler, Manifest } from '../manifest.ts';
import { emailRoutes } from './admin-api.ts';
import { SEND_MESSAGES } from './outbox.ts';
import type { MessageParts } from './parts.ts';
import { emailPrivacy } from './privacy.ts';
import { sendDue } from './send-due.ts';
import { countWaitingOfAll, moveStops } from './store.ts';
import { tidyMessages } from './tidy.ts';
import { WITHDRAW_CONSENT, withdrawConsent } from './withdraw-consent.ts';

export function messagesManifest(parts: () => MessageParts): Manifest {
  /** Its key is who is gone. */
  const onCustomerMerged: JobHandler = async ({ db }, { shopId, key }) => {
    await db.transaction(async (tx) => {
      const kept = (await parts().keptCustomers(tx, shopId, [key])).get(key);
      if (kept !== undefined) await moveStops(tx, shopId, key, kept);
    });
  };

  return {
    name: 'platform/messages',
    on: { 'customer.merged': onCustomerMerged },
    jobs: { [SEND_MESSAGES]: sendDue(parts), [WITHDRAW_CONSENT]: withdrawConsent },
    schedules: [{ name: 'tidy', nextRun: onceADay, anyTimeOfDay: true, run: tidyMessages, forAll: true }],
    adminRoutes: emailRoutes(parts),
    privacy: emailPrivacy(() => parts().kinds),
    gauges: [
      {
        name: 'regulars_emails_waiting',
        help: 'Emails that are not sent yet.',
        labelNames: [],
        read: async (handle) => [{ labels: {}, value: await countWaitingOfAll(handle) }],
      },
    ],
  };
}
