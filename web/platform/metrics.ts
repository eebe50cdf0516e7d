/** Figures for Prometheus. One registry per app, so that two apps in one process do not count together. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from '../../db/open.ts';
import { jobTable } from './jobs/job-table.ts';
import { countSetAside } from './jobs/set-aside.ts';
import type { Clock } from './kit/clock.ts';
import type { Gauge as SliceGauge } from './manifest.ts';

export interface Metrics {
  /** In Prometheus' text format. */
  text(): Promise<string>;
  contentType: string;
  webhook(result: 'stored' | 'duplicate' | 'refused' | 'busy'): void;
  /** A figure that a slice keeps. */
  watch(gauge: SliceGauge): void;
  /** Where to look how many webhooks wait to be stored. */
  watchRoom(inside: () => { webhooks: number; bytes: number }): void;
  job(kind: string, result: string, seconds: number): void;
  shopifyCall(operation: string, outcome: string, seconds: number): void;
  request(area: string, status: number, seconds: number): void;
}

/** Jobs in the queue are counted up to here: to count a long queue would itself be work. */
const COUNTED = 10_000;

export function createMetrics(db: Db, clock: Clock): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const webhooks = new Counter({
    name: 'regulars_webhooks_total',
    help: 'Webhooks received, by what became of them.',
    labelNames: ['result'],
    registers,
  });
  const jobs = new Histogram({
    name: 'regulars_job_seconds',
    help: 'How long jobs ran, by kind and result.',
    labelNames: ['kind', 'result'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  const calls = new Histogram({
    name: 'regulars_shopify_call_seconds',
    help: 'How long calls of the Admin API took, by operation and outcome.',
    labelNames: ['operation', 'outcome'],
    buckets: [0.02, 0.1, 0.3, 1, 3, 10],
    registers,
  });
  const requests = new Histogram({
    name: 'regulars_http_request_seconds',
    help: 'How long requests took, by area and class of status.',
    labelNames: ['area', 'status'],
    buckets: [0.002, 0.01, 0.05, 0.2, 1, 5],
    registers,
  });
  new Gauge({
    name: 'regulars_jobs',
    help: `Jobs by state; dead ones have been given up and wait for somebody to look. Due and running ones are counted up to ${COUNTED}.`,
    labelNames: ['state'],
    registers,
    async collect() {
      const { parked, dead } = await countSetAside(db.read);
      this.set({ state: 'parked' }, parked);
      this.set({ state: 'dead' }, dead);
      const table = jobTable(db.read);
      this.set({ state: 'due' }, await table.countDue(db.read, clock.now(), COUNTED));
      this.set({ state: 'running' }, await table.countTaken(db.read, COUNTED));
    },
  });
  new Gauge({
    name: 'regulars_jobs_behind_seconds',
    help: 'For how long the job that has waited longest could have run.',
    registers,
    async collect() {
      const due = await jobTable(db.read).nextDue(db.read);
      this.set(due === null ? 0 : Math.max(0, clock.now() - due) / 1000);
    },
  });
  new Gauge({
    name: 'regulars_installations',
    help: 'Stores by state of their installation.',
    labelNames: ['status'],
    registers,
    async collect() {
      const rows = await db.read
        .selectFrom('installations')
        .select((eb) => ['status', eb.fn.countAll<number>().as('n')])
        .groupBy('status')
        .execute();
      this.reset();
      for (const row of rows) this.set({ status: row.status }, row.n);
    },
  });
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    webhook: (result) => webhooks.inc({ result }),
    watch({ name, help, labelNames, read }) {
      new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers,
        async collect() {
          const found = await read(db.read);
          this.reset();
          for (const { labels, value } of found) this.set(labels, value);
        },
      });
    },
    watchRoom(inside) {
      for (const what of ['webhooks', 'bytes'] as const) {
        new Gauge({
          name: what === 'webhooks' ? 'regulars_webhooks_waiting' : 'regulars_webhooks_waiting_bytes',
          help: `Webhooks in memory that are not stored yet: ${what === 'webhooks' ? 'how many' : 'the bytes of their bodies'}.`,
          registers,
          collect() {
            this.set(inside()[what]);
          },
        });
      }
    },
    job: (kind, result, seconds) => jobs.observe({ kind, result }, seconds),
    shopifyCall: (operation, outcome, seconds) => calls.observe({ operation, outcome }, seconds),
    request: (area, status, seconds) => requests.observe({ area, status: `${Math.floor(status / 100)}xx` }, seconds),
  };
}
