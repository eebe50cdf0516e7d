/** The tracking page: who gets to an order, what they see of it, and what those learn who only guess. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDb } from '../../db/open.ts';
import type { TrackingPreview } from '../../web/retention/tracking/api-types.ts';
import type { TrackingSettings } from '../../web/retention/tracking/settings.ts';
import type { SettingsDocument } from '../../web/platform/settings/api-types.ts';
import { shopIdOf } from '../support/shop-id.ts';
import type { PlacedOrder } from '../support/store.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ startAt: '2026-11-23T03:00:00Z' });
});
afterAll(() => world.stop());

const HOME = { address1: '12 Lê Lợi', city: 'Huế', zip: '49000', countryCode: 'VN', country: 'Vietnam' };
const HOSTILE = `{{ shop.email }}{% raw %}<script>alert(1)</script>"'`;

interface Page {
  status: number;
  /** As Shopify renders it into the theme. */
  html: string;
  /** The page's own words. */
  text: string;
}

async function open(
  store: TestStore,
  path: string,
  customer?: string,
  more: Record<string, unknown> = {},
): Promise<Page> {
  const { status, body } = await store.proxy(path, customer, { render: true, ...more });
  const html = String(body);
  const [, own = ''] = /<div class="regulars-track"[^>]*>([\s\S]*)<\/main>/.exec(html) ?? [];
  const text = own
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/\s+/g, ' ')
    .trim();
  return { status, html, text };
}
/** The status alone, without the theme around it: guesses are many. */
const guess = async (store: TestStore, number: string, proof: string, ip: string) =>
  (await store.proxy('/track', undefined, { method: 'POST', body: { number, proof }, ip })).status;
const lookUp = (store: TestStore, number: string, proof: string, ip = '192.0.2.1') =>
  open(store, '/track', undefined, { method: 'POST', body: { number, proof }, ip });
const fulfil = async (order: PlacedOrder, more: Record<string, unknown> = {}) =>
  (await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', { order: order.id, ...more })).fulfillment
    .id;
const report = (fulfillment: string, status: string, more: Record<string, unknown> = {}) =>
  world.sim('POST', 'fulfillments/event', { fulfillment, status, ...more });
const linkIn = ({ html }: Page) => /data-page="[^"]*(\/track\/o\/[^"]+)"/.exec(html)?.[1] ?? '';

async function change(store: TestStore, changes: Partial<TrackingSettings>): Promise<void> {
  const path = '/api/tracking/settings';
  const { settings, version } = await store.admin<SettingsDocument<TrackingSettings>>('GET', path);
  await store.admin('PUT', path, { settings: { ...settings, ...changes }, version });
}

test('the page answers where it is and when it comes, then what is in each parcel, and what the order brought', async () => {
  const store = await world.shop({ timeZone: 'Asia/Ho_Chi_Minh', programme: { window: { days: 14 } } });
  const bag = store.product({ title: 'Canvas bag', prices: ['20.00'] });
  const customer = await store.customer({ email: 'lan@example.com', firstName: 'Lan' });
  const order = await store.order({
    customer,
    shippingAddress: HOME,
    lines: [
      { variant: bag.variants[0], quantity: 2 },
      { title: 'Mug', price: '8.00', quantity: 1 },
    ],
  });
  await world.settle();

  const placed = await open(store, '/track', customer);
  expect(placed.status).toBe(200);
  expect(placed.text).toMatch(
    /^Track your order · Order #1001, placed on Nov 23, 2026 We are preparing your order Expected /,
  );
  expect(placed.html).toContain('<meta name="robots" content="noindex">');

  const [bags, mugs] = order.lines;
  const first = await fulfil(order, { lines: [{ id: bags?.id, quantity: 2 }], company: 'GHN', number: 'G8AB3CDE' });
  await report(first, 'in_transit', { city: 'Đà Nẵng', country: 'VN', message: HOSTILE });
  await world.settle();
  const half = await open(store, '/track', customer);
  expect(half.text).toMatch(/placed on Nov 23, 2026 On its way Expected Monday, November 30 – Friday, December 11/);
  expect(half.text).toContain('Canvas bag × 2');
  expect(half.text).toContain('Đà Nẵng, Vietnam');
  expect(half.text).toMatch(/Still to be sent Mug/);
  expect(half.text).toContain(`${HOSTILE.replace('"', '"')}`);
  expect(half.html).not.toContain('<script>alert');
  expect(half.html).toContain('<li class="regulars-track__reached" aria-current="step"><span>Shipped');

  const second = await fulfil(order, {
    lines: [{ id: mugs?.id, quantity: 1 }],
    company: 'Ninja',
    number: 'N1',
    url: 'javascript:alert(1)',
  });
  await report(second, 'delivered');
  await report(first, 'out_for_delivery');
  await world.settle();
  const near = await open(store, '/track', customer);
  expect(near.text).toMatch(/placed on Nov 23, 2026 Out for delivery 1 of 2 parcels delivered/);
  expect(near.html).not.toContain('javascript:');
  expect(near.text).toMatch(/This order earned you 48 points, ready to use (from|once)/);
  expect(near.text).not.toContain('for the wait');
  const apology = { on: true, points: 50, perCustomerAYear: 1, perMonth: 50 };
  await store.admin('PUT', '/api/delivery/settings', { settings: { apology }, version: 0 });
  await store.admin('POST', `/api/shipments/${String(order.id).split('/').at(-1)}/apology`, {});
  await world.settle();
  expect((await open(store, '/track', customer)).text).toContain('We have given you 50 points for the wait.');

  await report(first, 'delivered');
  await world.settle();
  const there = await open(store, '/track', customer);
  expect(there.text).toMatch(/Delivered on Monday, November 23/);
  expect(there.text).toContain('How happy are you with the delivery?');

  // The link works for whoever has it, and in the other language.
  const byLink = await open(store, linkIn(there));
  expect(byLink).toMatchObject({ status: 200 });
  expect(byLink.text).toContain('Canvas bag × 2');
});

test('an order opens by its number with the email, the phone or the postcode, and by nothing else', async () => {
  const store = await world.shop({ timeZone: 'Asia/Ho_Chi_Minh' });
  const customer = await store.customer({ email: 'minh@example.com' });
  const stranger = await store.customer({ email: 'other@example.com' });
  const order = await store.order({
    customer,
    phone: '+84912345678',
    shippingAddress: HOME,
    lines: [{ title: 'Trà sen', price: '9.00', quantity: 1 }],
  });
  await store.buy(stranger, '5.00', { shippingAddress: { ...HOME, zip: 'SW1A 1AA', countryCode: 'GB' } });
  await world.settle();

  for (const [number, proof] of [
    ['#1001', 'minh@example.com'],
    [' 1001 ', 'MINH@Example.com '],
    ['1001', '0912 345 678'],
    ['1001', '+84 912 345 678'],
    ['1002', 'sw1a1aa'],
  ] as const) {
    const page = await lookUp(store, number, proof, '192.0.2.9');
    expect([page.status, page.text.includes(`Order #${number.replace(/\D/g, '')}`)]).toEqual([200, true]);
    expect(page.html).not.toMatch(/minh@example|912345678|Lê Lợi/);
  }

  // Whatever is wrong, nothing tells one from the other; a number alone shows nothing.
  const wrong = await lookUp(store, '1001', 'nobody@example.com', '192.0.2.10');
  const missing = await lookUp(store, '7777', 'minh@example.com', '192.0.2.11');
  const same = (page: Page, number: string) => page.html.replace('For example #1001', '').replaceAll(number, 'NUMBER');
  expect([wrong.status, missing.status]).toEqual([404, 404]);
  expect(same(wrong, '1001')).toBe(same(missing, '7777'));
  expect(wrong.text).toContain('We could not find an order with this number and this email');
  const bare = await lookUp(store, '1001', '', '192.0.2.12');
  expect(bare.status).toBe(422);
  expect(bare.text).toContain('Please fill in both fields');
  expect(bare.text).not.toContain('Trà sen');

  expect((await lookUp(store, '10\0 01', '\0', '192.0.2.13')).status).toBe(422);
  expect((await lookUp(store, '10\0 01', 'x\0', '192.0.2.13')).status).toBe(404);

  // Somebody else's order is no order, and nor is one without a login.
  const id = String(order.id).split('/').at(-1);
  const foreign = await open(store, `/track/order/${id}`, stranger);
  const unknown = await open(store, '/track/order/123', stranger);
  const guest = await open(store, `/track/order/${id}`);
  expect([foreign.status, unknown.status, guest.status]).toEqual([404, 404, 404]);
  expect(foreign.text).toBe(unknown.text);
  expect((await open(store, `/track/order/${id}`, customer)).status).toBe(200);
  expect((await open(store, '/track/o/AAAA.AAAAAAAAAAAAAAAAAAAAAA')).status).toBe(404);
  const link = linkIn(await open(store, '/track', customer));
  expect((await open(store, link)).status).toBe(200);
  expect((await open(await world.shop(), link)).status).toBe(404);
  // Of somebody who was erased nothing is shown any more, whoever has kept the link.
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer });
  await world.settle();
  expect((await open(store, link)).status).toBe(404);
});

test('guessing leads nowhere: each failure makes the next wait longer, the right ones pass by link and login, and time forgives', async () => {
  const store = await world.shop();
  const customer = await store.customer({ email: 'an@example.com' });
  await store.order({ customer, shippingAddress: HOME, lines: [{ title: 'Thing', price: '5.00', quantity: 1 }] });
  await world.settle();
  const link = linkIn(await open(store, '/track', customer));

  const db = openDb(world.databaseUrl);
  const shopId = await shopIdOf(db, store.domain);
  const kept = () => db.read.selectFrom('lookup_failures').selectAll().where('shop_id', '=', shopId).execute();

  // From one address at many numbers, and from many addresses at one number.
  const many = Array.from({ length: 40 }, (_, index) => index);
  const here = await Promise.all(many.map((index) => guess(store, String(2000 + index), '49000', '203.0.113.5')));
  // Whoever has to wait leaves nothing behind: the address, and the five numbers that were tried.
  expect(await kept()).toHaveLength(6);
  const there = await Promise.all(
    many.map((index) => guess(store, '1001', `${40_000 + index}`, `2001:db8:${index + 1}::1`)),
  );
  for (const statuses of [here, there])
    expect(statuses.toSorted((a, b) => a - b)).toEqual([
      ...Array.from({ length: 5 }, () => 404),
      ...Array.from({ length: 35 }, () => 429),
    ]);
  const waiting = await lookUp(store, '1001', 'an@example.com', '198.51.100.1');
  expect(waiting.status).toBe(429);
  expect(waiting.text).toContain('Please wait 2 seconds');
  // A number that nobody has is treated alike.
  for (const index of many.slice(0, 5)) await guess(store, '5555', '49000', `198.51.100.${20 + index}`);
  expect((await lookUp(store, '5555', '49000', '198.51.100.30')).text).toBe(waiting.text);

  expect((await open(store, link)).status).toBe(200);
  expect((await open(store, '/track', customer)).status).toBe(200);
  const typed = { method: 'POST', body: { number: '1001', proof: 'mistyped' }, ip: '198.51.100.1' };
  expect((await open(store, '/track', customer, typed)).text).toContain('Order #1001');
  await world.advance('PT3S');
  expect((await lookUp(store, '1001', 'an@example.com', '198.51.100.1')).status).toBe(200);
  // What was right is not held against anybody: nine times in a row, at the number that has no free try left.
  for (const _ of many.slice(0, 9)) expect(await guess(store, '1001', 'an@example.com', '198.51.100.1')).toBe(200);

  // Kept are digests alone, and not for long.
  expect(JSON.stringify(await kept())).not.toMatch(/203\.0\.113|2001:db8|"1001"/);
  await world.advance('P2D');
  expect(await kept()).toEqual([]);
  await db.close();
});

test('the merchant’s words, order of sections and contact are on the page and in its preview; switched off, there is no page', async () => {
  const store = await world.shop({ locale: 'vi', currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' });
  const customer = await store.customer();
  await store.buy(customer, '5000');
  await world.settle();
  const hidden = ['points', 'satisfaction', 'offers'].map((id) => ({ id, shown: false }));
  const settings = {
    sections: [{ id: 'help', shown: true }, { id: 'parcels', shown: true }, ...hidden],
    texts: {
      title: { en: `Where is it? ${HOSTILE}`, vi: '' },
      intro: { en: '', vi: 'Chào bạn' },
      offersTitle: { en: '', vi: '' },
      help: { en: 'Ask us anything', vi: '' },
    },
    contact: { email: 'help@example.com', phone: '+84 28 3822 1111', url: 'https://example.com/chat' },
  } as Partial<TrackingSettings>;
  await change(store, settings);
  const page = await open(store, '/track', customer);
  expect(page.text).toContain(`Where is it? ${HOSTILE}`);
  expect(page.text).toMatch(
    /đặt ngày \d\d\/11\/2026 Chúng tôi đang chuẩn bị .* Chào bạn Bạn có câu hỏi về đơn hàng này\? Ask us anything .*Chưa gửi Thing/,
  );
  expect(page.html).toContain('href="mailto:help@example.com?subject=&#37;C4&#37;90');
  expect(page.html).toContain('href="tel:+842838221111"');
  expect(page.text).not.toContain('điểm');

  const { settings: saved } = await store.admin<SettingsDocument<TrackingSettings>>('GET', '/api/tracking/settings');
  for (const sample of ['on_the_way', 'late', 'delivered', 'look_up']) {
    const body = { settings: saved, language: 'vi', sample };
    const { html } = await store.admin<TrackingPreview>('POST', '/api/tracking/preview', body);
    expect(html).toMatch(/^<!doctype html><html lang="vi">/);
    expect(html).toContain('Where is it? &#123;&#123;');
    expect(html).not.toMatch(/\{[{%]/);
  }
  await change(store, { on: false });
  for (const path of ['/track', linkIn(page)]) {
    const off = await open(store, path, customer);
    expect([off.status, off.text]).toEqual([404, 'Trang này không tồn tại Về cửa hàng']);
  }
});
