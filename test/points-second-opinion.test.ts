/** Thousands of random events, from the webhook's body to the balance, against a second opinion on what the rules ask for. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../db/migrate.ts';
import { type Db, openDb } from '../db/open.ts';
import { everyManifest } from '../web/app.ts';
import { readConfig } from '../web/config.ts';
import { afterBooking } from '../web/loyalty/points/after-booking.ts';
import { bookAdjustment } from '../web/loyalty/points/book-adjustment.ts';
import { verifyLedger } from '../web/loyalty/points/index.ts';
import { defaultSettings } from '../web/loyalty/points/settings.ts';
import { viewAccount } from '../web/loyalty/points/store/accounts.ts';
import { createInbox, type Inbox } from '../web/platform/inbox/store-webhooks.ts';
import { claimJobs, ownTable } from '../web/platform/jobs/own-table/table.ts';
import { createQueue } from '../web/platform/jobs/queue.ts';
import type { CustomerId, ShopDomain, ShopId } from '../web/platform/kit/ids.ts';
import { createLog } from '../web/platform/kit/log.ts';
import type { Services } from '../web/platform/manifest.ts';
import { gatherSubscriptions } from '../web/platform/subscriptions.ts';
import {
  DAY,
  EXCLUDED,
  ModelAccount,
  type ModelLine,
  type ModelOrder,
  orderBody,
  refundBody,
  shouldHold,
} from './support/points-model.ts';

const START = Date.parse('2026-01-05T00:00:00Z');
let now = START;
let ids = 0;
const newId = () => String((ids += 1));

let db: Db;
let inbox: Inbox;
let services: Services;
const manifests = everyManifest(() => {
  throw new Error('no store is installed or removed here');
});
const subscriptions = gatherSubscriptions(manifests, () => services);
/** All but what would ask or tell Shopify: here every order comes by webhook, sooner or later. */
const kinds = [...subscriptions.kinds.keys()].filter(
  (kind) => !['points.sync-metafields', 'orders.read'].includes(kind),
);

beforeAll(async () => {
  db = openDb('sqlite::memory:');
  await migrate(db);
  const queue = createQueue(
    () => now,
    () => {},
  );
  services = {
    db,
    clock: { now: () => now },
    log: createLog('silent'),
    config: readConfig({
      DATABASE_URL: 'sqlite::memory:',
      APP_URL: 'https://app.example',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: 'secret',
      ENCRYPTION_KEY: '00'.repeat(32),
    }),
    shopify: {
      graphql: async (_shopId, { name }) => {
        throw new Error(`nobody should need to ask Shopify for ${name}`);
      },
      backgroundWaitMs: () => 0,
      openBulkResult: async () => {
        throw new Error('nobody should need a file of Shopify');
      },
    },
    addJob: (tx, job) => queue.add(tx, job),
    emit: (tx, ...events) =>
      queue.addAll(
        tx,
        events.flatMap(({ name, shopId, key }) =>
          subscriptions.kindsOfEvent(name).map((kind) => ({ kind, shopId, key })),
        ),
      ),
  };
  inbox = createInbox({ db, queue, now: () => now, kindsOfTopic: subscriptions.kindsOfTopic });
});
afterAll(() => db.close());

async function newStore(): Promise<{ shopId: ShopId; domain: ShopDomain }> {
  const domain = `store-${newId()}.myshopify.com` as ShopDomain;
  const settings = defaultSettings('USD', '2020-01-01T00:00:00Z');
  settings.exclude.products = [{ id: EXCLUDED, title: '' }];
  return db.transaction(async (tx) => {
    const { shop_id } = await tx
      .insertInto('installations')
      .values({ domain, status: 'active', scopes: '', token_version: 0, created_at: 0, activated_at: 0 })
      .returning('shop_id')
      .executeTakeFirstOrThrow();
    await tx
      .insertInto('programme_versions')
      .values({ shop_id, version: 1, valid_from: 0, settings: JSON.stringify(settings), staff_id: null })
      .execute();
    return { shopId: shop_id, domain };
  });
}

/** Runs what is due, oldest first. */
async function work(): Promise<void> {
  for (;;) {
    const claim = { kinds, limit: 1, now, owner: 'test', leaseUntil: now };
    const [job] = await db.transaction((tx) => claimJobs(tx, claim));
    if (!job) return;
    await subscriptions.kinds.get(job.kind)?.run(job);
    await db.transaction((tx) => ownTable.remove(tx, [job]));
  }
}

interface Heard {
  topic: string;
  body: unknown;
}
async function hear(domain: ShopDomain, { topic, body }: Heard): Promise<void> {
  const text = JSON.stringify(body);
  await inbox.store({ domain, topic, webhookId: newId(), eventId: null, triggeredAt: now, body: text });
}

const CUSTOMERS = ['91', '92'];
const waits = [0, 1_000, 3_600_000, DAY, 5 * DAY, 14 * DAY];
const what = ['place', 'refund', 'typed', 'shipping', 'add', 'remove', 'pay', 'void', 'cancel', 'adjust'] as const;
const step = fc.record({
  what: fc.constantFrom(...what, 'refund', 'place', 'adjust'),
  wait: fc.nat(waits.length - 1),
  /** Choose which order, line, amount, … */
  one: fc.nat(9_999),
  other: fc.nat(9_999),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function newLine(one: number, other: number): ModelLine {
  const quantity = 1 + (other % 4);
  const price = other % 7 === 0 ? 0 : one;
  const discount = [0, Math.floor((price * quantity) / 3), price * quantity][one % 3] ?? 0;
  const tax = Math.floor((price * quantity - discount) / 6);
  const product = other % 5 === 0 ? EXCLUDED : '1';
  return { id: newId(), product, price, quantity, current: quantity, discount, tax, giftCard: other % 11 === 0 };
}

/** Lets one thing happen to the orders. Returns what it happened to, and what Shopify tells of it; null where it cannot happen. */
function happen({ what: kind, one, other }: Step, orders: ModelOrder[]): { order: ModelOrder; heard: Heard[] } | null {
  if (kind === 'place' || orders.length === 0) {
    const lines = Array.from({ length: 1 + (one % 3) }, (_, index) =>
      newLine((one * (index + 3)) % 9_999, other + index),
    );
    const subtotal = lines.reduce((sum, { price, quantity, discount }) => sum + price * quantity - discount, 0);
    const taxesIncluded = one % 2 === 0;
    const tax = taxesIncluded ? 0 : lines.reduce((sum, line) => sum + line.tax, 0);
    const paid = other % 4 > 0;
    const status = paid ? 'paid' : 'pending';
    const times = { createdAt: now, updatedAt: now, paidAt: paid ? now : null, cancelledAt: null };
    const customer = CUSTOMERS[other % 2] ?? '';
    const order = {
      id: newId(),
      customer,
      lines,
      refunds: [],
      taxesIncluded,
      subtotal,
      total: subtotal + tax + 500,
      status,
      ...times,
    };
    orders.push(order);
    return { order, heard: tell(order, 'orders/create', ...(paid ? ['orders/paid'] : [])) };
  }
  const order = orders[one % orders.length];
  if (!order || order.cancelledAt !== null || order.status === 'voided') return null;
  const paid = order.paidAt !== null;
  const line = order.lines.filter(({ current }) => current > 0)[other % 3];
  order.updatedAt = now;
  const giveBack = (refund: Pick<ModelOrder['refunds'][number], 'lines' | 'money' | 'shipping'>) => {
    order.refunds.push({ id: newId(), at: now, ...refund });
    order.status = 'partially_refunded';
    return { order, heard: tell(order, 'refunds/create', 'orders/updated') };
  };
  if (kind === 'refund' && paid && line) {
    const quantity = 1 + (one % line.current);
    line.current -= quantity;
    return giveBack({ lines: [{ id: line.id, quantity }], money: 123, shipping: 0 });
  }
  if (kind === 'typed' && paid) return giveBack({ lines: [], money: 1 + (other % order.total), shipping: 0 });
  if (kind === 'shipping' && paid) return giveBack({ lines: [], money: 500, shipping: 500 });
  if (kind === 'add') order.lines.push(newLine(other, one));
  else if (kind === 'remove' && line) line.current -= 1 + (one % line.current);
  else if (kind === 'pay' && !paid) Object.assign(order, { status: 'paid', paidAt: now });
  else if (kind === 'void' && !paid) order.status = 'voided';
  else if (kind === 'cancel') Object.assign(order, { cancelledAt: now, status: paid ? order.status : 'voided' });
  else return null;
  const topic = kind === 'pay' ? 'orders/paid' : kind === 'cancel' ? 'orders/cancelled' : 'orders/updated';
  return { order, heard: tell(order, topic) };
}

/** Bodies as they are now: what happens later must not show in them. */
function tell(order: ModelOrder, ...topics: string[]): Heard[] {
  return topics.map((topic) => {
    const refund = order.refunds.at(-1);
    return {
      topic,
      body: structuredClone(topic === 'refunds/create' && refund ? refundBody(order, refund) : orderBody(order)),
    };
  });
}

async function balances(shopId: ShopId): Promise<string[]> {
  const views = CUSTOMERS.map((id) => viewAccount(db.read, shopId, id as CustomerId, now));
  return (await Promise.all(views)).map((view) => {
    const { pending, available, debt } = view?.balance ?? { pending: 0, available: 0, debt: 0 };
    return `P ${pending} A ${available} D ${debt}`;
  });
}

test('after every event each customer holds what the rules ask for', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 16 }), async (steps) => {
      const { shopId, domain } = await newStore();
      const accounts = CUSTOMERS.map(() => new ModelAccount());
      const orders: ModelOrder[] = [];
      for (const [index, each] of steps.entries()) {
        now += waits[each.wait] ?? 0;
        if (each.other % 2 === 0) await work();
        if (each.what === 'adjust') {
          const points = (each.one % 300) - 120 || 1;
          const customerId = (CUSTOMERS[each.other % 2] ?? '') as CustomerId;
          const allowed = accounts[each.other % 2]?.adjust(now, points);
          const outcome = await db.transaction(async (tx) => {
            const gift = { customerId, points, reason: 'why', staffId: '1', key: String(index) };
            const booked = await bookAdjustment(tx, shopId, now, gift);
            if (booked.outcome === 'booked' && booked.change) await afterBooking(services, tx, shopId, [booked.change]);
            return booked.outcome;
          });
          expect(outcome).toBe(allowed ? 'booked' : 'too_much');
        } else {
          const event = happen(each, orders);
          if (!event) continue;
          // Each told twice, in either order.
          const twice = [...event.heard, ...event.heard];
          for (const heard of each.one % 2 === 0 ? twice : twice.toReversed()) await hear(domain, heard);
          await work();
          accounts[CUSTOMERS.indexOf(event.order.customer)]?.follow(now, event.order);
        }
        const expected = accounts.map((account) => {
          account.mature(now);
          return `P ${account.held(true)} A ${account.held(false)} D ${account.debt}`;
        });
        expect(await balances(shopId)).toEqual(expected);
      }
      expect((await verifyLedger(db.read, shopId)).differences).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

test('however the webhooks of a week arrive, the end is the same', { timeout: 60_000 }, async () => {
  const rank = fc.array(fc.nat(1_000), { minLength: 64, maxLength: 64 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), rank, async (steps, ranks) => {
      const { shopId, domain } = await newStore();
      const orders: ModelOrder[] = [];
      const heard: Heard[] = [];
      for (const each of steps.filter((one) => one.what !== 'adjust')) {
        now += 1_000 + Math.min(waits[each.wait] ?? 0, DAY / 4);
        heard.push(...(happen(each, orders)?.heard ?? []));
      }
      const shuffled = [...heard, ...heard]
        .map((one, index) => ({ one, rank: ranks[index % ranks.length] ?? 0 }))
        .toSorted((a, b) => a.rank - b.rank);
      for (const { one, rank: luck } of shuffled) {
        await hear(domain, one);
        if (luck % 2 === 0) await work();
      }
      await work();
      const expected = CUSTOMERS.map((customer) => {
        const own = orders.filter((order) => order.customer === customer && order.paidAt !== null);
        return `P ${own.reduce((sum, order) => sum + shouldHold(order), 0)} A 0 D 0`;
      });
      expect(await balances(shopId)).toEqual(expected);
      expect((await verifyLedger(db.read, shopId)).differences).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
