import { settingsDocument } from '../../platform/settings/settings-document.ts';
import { SHIPMENTS_DUE } from './job-kinds.ts';
import { deliverySettings } from './settings.ts';
import { setUnsentUntil } from './store/looks.ts';
import { lookAtAll } from './store/save-shipments.ts';

/** What the merchant has set for deliveries. What is late by other rules now is found at once. */
export const deliveryDocument = settingsDocument({
  name: 'delivery',
  path: '/delivery/settings',
  schema: deliverySettings,
  async onSaved(services, tx, shopId) {
    await lookAtAll(tx, shopId, services.clock.now());
    // The job first: whoever gives points as an apology holds it, too, before the store's row.
    await services.addJob(tx, { kind: SHIPMENTS_DUE, shopId, key: 'shop' });
    await setUnsentUntil(tx, shopId, 0);
  },
});
