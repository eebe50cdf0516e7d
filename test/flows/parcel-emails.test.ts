/** Emails about parcels, from what the carrier reports to the mailbox: who gets which, and what is not told. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EmailsPage } from '../../web/platform/messages/api-types.ts';
import type { SettingsDocument } from '../../web/platform/settings/api-types.ts';
import type { DeliverySettings, ParcelMessage } from '../../web/retention/shipments/settings.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

interface Mail {
  to: string[];
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

const ALL = { shipped: true, out_for_delivery: true, delivered: true, delayed: true };
const COFFEE = { title: 'Cà phê Đắk Lắk', price: '120000', quantity: 2 };
const CUP = { title: 'Ly sứ', price: '80000', quantity: 1 };

async function deliver(store: TestStore, changes: Partial<DeliverySettings>): Promise<void> {
  const path = '/api/delivery/settings';
  const { settings, version } = await store.admin<SettingsDocument<DeliverySettings>>('GET', path);
  await store.admin('PUT', path, { settings: { ...settings, ...changes }, version });
}
const mailOf = async (store: TestStore) => (await world.sim<{ mail: Mail[] }>('GET', `mail?shop=${store.domain}`)).mail;
const subjects = async (store: TestStore) => (await mailOf(store)).map(({ subject }) => subject);
const skipped = async (store: TestStore, kind: ParcelMessage) =>
  (await store.admin<EmailsPage>('GET', '/api/emails')).kinds.find((each) => each.kind === `parcel_${kind}`)
    ?.skippedBecause;
const send = async (order: { id: string }, more: Record<string, unknown> = {}) =>
  (await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', { order: order.id, ...more })).fulfillment
    .id;
const report = async (fulfillment: string, status: string, more: Record<string, unknown> = {}) => {
  await world.sim('POST', 'fulfillments/event', { fulfillment, status, ...more });
  await world.settle();
};
/** A parcel is told of five minutes after it was sent. */
const wait = async () => {
  await world.settle();
  await world.advance('PT5M');
};

test('who has bought without an account is told of each parcel once, in the language of the order, with the way to its page', async () => {
  // Shopify's times have whole seconds: what is sent in the second of the installation is no history.
  await world.advance('PT0.7S');
  const store = await world.shop({ currency: 'VND', name: 'Cà phê Sớm', timeZone: 'Asia/Ho_Chi_Minh' });
  await deliver(store, { messages: ALL });
  const guest = { customer: null, email: 'khach@example.com', locale: 'vi' };
  const order = await store.order({ ...guest, lines: [COFFEE, CUP] });
  const [coffee] = order.lines;
  const parcel = await send(order, { lines: [{ id: coffee?.id, quantity: 2 }], company: 'GHN', number: 'G8AB3CDE' });
  await world.settle();
  expect(await mailOf(store)).toEqual([]);
  await wait();

  const [shipped, ...others] = await mailOf(store);
  expect(others).toEqual([]);
  expect(shipped).toMatchObject({
    to: ['khach@example.com'],
    subject: `Một kiện của đơn hàng ${order.name} đang trên đường đến bạn`,
  });
  expect(shipped?.headers['list-unsubscribe']).toBeUndefined();
  expect(shipped?.html).toContain('<html lang="vi">');
  expect(shipped?.text).toContain('Mã vận đơn: G8AB3CDE');
  expect(shipped?.text).toMatch(/Trong kiện hàng này\nCà phê Đắk Lắk: ×\s2\n\nPhần còn lại/);
  expect(shipped?.text).not.toContain('Ly sứ');
  const page = /Theo dõi đơn hàng: (\S+)/.exec(shipped?.text ?? '')?.[1] ?? '';
  const answer = await store.proxy(new URL(page).pathname.replace('/apps/regulars', ''));
  expect(page).toMatch(/\?via=email$/);
  expect(answer.status).toBe(200);
  expect(String(answer.body)).toContain(order.name);

  await report(parcel, 'out_for_delivery');
  await report(parcel, 'out_for_delivery', { city: 'Hà Nội' });
  await report(parcel, 'delivered');
  await report(parcel, 'delivered');
  expect((await subjects(store)).slice(1)).toEqual([
    `Một kiện của đơn hàng ${order.name} đang được giao`,
    `Một kiện của đơn hàng ${order.name} đã được giao`,
  ]);
  const { kinds } = await store.admin<EmailsPage>('GET', '/api/emails');
  expect(kinds.filter(({ sent }) => sent > 0).map(({ kind, sent }) => [kind, sent])).toEqual([
    ['parcel_shipped', 1],
    ['parcel_out_for_delivery', 1],
    ['parcel_delivered', 1],
  ]);
});

test('nothing is told that the merchant has switched off, that is no parcel, or that does not hold any more when it is sent', async () => {
  const store = await world.shop();
  const an = await store.customer({ email: 'an@example.com' });
  // As it is at first: Shopify tells the rest.
  const plain = await send(await store.buy(an, '10.00'));
  await wait();
  for (const status of ['out_for_delivery', 'delivered']) await report(plain, status);
  expect(await mailOf(store)).toEqual([]);

  await deliver(store, { messages: ALL });
  const before = await store.buy(an, '10.00');
  const calledBack = await store.buy(an, '30.00');
  const arrived = await store.buy(an, '40.00');
  const [, back, quick] = await Promise.all([before, calledBack, arrived].map((order) => send(order)));
  // Carried out of the shop.
  await send(await store.buy(an, '6.00', { source: 'pos' }));
  await world.settle();
  await world.sim('POST', 'fulfillments/cancel', { fulfillment: back });
  await world.sim('POST', 'orders/cancel', { order: calledBack.id });
  await report(quick ?? '', 'delivered');
  await wait();
  expect((await subjects(store)).toSorted()).toEqual([
    `Your order ${before.name} is on its way`,
    `Your order ${arrived.name} was delivered`,
  ]);
  expect(await skipped(store, 'shipped')).toEqual([{ reason: 'outdated', count: 2 }]);

  // Who is erased before it is sent gets nothing, and no note of it stays.
  const gone = await store.customer({ email: 'gone@example.com' });
  await send(await store.buy(gone, '10.00'));
  await world.settle();
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer: gone });
  await wait();
  expect(await mailOf(store)).toHaveLength(2);
});

test('a delay is told once with the new day and the points for the wait, to the address of the order', async () => {
  const store = await world.shop({ programme: { window: { days: 14 } } });
  const apology = { on: true, points: 50, perCustomerAYear: 1, perMonth: 50 };
  await deliver(store, { apology });
  const an = await store.customer({ email: 'an@example.com' });
  const order = await store.buy(an, '24.00', {
    email: 'at-work@example.com',
    shippingAddress: { countryCode: 'US' },
  });
  const parcel = await send(order, {
    company: 'DHL',
    number: 'JD014600000451',
    url: 'https://dhl.example/JD014600000451',
  });
  await world.settle();
  const estimatedDeliveryAt = '2026-03-20T12:00:00Z';
  await report(parcel, 'in_transit');
  await world.advance('PT1M');
  await report(parcel, 'delayed', { estimatedDeliveryAt });
  await report(parcel, 'delayed', { city: 'Leipzig', estimatedDeliveryAt });
  const [delay, ...others] = await mailOf(store);
  expect(others).toEqual([]);
  expect(delay).toMatchObject({
    to: ['at-work@example.com'],
    subject: `Your order ${order.name} is taking longer than planned`,
  });
  for (const said of [
    'The carrier has told us that your parcel is delayed.',
    /New expected day: Friday,\sMarch\s20\nPlanned before: /,
    '+50 points',
    'You do not need to do anything now',
    'Track the parcel at DHL: https://dhl.example/JD014600000451',
    'This order earned you 24 points, ready to use from Mar 16, 2026.',
  ])
    expect(delay?.text).toMatch(said);
  expect(await store.balance(an)).toMatchObject({ available: 50, pending: 24 });
});
