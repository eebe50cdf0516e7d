/** Shopify's compliance topics: every slice is asked for what it holds of a person, or told to forget it. */
import { z } from 'zod';
import type { Tx } from '../../../db/open.ts';
import { type CustomerId, idDigits, type ShopId } from '../kit/ids.ts';
import type { Manifest, PrivacyHooks, Services } from '../manifest.ts';
import { installationOfShop } from '../shopify/find-installation.ts';
import { eraseShop, forgetCustomerIn, storeDataRequest } from './store.ts';

export interface PrivacyParts {
  /** Every slice that holds something, by its name. */
  hooks: { slice: string; hooks: PrivacyHooks }[];
  /** For a request that names no customer id: whom these contact details belong to. */
  findCustomers(services: Services, shopId: ShopId, contact: Contact): Promise<CustomerId[]>;
}
export interface Contact {
  email: string | null;
  phone: string | null;
}

const text = z.string().nullish();
const personal = z.object({ customer: z.object({ id: text, email: text, phone: text }).nullish() });
const dataRequest = personal.extend({ data_request: z.object({ id: text }).nullish() });

export function privacyManifest(parts: () => PrivacyParts): Manifest {
  /** The person may have no account and so no id: then the contact details decide. */
  async function people(services: Services, shopId: ShopId, body: z.infer<typeof personal>): Promise<CustomerId[]> {
    const { id, email, phone } = body.customer ?? {};
    const digits = idDigits(id);
    if (digits !== null) return [digits as CustomerId];
    if (!email && !phone) return [];
    return parts().findCustomers(services, shopId, { email: email ?? null, phone: phone ?? null });
  }

  return {
    name: 'platform/privacy',
    webhooks: {
      async 'customers/data_request'(services, { shopId, body, webhookId }) {
        const request = dataRequest.parse(body);
        const customers = await people(services, shopId, request);
        const held: Record<string, unknown> = {};
        for (const customerId of customers) {
          const bySlice: Record<string, unknown> = {};
          for (const { slice, hooks } of parts().hooks) {
            bySlice[slice] = await hooks.exportCustomer(services, shopId, customerId);
          }
          held[customerId] = bySlice;
        }
        await services.db.transaction((tx) =>
          storeDataRequest(tx, shopId, {
            requestId: request.data_request?.id ?? webhookId,
            customerId: customers[0] ?? null,
            requestedAt: services.clock.now(),
            held,
          }),
        );
        services.log.info({ shopId, customers: customers.length }, 'A data request is ready for the merchant');
      },

      async 'customers/redact'(services, { shopId, body }) {
        const customers = await people(services, shopId, personal.parse(body));
        await services.db.transaction(async (tx) => {
          for (const customerId of customers) {
            for (const { hooks } of parts().hooks) await hooks.redactCustomer(services, tx, shopId, customerId);
            await forgetCustomerIn(tx, shopId, customerId);
          }
        });
        services.log.info({ shopId, customers: customers.length }, 'Customers were forgotten');
      },

      async 'shop/redact'(services, { shopId }) {
        const installation = await installationOfShop(services.db.read, shopId);
        if (installation?.status === 'active') {
          services.log.warn({ shopId }, 'A store that has the app was not erased: it has installed it again');
          return;
        }
        await services.db.transaction((tx) => eraseEverything(services, tx, shopId));
        services.log.info({ shopId }, 'Everything of a store was erased');
      },
    },
    adminRoutes: [
      {
        method: 'GET',
        path: '/data-requests',
        async handle({ db }, { shopId }) {
          const rows = await db.read
            .selectFrom('data_requests')
            .select(['request_id', 'customer_id', 'requested_at', 'export'])
            .where('shop_id', '=', shopId)
            .orderBy('requested_at', 'desc')
            .execute();
          return {
            body: rows.map((row) => ({
              id: row.request_id,
              customerId: row.customer_id,
              requestedAt: new Date(row.requested_at).toISOString(),
              export: JSON.parse(row.export) as unknown,
            })),
          };
        },
      },
    ],
  };

  async function eraseEverything(services: Services, tx: Tx, shopId: ShopId): Promise<void> {
    for (const { hooks } of parts().hooks) await hooks.redactShop(services, tx, shopId);
    await eraseShop(tx, shopId);
  }
}
