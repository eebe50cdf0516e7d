/** Emails from their cause to the mailbox: who gets which, what they can do about it, and what becomes of those that cannot be sent. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { EmailPreview, EmailsPage, TestAnswer } from '../../web/platform/messages/api-types.ts';
import { codeOf, rewardsOf } from '../support/rewards.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

interface Mail {
  to: string[];
  from: string;
  subject: string;
  headers: Record<string, string>;
  text: string;
  html: string;
}

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(() => world.sim('POST', 'mail/faults', {}));

const everyKind = {
  points_earned: true,
  reward_ready: true,
  points_expiring: true,
  tier_reached: true,
  referral_rewarded: true,
};
const GOLD = {
  id: 'gold',
  name: { en: 'Gold', vi: 'Vàng' },
  perks: { en: '', vi: '' },
  multiplier: '1.5',
  entryPoints: 0,
  color: null,
};
/** Points are told of five minutes after the order. */
const tell = async () => {
  await world.settle();
  await world.advance('PT5M');
};
const mailOf = async (store: TestStore) => (await world.sim<{ mail: Mail[] }>('GET', `mail?shop=${store.domain}`)).mail;
const overview = async (store: TestStore) => store.admin<EmailsPage>('GET', '/api/emails');
const earnedOf = async (store: TestStore) => (await overview(store)).kinds.find(({ kind }) => kind === 'points_earned');
/** Where the app listens, not where it believes to be found. */
const link = (mail: Mail | undefined) => {
  const url = new URL(/<(.+)>/.exec(mail?.headers['list-unsubscribe'] ?? '')?.[1] ?? 'none:');
  return `${world.appUrl}${url.pathname}`;
};
const consentOf = async (store: TestStore, customer: string) => {
  const state = await world.sim<{ customers: { id: string; emailMarketingConsent: { marketingState: string } }[] }>(
    'GET',
    `state?shop=${store.domain}`,
  );
  return state.customers.find(({ id }) => id === customer)?.emailMarketingConsent.marketingState;
};
const visit = (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { connection: 'close' } });
const press = (url: string, form: Record<string, string | string[]>) =>
  visit(url, {
    method: 'POST',
    body: new URLSearchParams(
      Object.entries(form).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
    ),
  });

test('whoever has agreed is told of their points in their own language; nobody else is, and the merchant sees why', async () => {
  const store = await world.shop({
    name: 'Cà phê Sớm',
    programme: { emails: { kinds: everyKind, senderName: 'Sớm', replyTo: 'chao@example.com' }, window: { days: 14 } },
  });
  const an = await store.customer({ email: 'an@example.com', marketing: true, locale: 'vi' });
  const ben = await store.customer({ email: 'ben@example.com', marketing: false });
  const order = await store.buy(an, '24.00');
  await store.buy(ben, '10.00');
  await world.settle();
  expect(await mailOf(store)).toEqual([]);
  await tell();
  // A change of the order is no news of another.
  await world.sim('POST', 'orders/edit', { order: order.id, add: [{ title: 'More', price: '5.00', quantity: 1 }] });
  await tell();
  const mails = await mailOf(store);
  expect(mails).toMatchObject([
    {
      to: ['an@example.com'],
      from: 'points@regulars.example',
      subject: 'Bạn vừa tích 24 điểm tại Cà phê Sớm',
      headers: {
        'reply-to': 'chao@example.com',
        'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
        'x-shop-domain': store.domain,
      },
    },
  ]);
  expect(mails[0]?.headers.from).toContain('=?UTF-8?');
  expect(mails[0]?.html).toContain('<html lang="vi">');
  expect(mails[0]?.text).toContain(`điểm từ đơn ${order.name}`);
  expect(mails[0]?.text).toContain('Dùng được từ ngày: 16/03/2026');
  expect(await earnedOf(store)).toMatchObject({
    sent: 1,
    skipped: 1,
    skippedBecause: [{ reason: 'no_consent', count: 1 }],
  });
});

test('nothing is sent before it is switched on, nor of what happened before, nor of what did not last', async () => {
  const store = await world.shop();
  const an = await store.customer({ marketing: true });
  await store.buy(an, '10.00');
  await tell();
  await store.programme({ emails: { kinds: everyKind } });
  await store.buy(an, '20.00');
  const undone = await store.buy(an, '30.00');
  await world.settle();
  await world.sim('POST', 'orders/cancel', { order: undone.id });
  await tell();
  expect((await mailOf(store)).map(({ subject }) => subject)).toEqual([
    expect.stringContaining('You’ve earned 20 points'),
  ]);
  expect((await earnedOf(store))?.skippedBecause).toEqual([{ reason: 'outdated', count: 1 }]);
});

test('a reward brings its code to whoever took it, subscriber or not, while a tier, a friend and points that lapse are told to subscribers', async () => {
  const store = await world.shop({
    programme: {
      emails: { kinds: { ...everyKind, points_earned: false } },
      window: { days: 0 },
      expiry: { months: 1, remindDays: 28 },
      worth: { points: 100, amount: '5.00' },
      tiers: { on: true, levels: [{ ...GOLD, from: '100' }] },
      referrals: { on: true, points: 500 },
      spend: { rewards: rewardsOf({ id: 'ten', kind: 'fixed', points: 100, amount: '10.00' }) },
    },
  });
  const ann = await store.customer({ email: 'ann@example.com', marketing: true });
  const bob = await store.customer({ email: 'bob@example.com', marketing: false });
  for (const customer of [ann, bob]) await store.buy(customer, '150.00');
  await world.settle();
  expect((await mailOf(store)).map(({ to, subject }) => [to, subject])).toEqual([
    [['ann@example.com'], expect.stringContaining('You’ve reached Gold at')],
  ]);
  const code = await codeOf(store, bob, 'ten');
  await world.settle();
  const reward = (await mailOf(store)).at(-1);
  expect(reward).toMatchObject({ to: ['bob@example.com'], headers: { 'x-shop-domain': store.domain } });
  expect(reward?.text).toContain(code);
  expect(reward?.html).toContain(`/discount/${code}?redirect=/cart`);
  expect(reward?.headers['list-unsubscribe']).toBeUndefined();

  // A friend of hers comes by her link.
  const mine = await store.proxy('/referrals/mine', ann);
  const { path } = JSON.parse(String(mine.body)) as { path: string };
  const landing = { method: 'POST', body: { key: 'friend' }, ip: '198.51.100.7', render: true };
  const taken = await store.proxy(path.replace('/apps/regulars', ''), undefined, landing);
  const gift = /regulars-landing__code">([^<]+)</.exec(String(taken.body))?.[1] ?? '';
  await world.advance('PT1H');
  await store.buy('', '40.00', { customer: null, email: 'friend@example.com', discountCodes: [gift] });
  await world.settle();
  expect((await mailOf(store)).at(-1)).toMatchObject({
    to: ['ann@example.com'],
    subject: expect.stringContaining('500 points for the friend you brought to'),
  });

  await world.advance('P4D');
  const reminder = (await mailOf(store)).at(-1);
  expect(reminder).toMatchObject({
    to: ['ann@example.com'],
    subject: '650 points can be used until Apr 2, 2026',
  });
  expect(reminder?.text).toContain('Worth: $32.50');
  expect((await mailOf(store)).filter(({ subject }) => subject.includes('can be used until'))).toHaveLength(1);
});

describe('the link below an email', () => {
  let store: TestStore;
  let customer: string;
  let url: string;
  beforeAll(async () => {
    store = await world.shop({ name: 'Tom & Ann', programme: { emails: { kinds: everyKind } } });
    customer = await store.customer({ marketing: true });
    await store.buy(customer, '10.00');
    await tell();
    url = link((await mailOf(store))[0]);
  });

  test('looking at the link changes nothing, one click stops everything and takes the consent back at Shopify', async () => {
    const page = await visit(url);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const text = await page.text();
    expect(text).toContain('Emails from Tom &#38; Ann');
    expect(await consentOf(store, customer)).toBe('SUBSCRIBED');

    // As mail programs send it: RFC 8058 allows both forms, and they read no page.
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    const clicked = await visit(url, { method: 'POST', body: form });
    expect(clicked.status).toBe(200);
    expect(await clicked.text()).toContain('You are unsubscribed');
    await world.settle();
    expect(await consentOf(store, customer)).toBe('UNSUBSCRIBED');
    await store.buy(customer, '10.00');
    await tell();
    expect(await mailOf(store)).toHaveLength(1);

    // Ticked again at the checkout, say.
    await world.sim('POST', 'customers/update', { customer, marketing: true });
    await store.buy(customer, '10.00');
    await tell();
    expect(await mailOf(store)).toHaveLength(2);
    expect(await (await visit(url)).text()).toContain('checked');
  });

  test('lets one choose kind by kind, without touching the consent', async () => {
    const saved = await press(url, { do: 'choose', kind: ['points_expiring', 'tier_reached'] });
    expect(await saved.text()).toContain('Your choice is saved');
    expect((await (await visit(url)).text()).match(/ checked/g)).toHaveLength(2);
    const before = (await mailOf(store)).length;
    await store.buy(customer, '10.00');
    await tell();
    expect(await mailOf(store)).toHaveLength(before);
    expect(await consentOf(store, customer)).toBe('SUBSCRIBED');
    await press(url, { do: 'choose', kind: ['points_earned'] });
    await store.buy(customer, '10.00');
    await tell();
    expect(await mailOf(store)).toHaveLength(before + 1);
  });

  test('of somebody else, or cut, leads nowhere', async () => {
    for (const bad of [url.slice(0, -3), `${world.appUrl}/unsubscribe/x`]) {
      for (const method of ['GET', 'POST']) {
        const answer = await visit(bad, { method });
        expect(answer.status).toBe(404);
        expect(await answer.text()).toContain('does not work');
      }
    }
    expect(await consentOf(store, customer)).toBe('SUBSCRIBED');
  });

  test('is of no use once the customer was erased', async () => {
    await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });
    await world.settle();
    expect(await (await visit(url)).text()).toContain('You are unsubscribed');
    expect((await press(url, { do: 'all' })).status).toBe(200);
    expect((await earnedOf(store))?.sent).toBe(0);
  });
});

describe('a mail server that misbehaves', () => {
  let store: TestStore;
  let customer: string;
  beforeAll(async () => {
    store = await world.shop({ programme: { emails: { kinds: everyKind } } });
    customer = await store.customer({ marketing: true });
  });
  const fault = (at: string, status: number, count?: number) => world.sim('POST', 'mail/faults', { at, status, count });

  test('says no for good: the merchant sees it with its code, and without the address', async () => {
    const gone = await store.customer({ email: 'reader@example.com', marketing: true });
    await fault('recipient', 550);
    await store.buy(gone, '10.00');
    await tell();
    const page = await overview(store);
    expect(page.failures).toMatchObject([
      { kind: 'points_earned', reason: 'address_refused', status: '550 5.1.1', customerId: expect.any(String) },
    ]);
    expect(JSON.stringify(page)).not.toContain('reader@');
  });

  test('says later, or nobody answers: it is sent when the server can again', async () => {
    const before = (await mailOf(store)).length;
    await fault('message', 451, 1);
    await store.buy(customer, '10.00');
    await tell();
    expect(await overview(store)).toMatchObject({ waiting: 1 });
    await world.advance('PT1M');
    expect(await mailOf(store)).toHaveLength(before + 1);

    await fault('greeting', 421);
    await store.buy(customer, '10.00');
    await tell();
    expect(await overview(store)).toMatchObject({ waiting: 1 });
    await world.sim('POST', 'mail/faults', {});
    await world.advance('PT1H');
    expect(await mailOf(store)).toHaveLength(before + 2);
    expect(await overview(store)).toMatchObject({ waiting: 0 });
  });

  test('takes it and hangs up: it is not sent a second time', async () => {
    const before = (await mailOf(store)).length;
    await fault('lost', 451, 1);
    await store.buy(customer, '10.00');
    await tell();
    await world.advance('PT2H');
    expect(await mailOf(store)).toHaveLength(before + 1);
    expect((await overview(store)).failures[0]).toMatchObject({ reason: 'interrupted' });
  });
});

describe('the merchant', () => {
  const kinds = [
    'points_earned',
    'reward_ready',
    'points_expiring',
    'tier_reached',
    'referral_rewarded',
    'parcel_shipped',
    'parcel_out_for_delivery',
    'parcel_delivered',
    'parcel_delayed',
  ];

  test('sees every kind in both languages, with the store’s own name and money', async () => {
    const store = await world.shop({ currency: 'VND', name: 'Sớm' });
    const pictures: string[] = [];
    for (const kind of kinds) {
      for (const locale of ['en', 'vi']) {
        const path = `/api/emails/preview?kind=${kind}&locale=${locale}`;
        const preview = await store.admin<EmailPreview>('GET', path);
        expect(preview.from).toEqual({ name: 'Sớm', address: 'points@regulars.example' });
        expect(preview.html).toContain(`<html lang="${locale}">`);
        expect(preview.text).not.toMatch(/undefined|null|NaN|\[object/);
        pictures.push(preview.subject);
      }
    }
    expect(new Set(pictures).size).toBe(2 * kinds.length);
    expect((await overview(store)).kinds.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted());
    const reward = await store.admin<EmailPreview>('GET', '/api/emails/preview?kind=reward_ready&locale=vi');
    expect(reward.text).toContain('AB12-CD34');
    expect(await store.adminAnswer('GET', '/api/emails/preview?kind=none&locale=vi')).toMatchObject({ status: 422 });
  });

  test('sends a test to any address, and not too many', async () => {
    const store = await world.shop();
    const body = { kind: 'points_earned', locale: 'en', to: 'me@example.com' };
    expect(await store.admin<TestAnswer>('POST', '/api/emails/test', body)).toEqual({ result: 'sent', status: null });
    const [mail] = await mailOf(store);
    expect(mail?.to).toEqual(['me@example.com']);
    expect(mail?.headers['list-unsubscribe']).toBeUndefined();
    await world.sim('POST', 'mail/faults', { at: 'recipient', status: 550 });
    expect(await store.admin('POST', '/api/emails/test', body)).toEqual({ result: 'refused', status: '550 5.1.1' });
    for (let sent = 2; sent < 10; sent += 1) await store.admin('POST', '/api/emails/test', body);
    expect(await store.adminAnswer('POST', '/api/emails/test', body)).toMatchObject({ status: 429 });
    for (const wrong of [{ to: 'nobody' }, { to: 'a@example.com, b@example.com' }, { kind: 'none' }, { locale: 'fr' }])
      expect(await store.adminAnswer('POST', '/api/emails/test', { ...body, ...wrong })).toMatchObject({ status: 422 });
    // Tests are not counted among what customers get.
    expect(await overview(store)).toMatchObject({ failures: [], waiting: 0 });
    expect((await earnedOf(store))?.sent).toBe(0);
  });
});
