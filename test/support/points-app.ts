/**
 * The app from a webhook's body to the balance, on a real database: inbox, handlers, ledger, and a queue in memory, so that what
 * happens when is up to the test. There is no Shopify but for the question whether a customer is still there.
 */
import { afterCommit, type Db, openDb, type Tx } from '../../db/open.ts';
import { readConfig } from '../../web/config.ts';
import { bookAdjustment } from '../../web/loyalty/points/book-adjustment.ts';
import {
  grantPoints,
  redeemPoints,
  reimbursePoints,
  takeBackGrant,
  verifyLedger,
} from '../../web/loyalty/points/index.ts';
import { points } from '../../web/loyalty/points/manifest.ts';
import { askForAward } from '../../web/loyalty/points/past-orders-api.ts';
import { defaultSettings, type Multiplier } from '../../web/loyalty/programme/settings.ts';
import { type AccountView, viewAccount } from '../../web/loyalty/points/store/accounts.ts';
import { customers } from '../../web/mirror/customers/manifest.ts';
import { fulfillments } from '../../web/mirror/fulfillments/manifest.ts';
import { loadOrders } from '../../web/mirror/orders/index.ts';
import { orders } from '../../web/mirror/orders/manifest.ts';
import { products } from '../../web/mirror/products/manifest.ts';
import { createInbox } from '../../web/platform/inbox/store-webhooks.ts';
import type { NewJob, Queue } from '../../web/platform/jobs/queue.ts';
import type { CustomerId, OrderId, ShopDomain, ShopId } from '../../web/platform/kit/ids.ts';
import { createLog } from '../../web/platform/kit/log.ts';
import type { Services } from '../../web/platform/manifest.ts';
import { gatherSubscriptions } from '../../web/platform/subscriptions.ts';

/** A delivery that has an `id` comes again with the same one; without, each is another delivery. */
export interface Heard {
  topic: string;
  body: unknown;
  id?: string;
  /** `body` is the text itself. */
  text?: boolean;
}

export interface PointsStore {
  shopId: ShopId;
  domain: ShopDomain;
  /** Those whom Shopify does not know any more. */
  gone: Set<string>;
  /** Ms: when everything earns twice as much, where the store has a product that is boosted. */
  happy: { from: number; until: number };
  /** Rewards by the order that they were spent on; so much of each comes back as `shouldComeBack` of the model says. */
  rewards: Map<string, { id: string; points: number }>;
}

export interface NewPointsStore {
  startsAt?: string;
  boosted?: string;
  /** Points are good for so many months. */
  months?: number | null;
  clamp?: boolean;
}

export interface PointsApp {
  readonly db: Db;
  now(): number;
  pass(ms: number): void;
  newId(): string;
  /**
   * One point per unit of the default rate, 14 days from payment; `excluded` is a product that earns nothing, `boosted` one that earns half
   * as much again.
   */
  newStore(currency: string, excluded: string, more?: NewPointsStore): Promise<PointsStore>;
  hear(store: PointsStore, heard: Heard): Promise<void>;
  /** Runs what is due, so many jobs at once. */
  work(width: number): Promise<void>;
  /** Runs what is due, one by one, each once: what fails is put aside, as the worker would after its last try. Returns why. */
  tryWork(): Promise<unknown[]>;
  /** Runs everything, each job of this kind cut off before its transaction's end and then tried again. Returns how many those were. */
  workDying(kind: string): Promise<number>;
  /** The merchant's act, since that moment (ms). */
  award(store: PointsStore, since: number): Promise<void>;
  adjust(store: PointsStore, customer: string, points: number): Promise<'booked' | 'too_much'>;
  /** A bonus of 14 days' wait, or at once; `once`: such as a customer gets once. Says what became of it. */
  bonus(
    store: PointsStore,
    customer: string,
    bonus: { key: string; points: number; at: number | 'now'; once: string | null },
  ): Promise<string>;
  takeBonus(store: PointsStore, key: string, points: number): Promise<string>;
  redeem(store: PointsStore, customer: string, redemption: { id: string; points: number }): Promise<string>;
  comeBack(store: PointsStore, id: string, total: number): Promise<string>;
  /** As the reading side shows it now: `P 0 A 0 D 0`. */
  balance(store: PointsStore, customer: string): Promise<string>;
  /** The same, with what can be spent by its last moment: `P 0 A 30 D 0 30@1790000000000`. */
  lots(store: PointsStore, customer: string): Promise<string>;
  differences(store: PointsStore): Promise<string[]>;
  close(): Promise<void>;
}

type DueJob = NewJob & { runAt: number };

const START = Date.parse('2026-01-05T00:00:00Z');
/** No test gives it more to do. */
const MOST_ROUNDS = 1_000;
/** What would only ask or tell Shopify more than the test knows. */
const LEFT_OUT = new Set(['points.sync-metafields', 'orders.read', 'customers.read']);

const TIME_ZONE = 'Asia/Ho_Chi_Minh';
const AHEAD = 7 * 3_600_000;

/** Some of the days after the store has begun, as local times have them: to the minute. */
function happyDays(now: number): { from: number; until: number } {
  const minute = Math.floor(now / 60_000) * 60_000;
  return { from: minute + 3_600_000, until: minute + 7 * 86_400_000 };
}

function multipliersOf(boosted: string, { from, until }: { from: number; until: number }): Multiplier[] {
  const local = (ms: number) => new Date(ms + AHEAD).toISOString().slice(0, 16);
  const none = { products: [], collections: [], tiers: [], from: null, until: null };
  return [
    { ...none, id: 'happy', title: '', factor: '2', from: local(from), until: local(until) },
    { ...none, id: 'boosted', title: '', factor: '1.50', products: [{ id: boosted, title: '' }] },
  ];
}

/** The database must have been migrated. */
export function startPointsApp(databaseUrl: string): PointsApp {
  const db = openDb(databaseUrl);
  const clock = { now: START };
  const gone = new Map<ShopId, Set<string>>();
  const rewards = new Map<ShopId, PointsStore['rewards']>();
  const waiting = new Map<string, DueJob>();
  let ids = 0;
  const newId = () => String((ids += 1));

  const queue: Queue = {
    add: (tx, job) => queue.addAll(tx, [job]),
    async addAll(tx: Tx, jobs) {
      afterCommit(tx, () => {
        for (const job of jobs) {
          const id = JSON.stringify([job.shopId, job.kind, job.key]);
          const earlier = waiting.get(id);
          const runAt = Math.min(job.runAt ?? clock.now, earlier?.runAt ?? Number.POSITIVE_INFINITY);
          waiting.set(id, { ...job, payload: job.payload ?? earlier?.payload, runAt });
        }
      });
    },
  };
  /** What becomes of the next transaction. */
  let dies = false;
  const services: Services = {
    db: {
      ...db,
      transaction(work) {
        const dying = dies;
        dies = false;
        return db.transaction(async (tx) => {
          const result = await work(tx);
          if (dying) throw new Error('the process died before the commit');
          return result;
        });
      },
    },
    clock: { now: () => clock.now },
    log: createLog('silent'),
    config: readConfig({
      DATABASE_URL: databaseUrl,
      APP_URL: 'https://app.example',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: 'secret',
      ENCRYPTION_KEY: '00'.repeat(32),
    }),
    shopify: {
      async graphql(shopId, operation, variables) {
        if (operation.name !== 'Customer' || !('id' in variables))
          throw new Error(`nobody should need to ask Shopify for ${operation.name}`);
        const id = String(variables.id).replace(/\D/g, '');
        const at = new Date(clock.now).toISOString();
        const customer = { id, tags: [], createdAt: at, updatedAt: at };
        return operation.data.parse({ customer: gone.get(shopId)?.has(id) ? null : customer });
      },
      backgroundWaitMs: () => 0,
      openBulkResult: async () => {
        throw new Error('nobody should need a file of Shopify');
      },
    },
    addJob: (tx, ...jobs) => queue.addAll(tx, jobs),
    emit: async (tx, ...events) => queue.addAll(tx, await subscriptions.jobsOf(tx, events)),
  };
  const subscriptions = gatherSubscriptions(
    [
      customers,
      products,
      orders,
      fulfillments,
      points({
        tierOf: async () => new Map(),
        rewardsOn: (tx, shopId, orderIds) => rewardsOn(tx, shopId, rewards.get(shopId) ?? new Map(), orderIds),
        tierOfMember: async () => null,
        happenedToOrders: async () => [],
      }),
    ],
    () => services,
  );
  const inbox = createInbox({ db, queue, now: () => clock.now, kindsOfTopic: subscriptions.kindsOfTopic });

  function takeDue(most: number): DueJob[] {
    const due = [...waiting].filter(([, { runAt }]) => runAt <= clock.now).slice(0, most);
    for (const [id] of due) waiting.delete(id);
    return due.map(([, job]) => job);
  }

  async function run({ runAt: dueAt, payload = null, ...job }: DueJob): Promise<void> {
    if (LEFT_OUT.has(job.kind)) return;
    const kind = subscriptions.kinds.get(job.kind);
    if (!kind) throw new Error(`nobody runs ${job.kind}`);
    await kind.run({ ...job, payload, dueAt, id: 0, owner: 'test', attempts: 0, suspect: false });
  }

  return {
    db,
    now: () => clock.now,
    pass: (ms) => {
      clock.now += ms;
    },
    newId,
    async newStore(currency, excluded, more = {}) {
      const { startsAt = '2020-01-01T00:00:00Z', boosted, months = null, clamp = false } = more;
      const domain = `store-${newId()}.myshopify.com` as ShopDomain;
      const settings = defaultSettings(currency, startsAt);
      settings.exclude.products = [{ id: excluded, title: '' }];
      settings.expiry = months === null ? null : { months, remindDays: 7 };
      settings.negative = clamp ? 'clamp' : 'allow';
      const happy = happyDays(clock.now);
      if (boosted !== undefined) settings.earn.multipliers = multipliersOf(boosted, happy);
      const shopId = await db.transaction(async (tx) => {
        const { shop_id } = await tx
          .insertInto('installations')
          .values({ domain, status: 'active', scopes: '', token_version: 0, created_at: 0, activated_at: 0 })
          .returning('shop_id')
          .executeTakeFirstOrThrow();
        await tx
          .insertInto('shops')
          .values({
            shop_id,
            name: domain,
            currency,
            time_zone: TIME_ZONE,
            taxes_included: 0,
            plan: '',
            shopify_id: String(shop_id),
            read_at: 0,
          })
          .execute();
        await tx
          .insertInto('programme_versions')
          .values({ shop_id, version: 1, valid_from: 0, settings: JSON.stringify(settings), staff_id: null })
          .execute();
        return shop_id;
      });
      const store: PointsStore = { shopId, domain, gone: new Set(), happy, rewards: new Map() };
      gone.set(shopId, store.gone);
      rewards.set(shopId, store.rewards);
      return store;
    },
    async hear({ domain }, { topic, body, id, text }) {
      const webhookId = id ?? newId();
      const told = text ? String(body) : JSON.stringify(body);
      await inbox.store({ domain, topic, webhookId, eventId: null, triggeredAt: clock.now, body: told });
    },
    async work(width) {
      for (let round = 0; ; round += 1) {
        if (round > MOST_ROUNDS) throw new Error(`the app does not come to rest: ${[...waiting.keys()].join(' ')}`);
        const jobs = takeDue(width);
        if (jobs.length === 0) return;
        await Promise.all(jobs.map(run));
      }
    },
    async tryWork() {
      const problems: unknown[] = [];
      for (let [job] = takeDue(1); job !== undefined; [job] = takeDue(1))
        await run(job).catch((problem: unknown) => problems.push(problem));
      return problems;
    },
    async workDying(kind) {
      let died = 0;
      for (let [job] = takeDue(1); job !== undefined; [job] = takeDue(1)) {
        dies = job.kind === kind;
        if (dies) {
          died += 1;
          await run(job).then(
            () => {
              throw new Error(`${kind} did not mind to die`);
            },
            () => undefined,
          );
        }
        await run(job);
      }
      return died;
    },
    async award({ shopId, domain }, since) {
      const body = { since: new Date(since).toISOString(), key: newId() };
      await askForAward(services, { shopId, domain, staffId: '1', params: {}, query: new URLSearchParams(), body });
    },
    adjust: ({ shopId }, customer, change) =>
      db.transaction(async (tx) => {
        const gift = { customerId: customer as CustomerId, points: change, reason: 'why', staffId: '1', key: newId() };
        const { outcome } = await bookAdjustment(services, tx, shopId, gift);
        if (outcome !== 'booked' && outcome !== 'too_much') throw new Error(`a gift was ${outcome}`);
        return outcome;
      }),
    bonus: ({ shopId }, customer, { key, points: given, at, once }) =>
      db.transaction(async (tx) => {
        const matures = at === 'now' ? at : { at };
        const request = {
          customerId: customer as CustomerId,
          points: given,
          key,
          source: 'custom',
          once,
          matures,
        } as const;
        return (await grantPoints(services, tx, shopId, { ...request, occurredAt: clock.now })).outcome;
      }),
    takeBonus: ({ shopId }, grantKey, most) =>
      db.transaction(async (tx) => {
        const request = { grantKey, points: most, key: newId(), occurredAt: clock.now };
        return (await takeBackGrant(services, tx, shopId, request)).outcome;
      }),
    redeem: ({ shopId }, customer, { id, points: spent }) =>
      db.transaction(async (tx) => {
        const request = { customerId: customer as CustomerId, points: spent, redemptionId: id, key: id };
        return (await redeemPoints(services, tx, shopId, { ...request, occurredAt: clock.now })).outcome;
      }),
    comeBack: ({ shopId }, redemptionId, total) =>
      db.transaction(async (tx) => {
        const request = { redemptionId, total, key: newId(), occurredAt: clock.now };
        return (await reimbursePoints(services, tx, shopId, request)).outcome;
      }),
    async balance({ shopId }, customer) {
      return shown(await viewAccount(db.read, shopId, customer as CustomerId, clock.now));
    },
    async lots({ shopId }, customer) {
      const view = await viewAccount(db.read, shopId, customer as CustomerId, clock.now);
      const days = new Map<string, number>();
      for (const { state, remaining, expiresAt } of view?.lots ?? [])
        if (state === 'available') days.set(`${expiresAt ?? '-'}`, (days.get(`${expiresAt ?? '-'}`) ?? 0) + remaining);
      return [shown(view), ...[...days].map(([end, held]) => `${held}@${end}`).sort()].join(' ');
    },
    differences: async ({ shopId }) => (await verifyLedger(db.read, shopId)).differences,
    close: () => db.close(),
  };
}

function shown(view: AccountView | null): string {
  const { pending, available, debt } = view?.balance ?? { pending: 0, available: 0, debt: 0 };
  return `P ${pending} A ${available} D ${debt}`;
}

/** As the mirror has the orders: all of a reward comes back when its order is cancelled, a quarter of it with each refund. */
async function rewardsOn(tx: Tx, shopId: ShopId, known: PointsStore['rewards'], orderIds: readonly string[]) {
  const found = new Map<OrderId, { redemptionId: string; toReturn: number }[]>();
  if (known.size === 0) return found;
  for (const [id, order] of await loadOrders(tx, shopId, orderIds)) {
    const reward = known.get(id);
    if (!reward) continue;
    const quarters = order.cancelledAt === null ? Math.min(4, order.refunds.length) : 4;
    found.set(id as OrderId, [{ redemptionId: reward.id, toReturn: Math.floor((reward.points * quarters) / 4) }]);
  }
  return found;
}
