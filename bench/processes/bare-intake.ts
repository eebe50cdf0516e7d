/**
 * The least that a durable intake can do: `node:http`, the signature, and the rows of a webhook and its job, committed together for all
 * that came in the same turn of the event loop. No Express, no checks, no query builder. Arguments: DATABASE_URL, secret.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import SqliteClient from 'better-sqlite3';
import pg from 'pg';

interface Arrived {
  webhookId: string;
  eventId: string;
  topic: string;
  body: string;
  response: ServerResponse;
}

const SHOP_ID = 1;
const KIND = 'webhook:mirror/orders';
const [url = '', secret = ''] = process.argv.slice(2);
const store = url.startsWith('sqlite:') ? sqlite(url.slice('sqlite:'.length)) : postgres(url);
let waiting: Arrived[] = [];
let flushing = false;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () =>
    receive(request, response, chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)),
  );
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
process.once('SIGTERM', () => process.exit());

function receive(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const header = (name: string) => String(request.headers[name]);
  const given = Buffer.from(header('x-shopify-hmac-sha256'), 'base64');
  const expected = createHmac('sha256', secret).update(body).digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    response.statusCode = 401;
    response.end();
    return;
  }
  waiting.push({
    webhookId: header('x-shopify-webhook-id'),
    eventId: header('x-shopify-event-id'),
    topic: header('x-shopify-topic'),
    body: body.toString(),
    response,
  });
  if (flushing) return;
  flushing = true;
  setImmediate(() => void flush());
}

async function flush(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting;
    waiting = [];
    await store(batch, Date.now());
    for (const { response } of batch) response.end();
  }
  flushing = false;
}

type Store = (batch: readonly Arrived[], now: number) => void | Promise<void>;

function sqlite(file: string): Store {
  const client = new SqliteClient(file);
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  const inbox = client.prepare('insert into inbox values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing');
  const job = client.prepare(
    `insert into jobs (shop_id, kind, key, state, run_at, due_at, attempts) values (?, ?, ?, 'waiting', ?, ?, 0) on conflict do nothing`,
  );
  return client.transaction((batch: readonly Arrived[], now: number) => {
    for (const { webhookId, topic, eventId, body } of batch) {
      inbox.run(SHOP_ID, webhookId, topic, eventId, body, now, now);
      job.run(SHOP_ID, KIND, webhookId, now, now);
    }
  }).immediate;
}

function postgres(connectionString: string): Store {
  const client = new pg.Client({ connectionString });
  const connected = client.connect();
  return async (batch, now) => {
    await connected;
    const ids = batch.map(({ webhookId }) => webhookId);
    await client.query('begin');
    await client.query({
      name: 'inbox',
      text: `insert into inbox select $1, *, $6, $6 from unnest($2::text[], $3::text[], $4::text[], $5::text[]) on conflict do nothing`,
      values: [
        SHOP_ID,
        ids,
        batch.map(({ topic }) => topic),
        batch.map(({ eventId }) => eventId),
        batch.map(({ body }) => body),
        now,
      ],
    });
    const jobs = ids.map((key) => ({
      identifier: KIND,
      payload: [{ shop: SHOP_ID, key, due: now }],
      run_at: new Date(now).toISOString(),
      job_key: `${SHOP_ID}:${KIND}:${key}`,
    }));
    await client.query({
      name: 'jobs',
      text: `select count(*) from graphile_worker.add_jobs(
        array(select json_populate_recordset(null::graphile_worker.job_spec, $1::json)), true)`,
      values: [JSON.stringify(jobs)],
    });
    await client.query('commit');
  };
}
