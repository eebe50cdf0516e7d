/**
 * Manifests → which job kinds each topic and event starts, and what runs them. A job's kind tells the whole way:
 * `webhook:mirror/orders`, `on:order.changed:loyalty/points`, `schedule:loyalty/points/nightly`, or the name that a slice gave.
 */
import type { Tx } from '../../db/open.ts';
import { openDeliveries } from './inbox/open-delivery.ts';
import { gather } from './jobs/gather.ts';
import type { JobKind } from './jobs/worker.ts';
import type { NewJob, Queue } from './jobs/queue.ts';
import { addMissing } from './jobs/set-aside.ts';
import { ALL_STORES, type ShopId } from './kit/ids.ts';
import type {
  BatchHandler,
  DomainEvent,
  JobHandler,
  Manifest,
  Schedule,
  Services,
  WebhookDelivery,
  Work,
} from './manifest.ts';

export interface Subscriptions {
  /** Job kinds to add when a webhook of this topic came; empty when nobody asked for it. */
  kindsOfTopic(topic: string): readonly string[];
  /** One job for each listener whom the event concerns. */
  jobsOf(tx: Tx, events: readonly DomainEvent[]): Promise<NewJob[]>;
  /** Every kind with what runs it. */
  kinds: ReadonlyMap<string, JobKind>;
  /** Of webhooks: they are kept even when the store has removed the app. */
  webhookKinds: readonly string[];
  /** Sorted, without doubles. */
  topics: readonly string[];
  /** Adds the first run of every schedule that these stores do not have yet. */
  addSchedules(tx: Tx, queue: Queue, shopIds: readonly ShopId[], now: number): Promise<void>;
  /** The same for the schedules of all stores together. */
  addSchedulesForAll(tx: Tx, queue: Queue, now: number): Promise<void>;
}

/** `services` is asked when a job runs, because the services themselves need the subscriptions. */
export function gatherSubscriptions(manifests: readonly Manifest[], services: () => Services): Subscriptions {
  const byTopic = new Map<string, string[]>();
  const byEvent = new Map<DomainEvent['name'], string[]>();
  const kinds = new Map<string, JobKind>();
  const concerned = new Map<string, (tx: Tx, shopId: ShopId) => Promise<boolean>>();
  const schedules: { kind: string; forAll: boolean; nextRun: Schedule['nextRun'] }[] = [];

  function runner<Item extends { shopId: ShopId }>(
    handler: ((services: Services, item: Item) => Promise<void>) | BatchHandler<Item>,
  ): (item: Item) => Promise<void> {
    if (typeof handler === 'function') return (item) => handler(services(), item);
    const call = gather<Item, void>(async (shopId, items) => {
      await handler.batch(services(), shopId, items);
      return items.map(() => undefined);
    });
    return (item) => call(item.shopId, item);
  }

  function addKind(
    kind: string,
    handler: JobHandler | BatchHandler<Work>,
    times: Pick<JobKind, 'nextRun' | 'anyTimeOfDay'> = {},
  ): void {
    if (kinds.has(kind)) throw new Error(`Two slices want the job kind ${kind}`);
    const run = runner(handler);
    kinds.set(kind, {
      run: ({ shopId, key, payload, attempts }) => run({ shopId, key, payload, attempt: attempts + 1 }),
      ...times,
    });
  }

  for (const manifest of manifests) {
    const { webhooks = {}, on = {}, jobs = {} } = manifest;
    if (Object.keys(webhooks).length > 0) {
      const kind = `webhook:${manifest.name}`;
      for (const topic of Object.keys(webhooks)) listUnder(byTopic, topic, kind);
      const open = gather((shopId, ids: readonly string[]) => openDeliveries(services().db.read, shopId, ids));
      // A handler of several topics works on their deliveries together.
      const runs = new Map(Object.values(webhooks).map((handler) => [handler, runner<WebhookDelivery>(handler)]));
      addKind(kind, async (_services, { shopId, key }) => {
        const delivery = await open(shopId, key);
        // Gone only when the store's data was erased after the job had been added.
        const handler = delivery && webhooks[delivery.topic];
        if (handler) await runs.get(handler)?.(delivery);
      });
    }
    for (const [name, handler] of Object.entries(on) as [DomainEvent['name'], JobHandler | BatchHandler<Work>][]) {
      const kind = `on:${name}:${manifest.name}`;
      listUnder(byEvent, name, kind);
      const asks = manifest.concerned?.[name];
      if (asks) concerned.set(kind, asks);
      addKind(kind, handler);
    }
    for (const [kind, handler] of Object.entries(jobs)) addKind(kind, handler);
    for (const { name, nextRun, anyTimeOfDay = false, run, forAll = false } of manifest.schedules ?? []) {
      const kind = `schedule:${manifest.name}/${name}`;
      schedules.push({ kind, forAll, nextRun });
      addKind(kind, run, { nextRun, anyTimeOfDay });
    }
  }

  function firstRuns(shopIds: readonly ShopId[], now: number, ofAll: boolean) {
    const wanted = schedules.filter(({ forAll }) => forAll === ofAll);
    return shopIds.flatMap((shopId) =>
      wanted.map(({ kind, nextRun }) => ({ kind, shopId, key: 'shop', runAt: nextRun(now, shopId) })),
    );
  }

  async function jobsOf(tx: Tx, events: readonly DomainEvent[]): Promise<NewJob[]> {
    // Asked once, however many events of a store are told together.
    const answers = new Map<string, boolean>();
    const jobs: NewJob[] = [];
    for (const { name, shopId, key } of events) {
      for (const kind of byEvent.get(name) ?? []) {
        const asks = concerned.get(kind);
        const question = `${kind} ${shopId}`;
        const wanted = asks === undefined || (answers.get(question) ?? (await asks(tx, shopId)));
        answers.set(question, wanted);
        if (wanted) jobs.push({ kind, shopId, key });
      }
    }
    return jobs;
  }

  return {
    kindsOfTopic: (topic) => byTopic.get(topic) ?? [],
    jobsOf,
    kinds,
    webhookKinds: [...new Set([...byTopic.values()].flat())],
    topics: [...byTopic.keys()].sort(),
    addSchedules: (tx, queue, shopIds, now) => addMissing(tx, queue, firstRuns(shopIds, now, false)),
    addSchedulesForAll: (tx, queue, now) => addMissing(tx, queue, firstRuns([ALL_STORES], now, true)),
  };
}

function listUnder<Key>(map: Map<Key, string[]>, key: Key, kind: string): void {
  const list = map.get(key);
  if (list) list.push(kind);
  else map.set(key, [kind]);
}
