/**
 * Manifests → which job kinds each topic and event starts, and what runs them. A job's kind tells the whole way:
 * `webhook:mirror/orders`, `on:order.changed:loyalty/points`, `schedule:loyalty/points/nightly`, or the name that a slice gave.
 */
import type { Tx } from '../../db/open.ts';
import { openDelivery } from './inbox/open-delivery.ts';
import type { JobKind } from './jobs/worker.ts';
import type { Queue } from './jobs/queue.ts';
import type { ShopId } from './kit/ids.ts';
import type { DomainEvent, JobHandler, Manifest, Services } from './manifest.ts';

export interface Subscriptions {
  /** Job kinds to add when a webhook of this topic came; empty when nobody asked for it. */
  kindsOfTopic(topic: string): readonly string[];
  kindsOfEvent(name: DomainEvent['name']): readonly string[];
  /** Every kind with what runs it. */
  kinds: ReadonlyMap<string, JobKind>;
  /** Of webhooks: they are kept even when the store has removed the app. */
  webhookKinds: readonly string[];
  /** Sorted, without doubles. */
  topics: readonly string[];
  /** Adds the first run of every schedule that the store does not have yet. */
  addSchedules(tx: Tx, queue: Queue, shopId: ShopId, now: number): Promise<void>;
}

/** `services` is asked when a job runs, because the services themselves need the subscriptions. */
export function gatherSubscriptions(manifests: readonly Manifest[], services: () => Services): Subscriptions {
  const byTopic = new Map<string, string[]>();
  const byEvent = new Map<DomainEvent['name'], string[]>();
  const kinds = new Map<string, JobKind>();
  const schedules: { kind: string; nextRun: (after: number) => number }[] = [];

  function addKind(kind: string, run: JobHandler, nextRun?: (dueAt: number) => number): void {
    if (kinds.has(kind)) throw new Error(`Two slices want the job kind ${kind}`);
    kinds.set(kind, {
      run: ({ shopId, key, payload, attempts }) => run(services(), { shopId, key, payload, attempt: attempts + 1 }),
      ...(nextRun && { nextRun }),
    });
  }

  for (const manifest of manifests) {
    const { webhooks = {}, on = {}, jobs = {} } = manifest;
    if (Object.keys(webhooks).length > 0) {
      const kind = `webhook:${manifest.name}`;
      for (const topic of Object.keys(webhooks)) listUnder(byTopic, topic, kind);
      addKind(kind, async (services, work) => {
        const delivery = await openDelivery(services.db.read, work.shopId, work.key);
        // Gone only when the store's data was erased after the job had been added.
        if (delivery) await webhooks[delivery.topic]?.(services, delivery);
      });
    }
    for (const [name, handler] of Object.entries(on) as [DomainEvent['name'], JobHandler][]) {
      const kind = `on:${name}:${manifest.name}`;
      listUnder(byEvent, name, kind);
      addKind(kind, handler);
    }
    for (const [kind, handler] of Object.entries(jobs)) addKind(kind, handler);
    for (const { name, nextRun, run } of manifest.schedules ?? []) {
      const kind = `schedule:${manifest.name}/${name}`;
      schedules.push({ kind, nextRun });
      addKind(kind, run, nextRun);
    }
  }

  return {
    kindsOfTopic: (topic) => byTopic.get(topic) ?? [],
    kindsOfEvent: (name) => byEvent.get(name) ?? [],
    kinds,
    webhookKinds: [...new Set([...byTopic.values()].flat())],
    topics: [...byTopic.keys()].sort(),
    async addSchedules(tx, queue, shopId, now) {
      const present = await tx
        .selectFrom('jobs')
        .select('kind')
        .where('shop_id', '=', shopId)
        .where('kind', 'like', 'schedule:%')
        .where('state', 'in', ['waiting', 'running', 'parked'])
        .execute();
      const has = new Set(present.map((row) => row.kind));
      await queue.addAll(
        tx,
        schedules
          .filter(({ kind }) => !has.has(kind))
          .map(({ kind, nextRun }) => ({ kind, shopId, key: 'shop', runAt: nextRun(now) })),
      );
    },
  };
}

function listUnder<Key>(map: Map<Key, string[]>, key: Key, kind: string): void {
  const list = map.get(key);
  if (list) list.push(kind);
  else map.set(key, [kind]);
}
