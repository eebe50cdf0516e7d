/** A store whose order webhooks are stored and wait, and how to know that they were worked off, rightly. */
import { setTimeout as pause } from 'node:timers/promises';
import { verifyLedger } from '../../web/loyalty/points/index.ts';
import { defaultSettings } from '../../web/loyalty/programme/settings.ts';
import type { ShopDomain, ShopId } from '../../web/platform/kit/ids.ts';
import { SECRET, startApp } from './app.ts';
import { withDb } from './databases.ts';
import type { OrderWebhooks } from './order-webhooks.ts';
import { webhookHeaders } from './sign-webhook.ts';

export const SHOP = 'bench.myshopify.com' as ShopDomain;
const CONNECTIONS = 32;
const LOOK_MS = 50;
const LONGEST_MS = 120_000;

/** Without access to Shopify, so that the balances' way to the storefront waits as parked jobs and is no part of what is measured. */
export async function addStore(url: string): Promise<ShopId> {
  const settings = JSON.stringify(defaultSettings('USD', '2020-01-01T00:00:00Z'));
  return withDb(url, (db) =>
    db.transaction(async (tx) => {
      const { shop_id } = await tx
        .insertInto('installations')
        .values({ domain: SHOP, status: 'needs_reopen', scopes: '', token_version: 0, created_at: 0, activated_at: 0 })
        .returning('shop_id')
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('programme_versions')
        .values({ shop_id, version: 1, valid_from: 0, settings, staff_id: null })
        .execute();
      return shop_id;
    }),
  );
}

export async function storeAll(url: string, { deliveries }: OrderWebhooks): Promise<void> {
  const web = await startApp(url, ['--web']);
  try {
    const left = deliveries.values();
    const send = async () => {
      for (const delivery of left) {
        const headers = webhookHeaders(delivery, { shop: SHOP, secret: SECRET });
        const response = await fetch(`${web.url}/api/webhooks`, { method: 'POST', headers, body: delivery.body });
        await response.arrayBuffer();
        if (response.status !== 200) throw new Error(`a webhook was answered with ${response.status}`);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, send));
  } finally {
    await web.stop();
  }
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** Every order was decided, and all refunds are taken off. */
export async function workedOff(url: string, { orders, points }: OrderWebhooks): Promise<void> {
  const expected = sum(points.values());
  const giveUpAt = performance.now() + LONGEST_MS;
  await withDb(url, async ({ read }) => {
    for (;;) {
      const earnings = await read
        .selectFrom('order_earnings')
        .select((eb) => [
          eb.fn.countAll<number>().as('orders'),
          eb.fn.coalesce(eb.fn.sum<number>(eb('credited', '-', eb.ref('reversed'))), eb.lit(0)).as('points'),
        ])
        .executeTakeFirstOrThrow();
      if (earnings.orders === orders && earnings.points === expected) return;
      if (performance.now() > giveUpAt) throw new Error(`not worked off: ${JSON.stringify(earnings)} of ${expected}`);
      await pause(LOOK_MS);
    }
  });
}

export async function proveRight(url: string, shopId: ShopId, { points }: OrderWebhooks): Promise<void> {
  await withDb(url, async ({ read }) => {
    const { differences } = await verifyLedger(read, shopId);
    const accounts = await read.selectFrom('points_accounts').select(['customer_id', 'available', 'pending']).execute();
    const wrong = accounts.filter(
      (account) => account.available + account.pending !== points.get(account.customer_id ?? ''),
    );
    if (differences.length > 0 || wrong.length > 0 || accounts.length !== points.size)
      throw new Error(
        `${differences.length} differences in the ledger, ${wrong.length} wrong balances of ${accounts.length}`,
      );
  });
}
