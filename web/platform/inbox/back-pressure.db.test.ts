/** What the intake does when it cannot store: it answers in time, holds little, and loses nothing that it has acknowledged. */
import { createHmac } from 'node:crypto';
import { type ClientRequest, request as httpRequest } from 'node:http';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { holdDatabase } from '../../../test/support/hold-database.ts';
import { listen, type Listening } from '../http/listen.ts';
import { createQueue } from '../jobs/queue.ts';
import { createLog } from '../kit/log.ts';
import { type Received, receiveWebhooks } from './receive-webhooks.ts';
import { createInbox } from './store-webhooks.ts';
import { createWaitingRoom, type WaitingRoom } from './waiting-room.ts';

const SECRET = 'secret';
const LIMITS = { webhooks: 20, bytes: 1_000_000 };
/** Ms; long enough for a database that is not held. */
const ANSWER_WITHIN = 1_000;

let database: TestDatabase;
let db: Db;
let room: WaitingRoom;
let server: Listening;
let received: Received[];
let logged: string[];

beforeEach(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
  room = createWaitingRoom(LIMITS);
  received = [];
  logged = [];
  const log = createLog('info', { write: (line) => void logged.push((JSON.parse(line) as { msg: string }).msg) });
  const inbox = createInbox({
    db,
    queue: createQueue(Date.now, () => {}),
    now: Date.now,
    kindsOfTopic: () => ['webhook:test'],
  });
  const app = express();
  app.post(
    '/',
    receiveWebhooks({
      config: { apiSecrets: [SECRET] },
      inbox,
      room,
      log,
      onReceived: (result) => received.push(result),
      answerWithin: ANSWER_WITHIN,
    }),
  );
  server = await listen(app, 0, '127.0.0.1');
});
afterEach(async () => {
  await server.stop();
  await db.close();
  await database.drop();
});

interface Answer {
  status: number;
  retryAfter: string | undefined;
}

const headersOf = (id: string, body: string) => ({
  'content-type': 'application/json',
  'x-shopify-topic': 'orders/paid',
  'x-shopify-shop-domain': 'coffee.myshopify.com',
  'x-shopify-webhook-id': id,
  'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
});

/** The request, still open, and its answer. */
function begin(headers: Record<string, string>): { request: ClientRequest; answer: Promise<Answer> } {
  const request = httpRequest({ port: server.port, host: '127.0.0.1', method: 'POST', agent: false, headers });
  const answer = new Promise<Answer>((resolve, reject) => {
    request.once('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
    });
    request.once('error', reject);
  });
  // After the answer the server closes, and what is still written fails.
  request.on('error', () => {});
  return { request, answer };
}

function send(id: string, body = `{"id":"${id}"}`): Promise<Answer> {
  const { request, answer } = begin({ ...headersOf(id, body), 'content-length': String(Buffer.byteLength(body)) });
  request.end(body);
  return answer;
}

async function stored(): Promise<string[]> {
  const rows = await db.read.selectFrom('inbox').select('webhook_id').orderBy('webhook_id').execute();
  return rows.map(({ webhook_id: id }) => id);
}

async function emptied(): Promise<void> {
  await expect.poll(() => room.inside()).toEqual({ webhooks: 0, bytes: 0 });
}

test('while the database is held every webhook is sent away in time, few are kept in memory, and afterwards all comes right', async () => {
  const ids = Array.from({ length: 100 }, (_, index) => `w-${String(index).padStart(3, '0')}`);
  const release = await holdDatabase(database.url, 'inbox');
  let most = 0;
  try {
    const started = performance.now();
    const answers = await Promise.all(
      ids.map(async (id) => {
        const answer = await send(id);
        most = Math.max(most, room.inside().webhooks);
        return answer;
      }),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(answers.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true);
    expect(performance.now() - started).toBeLessThan(4_500);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(LIMITS.webhooks);
    expect(received).toEqual(ids.map(() => 'busy'));
  } finally {
    await release();
  }
  // What had come in is stored all the same, though Shopify does not know.
  await emptied();
  expect((await stored()).length).toBeGreaterThan(0);
  // As many at a time as there is room for.
  for (let start = 0; start < ids.length; start += LIMITS.webhooks) {
    const again = await Promise.all(ids.slice(start, start + LIMITS.webhooks).map((id) => send(id)));
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200]));
  }
  expect(await stored()).toEqual(ids);
  expect(logged).toEqual([
    'Webhooks cannot be stored: Shopify is asked to send them again',
    'Webhooks are stored again',
  ]);
});

test('a body that does not say its length is cut off when there is no room left, and what came of it is not kept', async () => {
  const chunk = Buffer.alloc(256 * 1024, 'x');
  const { request, answer } = begin({ ...headersOf('long', ''), 'transfer-encoding': 'chunked' });
  let sent = 0;
  const pump = () => {
    while (sent < 8 * 1024 * 1024 && !request.destroyed) {
      sent += chunk.length;
      if (!request.write(chunk)) return void request.once('drain', pump);
    }
  };
  pump();
  expect(await answer).toMatchObject({ status: 503 });
  await emptied();
});

test('a length that is announced and too large is refused before anything is read', async () => {
  const { request, answer } = begin({ ...headersOf('huge', ''), 'content-length': String(50 * 1024 * 1024) });
  request.flushHeaders();
  expect(await answer).toMatchObject({ status: 413 });
  await emptied();
});

test('a length that is announced and never sent holds a place for as long as an answer may take, and no bytes', async () => {
  const { request, answer } = begin({ ...headersOf('slow', ''), 'content-length': '900000' });
  request.flushHeaders();
  await expect.poll(() => room.inside()).toEqual({ webhooks: 1, bytes: 0 });
  expect(await answer).toMatchObject({ status: 408 });
  await emptied();
});

test('bodies that are still coming count: who brings more than there is room for is sent away, the others are not', async () => {
  const half = '{"id":1,"note":"'.padEnd(600_000, 'x');
  const whole = `${half}"}`;
  const first = begin({ ...headersOf('first', whole), 'content-length': String(whole.length) });
  first.request.write(half);
  await expect.poll(() => room.inside().bytes).toBe(half.length);
  expect(await send('second', whole)).toMatchObject({ status: 503, retryAfter: '10' });
  first.request.end('"}');
  expect(await first.answer).toMatchObject({ status: 200 });
  expect(await stored()).toEqual(['first']);
});

test('a sender who goes away in the middle leaves nothing behind', async () => {
  const { request, answer } = begin({ ...headersOf('gone', ''), 'content-length': '900000' });
  request.write('x'.repeat(1_000));
  await expect.poll(() => room.inside().bytes).toBe(1_000);
  request.destroy();
  await expect(answer).rejects.toThrow();
  await emptied();
  expect(await stored()).toEqual([]);
});
