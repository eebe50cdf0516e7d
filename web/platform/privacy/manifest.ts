/** Shopify's compliance topics: what is held of a person is told, or forgotten; a store is erased. And nothing personal is kept longer than it says. */
import { onceADay } from '../jobs/once-a-day.ts';
import { ShopUnavailable } from '../kit/errors.ts';
import type { CustomerId, ShopId } from '../kit/ids.ts';
import type { JobHandler, Manifest, Services, WebhookHandler } from '../manifest.ts';
import { installationOfShop } from '../shopify/find-installation.ts';
import { accessLogRoutes } from './access-log-api.ts';
import { dataRequestRoutes } from './data-requests-api.ts';
import { ERASE_CUSTOMER } from './erase-job.ts';
import { erasePerson, type PrivacyParts } from './erase-person.ts';
import { ERASE_STORE, eraseRows, eraseStore } from './erase-store.ts';
import { exportPerson } from './export-person.ts';
import { cutBodies } from './inbox-mentions.ts';
import { stillThere } from './operations.ts';
import { findPerson, personalRequest } from './person.ts';
import { storeDataRequest } from './store.ts';
import { startTidying, TIDY, tidySome } from './tidy.ts';

export function privacyManifest(parts: () => PrivacyParts): Manifest {
  const onDataRequest: WebhookHandler = async (services, { shopId, body, webhookId }) => {
    const { requestId, ...request } = personalRequest.parse(body);
    const person = await findPerson(services.db.read, shopId, parts(), request);
    const sections = await exportPerson(services, shopId, parts(), person);
    await services.db.transaction(async (tx) => {
      await storeDataRequest(tx, shopId, {
        requestId: requestId ?? webhookId,
        requestedAt: services.clock.now(),
        person: {
          customerId: request.id ?? person.customerIds[0] ?? null,
          name: person.names[0] ?? null,
          email: request.email ?? person.emails[0] ?? null,
          phone: request.phone,
        },
        sections,
      });
      await cutBodies(tx, shopId, [webhookId]);
    });
    services.log.info({ shopId }, 'A request for personal data waits for the merchant');
  };

  const onRedact: WebhookHandler = async (services, { shopId, body, webhookId }) => {
    const request = personalRequest.parse(body);
    await services.db.transaction(async (tx) => {
      await erasePerson(services, tx, shopId, parts(), request);
      await cutBodies(tx, shopId, [webhookId]);
    });
    await services.db.purge();
    services.log.info({ shopId }, 'A person was erased');
  };

  const eraseCustomer: JobHandler = async (services, { shopId, key }) => {
    const request = { id: key as CustomerId, email: null, phone: null, orders: [] };
    await services.db.transaction((tx) => erasePerson(services, tx, shopId, parts(), request));
    await services.db.purge();
  };

  return {
    name: 'platform/privacy',
    webhooks: {
      'customers/data_request': onDataRequest,
      'customers/redact': onRedact,
      async 'shop/redact'(services, { shopId }) {
        if (await hasTheApp(services, shopId)) {
          services.log.warn({ shopId }, 'A store that has the app was not erased: it has installed it again');
          return;
        }
        await services.db.transaction((tx) => eraseStore(services, tx, shopId));
        services.log.info({ shopId }, 'A store is erased');
      },
    },
    jobs: { [ERASE_CUSTOMER]: eraseCustomer, [ERASE_STORE]: eraseRows, [TIDY]: tidySome },
    schedules: [{ name: 'tidy', nextRun: onceADay, anyTimeOfDay: true, run: startTidying, forAll: true }],
    adminRoutes: [...dataRequestRoutes, ...accessLogRoutes],
  };
}

/** The news that it was removed may have been lost, so Shopify is asked: with what it gave us then we are not let in any more. */
async function hasTheApp(services: Services, shopId: ShopId): Promise<boolean> {
  const installation = await installationOfShop(services.db.read, shopId);
  if (installation?.status !== 'active') return false;
  try {
    await services.shopify.graphql(shopId, stillThere, {});
    return true;
  } catch (error) {
    if (error instanceof ShopUnavailable) return false;
    throw error;
  }
}
