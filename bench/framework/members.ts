/** A store whose customers hold points, made by rows, and how a shopper's request looks that Shopify's proxy has signed. */
import { createHmac } from 'node:crypto';
import { insertMany } from '../../db/insert-many.ts';
import type { ShopId } from '../../web/platform/kit/ids.ts';
import { withDb } from './databases.ts';
import { addStore, SHOP } from './work-off.ts';

const DAY = 86_400_000;
const AT_ONCE = 500;
const FIRST_ID = 9_000_000_000_000;

export interface Members {
  shopId: ShopId;
  customerIds: string[];
  /** What each of them can spend. */
  available: number;
}

/** So many customers, each with available lots of 100 points; with the entries that brought them, so that the ledger verifies. */
export async function addMembers(
  url: string,
  { customers, lots }: { customers: number; lots: number },
): Promise<Members> {
  const shopId = await addStore(url);
  const customerIds = Array.from({ length: customers }, (_, index) => String(FIRST_ID + index));
  const now = Date.now();
  const available = lots * 100;
  await withDb(url, async (db) => {
    await db.transaction((tx) =>
      tx
        .insertInto('shops')
        .values({
          shop_id: shopId,
          name: 'Bench',
          currency: 'USD',
          time_zone: 'Asia/Ho_Chi_Minh',
          taxes_included: 0,
          plan: 'basic',
          shopify_id: '1',
          read_at: now,
        })
        .execute(),
    );
    for (let start = 0; start < customers; start += AT_ONCE) {
      const some = customerIds.slice(start, start + AT_ONCE);
      await db.transaction(async (tx) => {
        await accounts(
          tx,
          some.map((customerId) => ({
            shop_id: shopId,
            account_id: `account-${customerId}`,
            customer_id: customerId,
            available,
            pending: 0,
            debt: 0,
            rev: lots,
            first_activity_at: now - lots * DAY,
            last_activity_at: now - DAY,
          })),
        );
        for (let seq = 1; seq <= lots; seq += 1) {
          const at = now - (lots + 1 - seq) * DAY;
          const named = some.map((customerId) => ({
            shop_id: shopId,
            account_id: `account-${customerId}`,
            entry_id: `account-${customerId}.${seq}`,
          }));
          await entries(
            tx,
            named.map((names) => ({
              ...names,
              seq,
              kind: 'adjusted' as const,
              key: `adjust/${names.entry_id}`,
              input_hash: '',
              occurred_at: at,
              booked_at: at,
              actor: 'staff' as const,
              points: 100,
              available_after: seq * 100,
              pending_after: 0,
              debt_after: 0,
            })),
          );
          await postings(
            tx,
            named.flatMap(({ shop_id, entry_id }) => [
              { shop_id, entry_id, position: 0, account: 'available' as const, lot_id: entry_id, points: 100 },
              { shop_id, entry_id, position: 1, account: 'adjusted' as const, lot_id: null, points: -100 },
            ]),
          );
          await pointsLots(
            tx,
            named.map(({ shop_id, account_id, entry_id }) => ({
              shop_id,
              lot_id: entry_id,
              account_id,
              seq,
              credited: 100,
              remaining: 100,
              state: 'available' as const,
              available_at: at,
              counts_from: at,
              created_at: at,
            })),
          );
        }
      });
    }
  });
  return { shopId, customerIds, available };
}

const accounts = insertMany(
  'points_accounts',
  [
    'shop_id',
    'account_id',
    'customer_id',
    'available',
    'pending',
    'debt',
    'rev',
    'first_activity_at',
    'last_activity_at',
  ],
  (insert) => insert,
);
const entries = insertMany(
  'ledger_entries',
  [
    'shop_id',
    'entry_id',
    'account_id',
    'seq',
    'kind',
    'key',
    'input_hash',
    'occurred_at',
    'booked_at',
    'actor',
    'points',
    'available_after',
    'pending_after',
    'debt_after',
  ],
  (insert) => insert,
);
const postings = insertMany(
  'ledger_postings',
  ['shop_id', 'entry_id', 'position', 'account', 'lot_id', 'points'],
  (insert) => insert,
);
const pointsLots = insertMany(
  'points_lots',
  [
    'shop_id',
    'lot_id',
    'account_id',
    'seq',
    'credited',
    'remaining',
    'state',
    'available_at',
    'counts_from',
    'created_at',
  ],
  (insert) => insert,
);

/** Path and query as the app gets them from Shopify, signed now. */
export function proxyPath(path: string, customerId: string, secret: string): string {
  const query = {
    logged_in_customer_id: customerId,
    path_prefix: '/apps/regulars',
    shop: SHOP,
    timestamp: String(Math.floor(Date.now() / 1_000)),
  };
  const text = Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('');
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  return `/proxy${path}?${new URLSearchParams({ ...query, signature })}`;
}
