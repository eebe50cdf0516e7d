/** How long it takes from an order's webhook to the changed balance, while orders come at a steady rate. */
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { SECRET, startApp } from './framework/app.ts';
import { type Benchmark, type Figure, inTurns, median, percentile, type RunOptions } from './framework/benchmark.ts';
import { type Databases, onBothDatabases, withDb } from './framework/databases.ts';
import { orderWebhooks } from './framework/order-webhooks.ts';
import { webhookHeaders } from './framework/sign-webhook.ts';
import { addStore, proveRight, SHOP } from './framework/work-off.ts';

const PER_SECOND = 200;
const SECONDS = 10;
const CUSTOMERS = 500;
const CONNECTIONS = 32;
const LOOK_MS = 10;
const LATE_MS = 5_000;
const LONGEST_MS = 60_000;

export const benchmark: Benchmark = {
  what: `Milliseconds from sending an order's webhook until another connection sees its points, at ${PER_SECOND} orders a second over ${SECONDS} seconds; one process receives and works. Every balance checked afterwards.`,
  run: (options) => onBothDatabases((name, databases) => onDatabase(name, databases, options)),
};

async function onDatabase(name: string, databases: Databases, options: RunOptions): Promise<Figure[]> {
  const { delays } = await inTurns(
    { ...options, tell: (line) => options.tell(`${name}, ${line}`) },
    { delays: () => steadily(databases) },
    (ms) => `half within ${percentile(ms, 50).toFixed(0)} ms, 95 % within ${percentile(ms, 95).toFixed(0)} ms`,
  );
  const over = (percent: number) => median(delays.map((ms) => percentile(ms, percent)));
  return [
    { what: `${name}, half within`, value: over(50), unit: 'ms' },
    { what: `${name}, 95 % within`, value: over(95), unit: 'ms' },
    { what: `${name}, all within`, value: over(100), unit: 'ms' },
  ];
}

/** Ms for each order. */
async function steadily(databases: Databases): Promise<number[]> {
  const url = await databases.fresh();
  const shopId = await addStore(url);
  const webhooks = orderWebhooks({
    orders: PER_SECOND * SECONDS,
    customers: CUSTOMERS,
    refunds: false,
    at: Date.now(),
  });
  const app = await startApp(url, []);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    const sentAt = new Map<string, number>();
    const seen = seenAt(url, webhooks.orders);
    const started = performance.now();
    const sending: Promise<void>[] = [];
    for (const [index, delivery] of webhooks.deliveries.entries()) {
      // The next one is sent at its time, whether or not the ones before it were answered.
      const early = started + (index * 1_000) / PER_SECOND - performance.now();
      if (early > 0) await pause(early);
      sentAt.set(delivery.orderId, performance.now());
      sending.push(
        post(agent, `${app.url}/api/webhooks`, webhookHeaders(delivery, { shop: SHOP, secret: SECRET }), delivery.body),
      );
    }
    await Promise.all(sending);
    const delays = [...(await seen)].map(([orderId, at]) => at - (sentAt.get(orderId) ?? Number.NaN));
    await proveRight(url, shopId, webhooks);
    return delays;
  } finally {
    agent.destroy();
    await app.stop();
  }
}

function post(agent: Agent, url: string, headers: Record<string, string>, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(body) } })
      .on('response', (response) => {
        response.resume();
        if (response.statusCode === 200) response.on('end', resolve);
        else reject(new Error(`a webhook was answered with ${response.statusCode}`));
      })
      .on('error', reject)
      .end(body);
  });
}

/** When each order's points were first seen. */
function seenAt(url: string, orders: number): Promise<Map<string, number>> {
  return withDb(url, async ({ read }) => {
    const seen = new Map<string, number>();
    const giveUpAt = performance.now() + LONGEST_MS;
    while (seen.size < orders) {
      if (performance.now() > giveUpAt) throw new Error(`only ${seen.size} of ${orders} orders were booked`);
      // The clock of the app and ours are the same; whatever was committed late still falls into the last seconds.
      const rows = await read
        .selectFrom('order_earnings')
        .select('order_id')
        .where('decided_at', '>', Date.now() - LATE_MS)
        .execute();
      const now = performance.now();
      for (const row of rows) if (!seen.has(row.order_id)) seen.set(row.order_id, now);
      await pause(LOOK_MS);
    }
    return seen;
  });
}
