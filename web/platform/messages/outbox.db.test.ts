/** The outbox on a real database, with a Shopify and a mail server that answer as a test wants. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { afterCommit, type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { readConfig } from '../../config.ts';
import type { NewJob } from '../jobs/queue.ts';
import { MAX_TRIES } from '../jobs/tries.ts';
import { DAY, HOUR } from '../kit/clock.ts';
import type { CustomerId, OrderId, ShopDomain, ShopId } from '../kit/ids.ts';
import { createLog } from '../kit/log.ts';
import { createSecrets } from '../kit/secrets.ts';
import type { JobHandler, Services } from '../manifest.ts';
import { rememberErased } from '../privacy/erased.ts';
import { KEPT } from '../privacy/limits.ts';
import { installationsByDomain } from '../shopify/find-installation.ts';
import type { Email, EmailKind, NotSent } from './email-kind.ts';
import type { OutgoingMail } from './mailer.ts';
import { messagesManifest } from './manifest.ts';
import type { Outcome } from './outcome.ts';
import { queueMessage, SEND_MESSAGES } from './outbox.ts';
import { giveUpWaiting, stopEmails } from './store.ts';
import { tidyMessages } from './tidy.ts';

let database: TestDatabase;
let db: Db;
let services: Services;
let shopId: ShopId;
let shops = 0;
const clock = { now: Date.parse('2026-03-02T03:00:00Z') };

/** What the mail server got, and what it answers: the first word that is left, else yes. */
let got: OutgoingMail[] = [];
let answers: (Outcome | Error)[] = [];
/** To one address, each time: several are sent at once, in any order. */
let answersTo: Record<string, Outcome> = {};
let jobs: NewJob[] = [];
/** Whom Shopify knows, by number; its answer counts only when it was asked anew. */
let people: Record<string, { email: string | null; locale: string; state: string; updatedAt: string | null }> = {};
/** What was given with an order, by its number. */
let orders: Record<string, { email: string | null; customerLocale: string }> = {};
let compose: () => Promise<Email | NotSent>;
let hasMailServer = true;

const email: Email = {
  subject: 'News',
  preview: 'News',
  heading: 'News',
  blocks: [],
  why: 'Because.',
};
const kind = (of: EmailKind['class']): EmailKind => ({
  class: of,
  title: { en: 'News', vi: 'Tin' },
  compose: () => compose(),
  sample: async () => email,
});
const merged = new Map<string, CustomerId>();
const manifest = messagesManifest(() => ({
  mailer: hasMailServer
    ? {
        address: 'points@app.example',
        connections: 2,
        async send(mail) {
          got.push(mail);
          const answer = answersTo[mail.to] ?? answers.shift() ?? { kind: 'accepted' };
          if (answer instanceof Error) throw answer;
          return answer;
        },
        close() {},
      }
    : null,
  secrets: createSecrets([Buffer.alloc(32, 1)]),
  kinds: new Map([
    ['news', kind('marketing')],
    ['code', kind('transactional')],
  ]),
  sender: async () => ({
    name: 'Shop',
    currency: 'USD',
    timeZone: 'UTC',
    from: { name: 'Shop', replyTo: null },
  }),
  keptCustomers: async (_handle, _shopId, ids) =>
    new Map(ids.flatMap((id) => (merged.has(id) ? [[id, merged.get(id) ?? ('' as CustomerId)]] : []))),
}));

beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  shops += 1;
  const domain = `shop-${shops}.myshopify.com` as ShopDomain;
  shopId = await db.transaction(async (tx) => {
    const found = (await installationsByDomain(tx, [domain], clock.now)).get(domain);
    if (found === undefined) throw new Error('no number');
    await tx.updateTable('installations').set({ status: 'active' }).where('shop_id', '=', found).execute();
    return found;
  });
  [got, answers, answersTo, jobs, people, orders] = [[], [], {}, [], {}, {}];
  compose = async () => email;
  hasMailServer = true;
  merged.clear();
  services = createServices({ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'points@app.example' });
});

function createServices(mail: Record<string, string>): Services {
  return {
    db,
    clock: { now: () => clock.now },
    log: createLog('silent'),
    config: readConfig({
      DATABASE_URL: database.url,
      APP_URL: 'https://app.example',
      SHOPIFY_API_KEY: 'key',
      SHOPIFY_API_SECRET: 'secret',
      ENCRYPTION_KEY: '00'.repeat(32),
      ...mail,
    }),
    shopify: {
      async graphql(_shopId, operation, variables) {
        if (!('ids' in variables) || !Array.isArray(variables.ids))
          throw new Error(`${operation.name} is not expected`);
        return operation.data.parse({ nodes: variables.ids.map((id: string) => node(id)) });
      },
      backgroundWaitMs: () => 0,
      openBulkResult: () => {
        throw new Error('no file is read here');
      },
    },
    async addJob(tx, ...added) {
      afterCommit(tx, () => void jobs.push(...added));
    },
    async emit() {},
  };
}

function node(gid: string) {
  const number = gid.slice(gid.lastIndexOf('/') + 1);
  if (!gid.includes('/Order/')) return person(gid, people[number]);
  const order = orders[number];
  return order ? { id: gid, ...order } : null;
}

function person(gid: string, known: (typeof people)[string] | undefined) {
  if (!known) return null;
  const { email: emailAddress, locale, state, updatedAt } = known;
  return {
    id: gid,
    locale,
    defaultEmailAddress:
      emailAddress === null ? null : { emailAddress, marketingState: state, marketingUpdatedAt: updatedAt },
  };
}

function customer(id: string, more: Partial<(typeof people)[string]> = {}): CustomerId {
  people[id] = { email: `${id}@example.com`, locale: 'en', state: 'SUBSCRIBED', updatedAt: null, ...more };
  return id as CustomerId;
}

async function queue(key: string, customerId: CustomerId, name = 'news'): Promise<void> {
  await db.transaction((tx) => queueMessage(services, tx, shopId, { key, kind: name, customerId, payload: { a: 1 } }));
}

/** Runs the job once, as the worker would; resolves with what it threw. */
async function run(job: string = SEND_MESSAGES, key = 'shop'): Promise<unknown> {
  jobs = [];
  const handler: JobHandler | undefined = manifest.jobs?.[job];
  return handler?.(services, { shopId, key, payload: null, attempt: 1 }).then(
    () => null,
    (error: unknown) => error,
  );
}

async function message(key: string) {
  return db.read
    .selectFrom('messages')
    .select(['state', 'reason', 'smtp_status', 'payload', 'tries', 'due_at'])
    .where('shop_id', '=', shopId)
    .where('message_key', '=', key)
    .executeTakeFirst();
}

test('a cause mails once, however often it is told, and only if it commits', async () => {
  const an = customer('1');
  await queue('order/1', an);
  await queue('order/1', an);
  await db
    .transaction(async (tx) => {
      await queueMessage(services, tx, shopId, { key: 'order/2', kind: 'news', customerId: an });
      throw new Error('rolled back');
    })
    .catch(() => {});
  expect(jobs).toEqual([{ kind: SEND_MESSAGES, shopId, key: 'shop', runAt: clock.now }]);
  await run();
  await queue('order/1', an);
  await run();
  expect(got.map(({ to }) => to)).toEqual(['1@example.com']);
  expect(await message('order/1')).toMatchObject({ state: 'sent', payload: null });
  expect(await message('order/2')).toBeUndefined();
});

test('marketing says how to leave by one click; what was asked for does not', async () => {
  await queue('a', customer('1'));
  await queue('b', customer('2', { state: 'NOT_SUBSCRIBED' }), 'code');
  await run();
  // Several are sent at once, and any of them may be the first to arrive.
  const [news, code] = ['1@example.com', '2@example.com'].map((address) => got.find(({ to }) => to === address));
  expect(news?.headers['List-Unsubscribe']).toMatch(/^<https:\/\/app\.example\/unsubscribe\/[\w.-]+>$/);
  expect(news?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
  expect(news?.headers['X-Shop-Domain']).toMatch(/^shop-\d+\.myshopify\.com$/);
  expect(code?.headers['List-Unsubscribe']).toBeUndefined();
  expect(news?.messageId).not.toBe(code?.messageId);
});

test('who may not get it does not, and it is noted why', async () => {
  await queue('consent', customer('1', { state: 'UNSUBSCRIBED' }));
  await queue('address', customer('2', { email: null }));
  await queue('gone', '3' as CustomerId);
  await queue('stopped', customer('4'));
  await db.transaction((tx) => stopEmails(tx, shopId, [{ customer_id: '4', kind: 'news', stopped_at: clock.now }]));
  await run();
  expect(got).toEqual([]);
  const reasons = await Promise.all(['consent', 'address', 'gone', 'stopped'].map(message));
  expect(reasons.map((row) => row?.reason)).toEqual(['no_consent', 'no_address', 'no_customer', 'unsubscribed']);
  expect(new Set(reasons.map((row) => row?.state))).toEqual(new Set(['skipped']));
});

test('a mailbox that does not exist is left alone for a month, and then tried once more', async () => {
  answersTo = { '1@example.com': { kind: 'refused', what: 'address', status: '550 5.1.1' } };
  for (const key of ['a', 'b']) {
    await queue(key, customer('1'));
    await run();
    clock.now += DAY;
  }
  await queue('code', customer('1'), 'code');
  await run();
  expect(await message('b')).toMatchObject({ state: 'skipped', reason: 'undeliverable' });
  expect(got).toHaveLength(2);
  clock.now += 31 * DAY;
  answersTo = {};
  for (const key of ['c', 'd']) {
    await queue(key, customer('1'));
    await run();
  }
  expect(got).toHaveLength(4);
});

test('whoever subscribes again gets emails again, and the page knows', async () => {
  await db.transaction((tx) => stopEmails(tx, shopId, [{ customer_id: '1', kind: 'all', stopped_at: clock.now }]));
  const again = new Date(clock.now + HOUR).toISOString();
  await queue('before', customer('1', { updatedAt: new Date(clock.now - HOUR).toISOString() }));
  await run();
  await queue('after', customer('1', { updatedAt: again }));
  await run();
  expect(await message('before')).toMatchObject({ state: 'skipped', reason: 'unsubscribed' });
  expect(await message('after')).toMatchObject({ state: 'sent' });
  const stops = await db.read.selectFrom('email_stops').selectAll().where('shop_id', '=', shopId).execute();
  expect(stops).toEqual([]);
});

test('each gets it in their own language', async () => {
  const asked: string[] = [];
  await queue('vi', customer('1', { locale: 'vi-VN' }));
  await queue('fr', customer('2', { locale: 'fr' }));
  await run();
  for (const { html, to } of got) asked.push(`${to} ${/lang="(\w+)"/.exec(html)?.[1]}`);
  expect(asked.toSorted()).toEqual(['1@example.com vi', '2@example.com en']);
});

describe('without a mail server', () => {
  test('nothing waits for one', async () => {
    services = createServices({});
    await queue('a', customer('1'));
    expect(jobs).toEqual([]);
    expect(await message('a')).toMatchObject({ state: 'skipped', reason: 'not_set_up', payload: null });
  });

  test('what was queued while there was one is not kept either', async () => {
    await queue('a', customer('1'));
    hasMailServer = false;
    await run();
    expect(await message('a')).toMatchObject({ state: 'skipped', reason: 'not_set_up' });
  });
});

describe('a process that dies between the mail server’s yes and our note of it', () => {
  const died = new Error('the process died');

  test('a marketing email is not sent again: perhaps it was', async () => {
    await queue('a', customer('1'));
    answers = [died];
    expect(await run()).toBe(died);
    expect(await message('a')).toMatchObject({ state: 'sending' });
    await run();
    expect(got).toHaveLength(1);
    expect(await message('a')).toMatchObject({ state: 'unknown', reason: 'interrupted', payload: null });
  });

  test('what somebody has asked for is sent again, as the very same email', async () => {
    await queue('a', customer('1'), 'code');
    answers = [died];
    await run();
    await run();
    clock.now += HOUR;
    await run();
    expect(got).toHaveLength(2);
    expect(got[1]?.messageId).toBe(got[0]?.messageId);
    expect(await message('a')).toMatchObject({ state: 'sent' });
  });

  test('but not again and again, should it be the email that ends the process', async () => {
    await queue('a', customer('1'), 'code');
    for (let death = 0; death < 10; death += 1) {
      answers = [died];
      await run();
      clock.now += HOUR;
    }
    expect(got).toHaveLength(3);
    expect(await message('a')).toMatchObject({ state: 'unknown', reason: 'interrupted' });
  });
});

test('an answer that never came is treated likewise', async () => {
  await queue('news', customer('1'));
  answers = [{ kind: 'unknown' }];
  await run();
  await queue('code', customer('1'), 'code');
  answers = [{ kind: 'unknown' }];
  await run();
  expect(await message('news')).toMatchObject({ state: 'unknown' });
  expect(await message('code')).toMatchObject({ state: 'queued', tries: 1 });
  clock.now += HOUR;
  await run();
  expect(got.map(({ subject, messageId }) => subject && messageId)).toHaveLength(3);
  expect(got[2]?.messageId).toBe(got[1]?.messageId);
});

describe('what the mail server says', () => {
  test('no, for good: it is noted with its code and without its words', async () => {
    await queue('a', customer('1'));
    answers = [{ kind: 'refused', what: 'address', status: '550 5.1.1' }];
    expect(await run()).toBeNull();
    expect(await message('a')).toMatchObject({
      state: 'failed',
      reason: 'address_refused',
      smtp_status: '550 5.1.1',
    });
  });

  test('later: that one waits longer each time, the others go on, and one day it is given up', async () => {
    await queue('a', customer('1'));
    await queue('b', customer('2'));
    answersTo = { '1@example.com': { kind: 'later', status: '451 4.7.1' } };
    await run();
    expect(got).toHaveLength(2);
    expect(await message('b')).toMatchObject({ state: 'sent' });
    expect(await message('a')).toMatchObject({ state: 'queued', tries: 1, due_at: clock.now + 5_000 });
    expect(jobs).toMatchObject([{ runAt: clock.now + 5_000 }]);
    for (let tries = 1; tries < MAX_TRIES; tries += 1) {
      clock.now += HOUR;
      await run();
    }
    expect(await message('a')).toMatchObject({ state: 'failed', reason: 'gave_up', smtp_status: '451 4.7.1' });
    expect(got).toHaveLength(1 + MAX_TRIES);
  });

  test('nothing at all: the job is tried again, no email counts it, and no more of them are tried meanwhile', async () => {
    for (const id of ['1', '2', '3', '4']) await queue(id, customer(id));
    answersTo = { '1@example.com': { kind: 'unreachable', why: 'ESOCKET CONN' } };
    const error = await run();
    expect(String(error)).toContain('ESOCKET CONN');
    expect(String(error)).not.toContain('@');
    // As many at once as there are connections.
    expect(got).toHaveLength(2);
    expect(await message('1')).toMatchObject({ state: 'queued', tries: 0 });
    answersTo = {};
    await run();
    const states = await Promise.all(['1', '2', '3', '4'].map(message));
    expect(new Set(states.map((row) => row?.state))).toEqual(new Set(['sent']));
    expect(got).toHaveLength(5);
  });
});

test('one that cannot be written does not hold up the others', async () => {
  await queue('a', customer('1'));
  await queue('b', customer('2'));
  let first = true;
  compose = async () => {
    if (!first) return email;
    first = false;
    throw new Error('a bug');
  };
  expect(await run()).toBeNull();
  expect(await message('a')).toMatchObject({ state: 'queued', tries: 1 });
  expect(await message('b')).toMatchObject({ state: 'sent' });
});

test('what does not hold any more, or came too late, is not sent', async () => {
  compose = async () => ({ skip: 'outdated' });
  await queue('a', customer('1'));
  await run();
  compose = async () => email;
  await queue('b', customer('1'));
  clock.now += 4 * DAY;
  await run();
  expect(got).toEqual([]);
  expect(await message('a')).toMatchObject({ state: 'skipped', reason: 'outdated' });
  expect(await message('b')).toMatchObject({ state: 'skipped', reason: 'too_late' });
});

test('more than one turn can take are sent in the next', async () => {
  for (let id = 1; id <= 130; id += 1) await queue(`${id}`, customer(`${id}`));
  await run();
  expect(got).toHaveLength(100);
  expect(jobs).toMatchObject([{ kind: SEND_MESSAGES, runAt: clock.now }]);
  await run();
  expect(got).toHaveLength(130);
  expect(new Set(got.map(({ to }) => to)).size).toBe(130);
  expect(jobs).toEqual([]);
});

test('whoever was merged is written to as who they are now, and keeps what they did not want', async () => {
  await db.transaction((tx) => stopEmails(tx, shopId, [{ customer_id: '1', kind: 'news', stopped_at: 5 }]));
  await queue('before', '1' as CustomerId, 'code');
  await queue('news', '1' as CustomerId);
  merged.set('1', customer('2'));
  const onMerged = manifest.on?.['customer.merged'];
  if (typeof onMerged !== 'function') throw new Error('nobody listens');
  await onMerged(services, { shopId, key: '1', payload: null, attempt: 1 });
  await run();
  expect(got.map(({ to }) => to)).toEqual(['2@example.com']);
  expect(await message('news')).toMatchObject({ reason: 'unsubscribed' });
});

describe('an email about an order', () => {
  const about = async (key: string, orderId: string, customerId: CustomerId | null = null) =>
    db.transaction((tx) =>
      queueMessage(services, tx, shopId, { key, kind: 'code', customerId, orderId: orderId as OrderId }),
    );

  test('goes to the address that was given with it, in the language it was placed in, with or without an account', async () => {
    // A number may be that of a customer and that of an order.
    orders = { 1: { email: 'guest@example.com', customerLocale: 'vi-VN' }, 2: { email: null, customerLocale: 'en' } };
    await about('guest', '1');
    await about('account', '1', customer('1', { email: 'another@example.com' }));
    await about('nowhere', '2');
    await about('gone', '3');
    await run();
    expect(got.map(({ to }) => to)).toEqual(['guest@example.com', 'guest@example.com']);
    expect(got[0]?.html).toContain('lang="vi"');
    expect(await message('nowhere')).toMatchObject({ state: 'skipped', reason: 'no_address' });
    expect(await message('gone')).toMatchObject({ state: 'skipped' });
    const written = await db.read.selectFrom('messages').selectAll().where('shop_id', '=', shopId).execute();
    expect(JSON.stringify(written)).not.toContain('@');
  });

  test('is no marketing: without consent of an account nothing of that kind goes to it', async () => {
    orders = { 1: { email: 'guest@example.com', customerLocale: 'en' } };
    await db.transaction((tx) =>
      queueMessage(services, tx, shopId, { key: 'a', kind: 'news', customerId: null, orderId: '1' as OrderId }),
    );
    await run();
    expect(await message('a')).toMatchObject({ state: 'skipped', reason: 'no_consent' });
  });

  test('is not sent again and again to a mailbox that does not exist, while others with that number are written to', async () => {
    orders = { 1: { email: 'guest@example.com', customerLocale: 'en' } };
    answersTo = { 'guest@example.com': { kind: 'refused', what: 'address', status: '550 5.1.1' } };
    await about('a', '1');
    await run();
    await about('b', '1');
    await queue('c', customer('1'));
    await run();
    expect(await message('b')).toMatchObject({ state: 'skipped', reason: 'undeliverable' });
    expect(await message('c')).toMatchObject({ state: 'sent' });
  });

  test('is told of when asked for, and nothing stays of it when whoever ordered is erased', async () => {
    orders = { 1: { email: 'guest@example.com', customerLocale: 'en' } };
    await about('a', '1');
    const guest = { customerIds: [], orderIds: ['1'], emails: [], phones: [], names: [] };
    const [emails] = (await manifest.privacy?.exportPerson(services, shopId, guest)) ?? [];
    expect(emails?.rows).toHaveLength(1);
    await db.transaction(async (tx) => {
      await rememberErased(tx, shopId, { customers: [], orders: ['1'], emails: [] }, clock.now);
      await manifest.privacy?.redactPerson(services, tx, shopId, guest);
    });
    await about('b', '1');
    await run();
    expect(got).toEqual([]);
    expect(await message('a')).toBeUndefined();
    expect(await message('b')).toBeUndefined();
  });
});

test('of somebody who is erased nothing stays, and nothing comes anew', async () => {
  await queue('a', customer('1'));
  const only = { customerIds: ['1' as CustomerId], orderIds: [], emails: [], phones: [], names: [] };
  await db.transaction(async (tx) => {
    await rememberErased(tx, shopId, { customers: ['1'], orders: [], emails: [] }, clock.now);
    await manifest.privacy?.redactPerson(services, tx, shopId, only);
  });
  await queue('b', '1' as CustomerId);
  await run();
  expect(got).toEqual([]);
  expect(await message('a')).toBeUndefined();
  expect(await message('b')).toBeUndefined();
});

test('whoever asks what is held of them is told of their emails', async () => {
  await queue('a', customer('1'));
  await run();
  await db.transaction((tx) => stopEmails(tx, shopId, [{ customer_id: '1', kind: 'all', stopped_at: 5 }]));
  const only = { customerIds: ['1' as CustomerId], orderIds: [], emails: [], phones: [], names: [] };
  const sections = await manifest.privacy?.exportPerson(services, shopId, only);
  expect(sections?.map(({ id, rows }) => [id, rows])).toEqual([
    ['emails', [[{ at: clock.now }, { en: 'News', vi: 'Tin' }, { en: 'Sent', vi: 'Đã gửi' }]]],
    ['unwanted_emails', [[{ en: 'All marketing emails', vi: 'Mọi email tiếp thị' }, { at: 5 }]]],
  ]);
});

test('what waited in a back-up is not sent after it was restored', async () => {
  await queue('a', customer('1'));
  await db.transaction((tx) => giveUpWaiting(tx, shopId, clock.now));
  await run();
  expect(got).toEqual([]);
  expect(await message('a')).toMatchObject({ state: 'unknown', reason: 'restored' });
});

test('old notes go, and what waits without anybody sending it is woken', async () => {
  await queue('old', customer('1'));
  await run();
  clock.now += KEPT.message + DAY;
  await queue('new', customer('1'));
  jobs = [];
  await tidyMessages(services, { shopId, key: 'shop', payload: null, attempt: 1 });
  expect(await message('old')).toBeUndefined();
  expect(jobs).toContainEqual({ kind: SEND_MESSAGES, shopId, key: 'shop' });
});
