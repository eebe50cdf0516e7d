/**
 * Brings webhooks to the app: at once when they are due, several at a time, repeated by the simulator's clock when the app
 * does not answer 2xx. Holds no promise about order, as Shopify does not.
 */
import type { SimulatorClock } from '../control/clock.ts';
import type { AppSide } from '../context.ts';
import type { Delivery, Happening, Ms, Shop, World } from '../world/types.ts';
import { addressAtApp } from './app-toml.ts';
import { createPolicies, plainDelivery, type DeliveryPolicy } from './delivery-policy.ts';
import { createMakeDeliveries } from './make-deliveries.ts';
import { createPoster, type PostLimits, type Poster } from './post.ts';
import { retryAfter } from './retry-schedule.ts';
import { webhookSignature } from './sign.ts';
import { createTimetable } from './timetable.ts';

const atOnce = 32;
/** Bodies of delivered webhooks that are kept for the inspector, per shop. */
const keptBodies = 500;
/** Reordered deliveries wait this long (wall time) for company, or until somebody settles. */
const shuffleMs = 250;

export interface Job {
  shop: Shop;
  delivery: Delivery;
}
export interface Dispatcher {
  accept(happening: Happening): void;
  setPolicy(shop: string | null, policy: DeliveryPolicy): void;
  /** Sends what is due by now, including what waits to be reordered. */
  flush(): void;
  /** Nothing is due and nothing is on its way. */
  idle(): boolean;
  /** Resolves when something was delivered or failed; at once when nothing is on its way. */
  progress(): Promise<void>;
  /** How often it has tried to deliver something. */
  tries(): number;
  /** When the next one that lies in the future is due. */
  nextDue(): Ms | null;
  counts(): { held: number; future: number; due: number };
  /** What a person would want to know when it does not finish. */
  unfinished(): string[];
  /** Sends one delivery again, whatever became of it, with a new try of the same webhook id. */
  again(shop: Shop, delivery: Delivery): void;
  /** Forgets what has not been sent, where `which` says so. */
  forget(which: (job: Job) => boolean): void;
  /** Takes up deliveries of a loaded world. */
  adopt(shop: Shop): void;
  resetPolicies(): void;
  stop(): void;
}

export function createDispatcher(options: {
  world: World;
  clock: SimulatorClock;
  app: AppSide;
  /** Where the simulator listens: its pictures are there. */
  url?: () => string;
  limits?: PostLimits;
  poster?: Poster;
}): Dispatcher {
  const { world, clock, app } = options;
  const poster = options.poster ?? createPoster(atOnce, options.limits);
  const make = createMakeDeliveries(world, app, () => options.url?.());
  const policies = createPolicies();
  const future = createTimetable<Job>();
  const ready: Job[] = [];
  const held: Job[] = [];
  let shuffling: { job: Job; rank: number }[] = [];
  let inOrder: Job[] = [];
  const onTheWay = new Set<Job>();
  const waiting: (() => void)[] = [];
  let alarm: NodeJS.Timeout | undefined;
  let shuffleAlarm: NodeJS.Timeout | undefined;
  let tries = 0;
  let stopped = false;

  const enqueue = (job: Job, rank: number | null): void => {
    const due = job.delivery.nextTryAt ?? world.now();
    if (due > world.now()) future.add(due, job);
    else if (rank === null) ready.push(job);
    else {
      shuffling.push({ job, rank });
      shuffleAlarm ??= setTimeout(flush, shuffleMs);
    }
  };
  const flush = (): void => {
    clearTimeout(shuffleAlarm);
    shuffleAlarm = undefined;
    inOrder.push(...shuffling.sort((one, other) => one.rank - other.rank).map(({ job }) => job));
    shuffling = [];
    pump();
  };
  const pump = (): void => {
    if (stopped) return;
    const now = world.now();
    for (const job of future.takeUntil(now)) enqueue(job, policies.decide(job.shop.domain).rank);
    if (app.url() !== null) {
      // Reordered ones go one after the other: in parallel the order would be decided by chance again.
      const [first] = inOrder;
      if (first && ![...onTheWay].some((job) => serial.has(job))) {
        inOrder = inOrder.slice(1);
        serial.add(first);
        void send(first);
      }
      while (onTheWay.size < atOnce) {
        const job = ready.shift();
        if (!job) break;
        void send(job);
      }
    }
    clearTimeout(alarm);
    const next = future.first();
    if (next !== null && clock.running()) alarm = setTimeout(pump, Math.min(Math.max(next - now, 1), 2 ** 31 - 1));
  };
  const serial = new WeakSet<Job>();

  const send = async (job: Job): Promise<void> => {
    const { shop, delivery } = job;
    onTheWay.add(job);
    tries += 1;
    const at = world.now();
    const address = addressAtApp(app.configuration, delivery.uri, app.url());
    const body = Buffer.from(delivery.body);
    const result = address
      ? await poster.post(address, headersOf(shop, delivery, body), body)
      : { status: null, error: 'the app has no address', ms: 0 };
    delivery.tries.push({ at, ...result });
    onTheWay.delete(job);
    serial.delete(job);
    if (result.status !== null && result.status >= 200 && result.status < 300) {
      delivery.status = 'delivered';
      delivery.nextTryAt = null;
      slim(shop);
    } else if (!stopped) {
      const pause = retryAfter(delivery.tries.length);
      delivery.nextTryAt = pause === null ? null : (delivery.tries[0]?.at ?? at) + pause;
      if (delivery.nextTryAt === null) delivery.status = 'failed';
      else enqueue(job, null);
    }
    for (const wake of waiting.splice(0)) wake();
    pump();
  };

  const headersOf = (shop: Shop, delivery: Delivery, body: Buffer): Record<string, string> => ({
    'Content-Type': 'application/json',
    Accept: '*/*',
    'User-Agent': 'Shopify-Captain-Hook',
    'X-Shopify-Topic': delivery.topic,
    'X-Shopify-Hmac-Sha256': webhookSignature(body, app.apiSecret),
    'X-Shopify-Shop-Domain': shop.domain,
    'X-Shopify-API-Version': delivery.apiVersion,
    'X-Shopify-Webhook-Id': delivery.id,
    // Nine digits of a second, as Shopify writes it.
    'X-Shopify-Triggered-At': new Date(delivery.triggeredAt).toISOString().replace('Z', '000000Z'),
    'X-Shopify-Event-Id': delivery.eventId,
    ...(delivery.name !== null && { 'X-Shopify-Name': delivery.name }),
  });

  const release = (shop: string | null): void => {
    for (const job of held.splice(0)) {
      if (shop !== null && job.shop.domain !== shop) {
        held.push(job);
        continue;
      }
      job.delivery.status = 'pending';
      enqueue(job, policies.decide(job.shop.domain).rank);
    }
  };

  clock.onChange(() => pump());

  return {
    accept(happening) {
      for (const delivery of make(happening)) {
        const { shop } = happening;
        const fate = policies.decide(shop.domain);
        shop.deliveries.push(delivery);
        if (fate.dropped) {
          delivery.status = 'dropped';
          delivery.nextTryAt = null;
          continue;
        }
        if (delivery.nextTryAt !== null) delivery.nextTryAt += fate.delay;
        const copies = fate.twice ? [delivery, { ...delivery, tries: [], duplicateOf: delivery.id }] : [delivery];
        if (copies[1]) shop.deliveries.push(copies[1]);
        for (const copy of copies) {
          const job = { shop, delivery: copy };
          if (fate.held) {
            copy.status = 'held';
            held.push(job);
          } else enqueue(job, fate.rank);
        }
      }
      pump();
    },
    setPolicy(shop, policy) {
      policies.set(shop, policy);
      if (!policy.hold) release(shop);
      pump();
    },
    flush,
    idle: () => ready.length + shuffling.length + inOrder.length + onTheWay.size === 0 && !isDue(future.first(), world),
    progress: () => (onTheWay.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    tries: () => tries,
    nextDue: () => future.first(),
    counts: () => ({
      held: held.length,
      future: future.size(),
      due: ready.length + shuffling.length + inOrder.length + onTheWay.size,
    }),
    unfinished: () =>
      [...onTheWay, ...ready, ...inOrder, ...shuffling.map(({ job }) => job)].map(
        ({ shop, delivery }) => `webhook ${delivery.topic} ${delivery.id} for ${shop.domain}`,
      ),
    again(shop, delivery) {
      delivery.status = 'pending';
      delivery.nextTryAt = world.now();
      enqueue({ shop, delivery }, null);
      pump();
    },
    forget(which) {
      const keep = (job: Job): boolean => !which(job);
      const kept = { ready: ready.filter(keep), held: held.filter(keep) };
      ready.splice(0, ready.length, ...kept.ready);
      held.splice(0, held.length, ...kept.held);
      inOrder = inOrder.filter(keep);
      shuffling = shuffling.filter(({ job }) => keep(job));
      future.keep(keep);
    },
    adopt(shop) {
      for (const delivery of shop.deliveries) {
        if (delivery.status === 'held') held.push({ shop, delivery });
        else if (delivery.status === 'pending') enqueue({ shop, delivery }, null);
      }
      pump();
    },
    resetPolicies() {
      policies.set(null, plainDelivery);
      release(null);
    },
    stop() {
      stopped = true;
      clearTimeout(alarm);
      clearTimeout(shuffleAlarm);
      poster.close();
    },
  };
}

const isDue = (at: Ms | null, world: World): boolean => at !== null && at <= world.now();

/** Old bodies go; what happened to a delivery stays. */
function slim(shop: Shop): void {
  const old = shop.deliveries.length - keptBodies - 1;
  const delivery = old >= 0 ? shop.deliveries[old] : undefined;
  if (delivery?.status === 'delivered') delivery.body = '';
}
