/** Parcels from what Shopify tells to what the merchant sees: split, partial and cancelled ones, events in any order, what is late or stuck, and points as an apology. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SettingsDocument } from '../../web/platform/settings/api-types.ts';
import type { OrderShipments, ShipmentPage, ShipmentRow } from '../../web/retention/shipments/api-types.ts';
import type { DeliverySettings } from '../../web/retention/shipments/settings.ts';
import { startWorld, type TestStore, type TestWorld } from '../support/world.ts';

let world: TestWorld;
beforeAll(async () => {
  // A Monday.
  world = await startWorld({ startAt: '2026-03-02T03:00:00Z' });
});
afterAll(() => world.stop());

type Fields = Record<string, unknown>;
const digits = (gid: string) => gid.slice(gid.lastIndexOf('/') + 1);

async function send(order: { id: string }, more: Fields = {}): Promise<string> {
  const path = 'orders/fulfil';
  return (await world.sim<{ fulfillment: { id: string } }>('POST', path, { order: order.id, ...more })).fulfillment.id;
}
async function report(fulfillment: string, status: string, more: Fields = {}): Promise<void> {
  await world.sim('POST', 'fulfillments/event', { fulfillment, status, ...more });
}
async function deliver(store: TestStore, changes: { [K in keyof DeliverySettings]?: unknown }): Promise<void> {
  const path = '/api/delivery/settings';
  const { settings, version } = await store.admin<SettingsDocument<DeliverySettings>>('GET', path);
  await store.admin('PUT', path, { settings: { ...settings, ...changes }, version });
}
const shown = (store: TestStore, order: { id: string }) =>
  store.admin<OrderShipments>('GET', `/api/shipments/${digits(order.id)}`);
const page = (store: TestStore, query = '') => store.admin<ShipmentPage>('GET', `/api/shipments?${query}`);
const list = async (store: TestStore, query = '') => (await page(store, query)).shipments;
const named = (rows: readonly ShipmentRow[]) => rows.map(({ order, stage }) => `${order.name} ${stage}`);

const VIETNAM = { countryCode: 'VN', country: 'Vietnam', city: 'Hà Nội', zip: '100000' };
const vietnamese = { currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh', country: 'VN' };
const COFFEE = { title: 'Cà phê', price: '100000', quantity: 3 };
const CUP = { title: 'Ly sứ', price: '80000', quantity: 1 };
const HEARD = { company: 'GHN', number: 'HEARD1' };

test('an order of several parcels: what is in which, what is still to be sent, and what a cancelled one leaves', async () => {
  const store = await world.shop(vietnamese);
  const customer = await store.customer({ firstName: 'Linh', lastName: 'Trần' });
  const order = await store.order({ customer, lines: [COFFEE, CUP], shippingAddress: VIETNAM });
  const [coffee, cup] = order.lines.map(({ id }) => digits(id));
  await world.settle();
  expect(await shown(store, order)).toMatchObject({
    stage: 'unshipped',
    parcels: [],
    unshipped: [
      { lineId: coffee, title: 'Cà phê', quantity: 3 },
      { lineId: cup, title: 'Ly sứ', quantity: 1 },
    ],
    // Monday at ten: sent by Wednesday, four working days on the way.
    estimate: { from: '2026-03-03', to: '2026-03-10', by: 'order' },
  });
  expect(await list(store)).toEqual([]);

  const first = await send(order, {
    lines: [{ id: coffee, quantity: 2 }],
    company: 'Giao Hàng Nhanh',
    number: 'G8AB3CDE',
  });
  const second = await send(order, { lines: [{ id: cup, quantity: 1 }], number: '1Z5R89390357567127' });
  // The later event first, one of them twice, and a word that nobody knows between them.
  await report(first, 'IN_TRANSIT', { at: '2026-03-02T02:50:00Z', city: 'Vinh' });
  await report(first, 'LABEL_PRINTED', { at: '2026-03-02T01:00:00Z' });
  await report(first, 'IN_TRANSIT', { at: '2026-03-02T02:55:00Z', city: 'Vinh' });
  await world.settle();
  const split = await shown(store, order);
  expect(split).toMatchObject({ stage: 'in_transit', unshipped: [{ lineId: coffee, quantity: 1 }] });
  const [ghn, ups] = split.parcels;
  expect(ghn).toMatchObject({
    fulfillmentId: digits(first),
    stage: 'in_transit',
    carrier: { id: 'ghn', name: 'Giao Hàng Nhanh' },
    guessed: false,
    numbers: [{ number: 'G8AB3CDE', url: 'https://donhang.ghn.vn/?order_code=G8AB3CDE', carriers: [] }],
    lines: [{ lineId: coffee, title: 'Cà phê', quantity: 2 }],
    firstPromise: { from: '2026-03-03', to: '2026-03-06', by: 'transit' },
  });
  expect(ghn?.steps.map(({ status, city }) => [status, city])).toEqual([
    ['in_transit', 'Vinh'],
    ['label_printed', null],
  ]);
  expect(ups).toMatchObject({ carrier: { id: 'ups', name: 'UPS' }, guessed: true, stage: 'shipped' });

  // What was called off is to be sent again; its events do not count.
  await world.sim('POST', 'fulfillments/cancel', { fulfillment: first });
  await world.settle();
  const left = await shown(store, order);
  expect(left.parcels.map(({ fulfillmentId }) => fulfillmentId)).toEqual([digits(second)]);
  expect(left.unshipped).toEqual([{ lineId: coffee, title: 'Cà phê', quantity: 3 }]);
  expect(named(await list(store, 'state=ended'))).toEqual([`${order.name} cancelled`]);

  const rest = await send(order, { company: 'J&T Express', number: 'JT-77' });
  await report(second, 'delivered');
  await report(rest, 'delivered');
  await world.settle();
  expect(await shown(store, order)).toMatchObject({ stage: 'delivered', unshipped: [], estimate: null });

  // Found by the order's name, by a number and its beginning, by the customer; and by nothing else.
  for (const query of [order.name, order.name.slice(1), '1z5r8939', 'jt77', 'tran linh'])
    expect(named(await list(store, `query=${encodeURIComponent(query)}`))).toContain(`${order.name} delivered`);
  for (const query of ['999999', 'nobody', '%', '_', 'G8AB3CDEX'])
    expect(await list(store, `query=${encodeURIComponent(query)}`)).toEqual([]);
  expect(await page(store, 'state=delivered')).toMatchObject({
    counts: { delivered: 2, ended: 1, all: 3, late: 0, stuck: 0, moving: 0, unshipped: 0 },
    next: null,
  });
  // A number that begins as somebody is called hides nobody.
  const namesake = await store.customer({ firstName: 'Jtam', lastName: 'Lê' });
  const ofNamesake = await store.order({ customer: namesake, lines: [CUP], shippingAddress: VIETNAM });
  await send(ofNamesake, HEARD);
  await world.settle();
  expect(named(await list(store, 'query=jt')).toSorted()).toEqual(
    [
      `${order.name} delivered`,
      `${order.name} delivered`,
      `${order.name} cancelled`,
      `${ofNamesake.name} shipped`,
    ].toSorted(),
  );
  expect((await store.adminAnswer('GET', '/api/shipments/999')).status).toBe(404);
  expect((await store.adminAnswer('GET', '/api/shipments?state=lost')).status).toBe(422);
});

test('each of the eleven words has its place, and so has one that Shopify has not said yet', async () => {
  const store = await world.shop(vietnamese);
  const words = {
    CONFIRMED: 'label',
    LABEL_PURCHASED: 'label',
    LABEL_PRINTED: 'label',
    CARRIER_PICKED_UP: 'in_transit',
    IN_TRANSIT: 'in_transit',
    OUT_FOR_DELIVERY: 'out_for_delivery',
    ATTEMPTED_DELIVERY: 'attempted',
    READY_FOR_PICKUP: 'ready_for_pickup',
    DELAYED: 'delayed',
    FAILURE: 'failed',
    DELIVERED: 'delivered',
    PICKED_UP: 'picked_up',
  };
  const orders = new Map<string, string>();
  for (const [word, stage] of Object.entries(words)) {
    const order = await store.order({ customer: null, email: 'a@example.com', lines: [CUP], shippingAddress: VIETNAM });
    await report(await send(order, HEARD), word);
    orders.set(order.name, stage);
  }
  await world.settle();
  const rows = await list(store);
  expect(named(rows).toSorted()).toEqual([...orders].map(([name, stage]) => `${name} ${stage}`).toSorted());
  const stateOf = (stage: string) => new Set(rows.filter((row) => row.stage === stage).map(({ state }) => state));
  expect([...stateOf('delayed'), ...stateOf('failed'), ...stateOf('picked_up'), ...stateOf('label')]).toEqual([
    'late',
    'stuck',
    'delivered',
    'moving',
  ]);
  // Where a day would be a lie, none is told.
  expect(
    rows
      .filter(({ estimate }) => estimate !== null)
      .map(({ stage }) => stage)
      .toSorted(),
  ).toEqual(['in_transit', 'in_transit', 'label', 'label', 'label']);
});

test('what is late, what is stuck and what was never sent is found by the clock alone, each once, and not of a carrier that never reports', async () => {
  const store = await world.shop(vietnamese);
  const buy = () => store.order({ customer: null, email: 'b@example.com', lines: [CUP], shippingAddress: VIETNAM });
  const [unsent, label, moving, promised, unheard, cancelled] = [
    await buy(),
    await buy(),
    await buy(),
    await buy(),
    await buy(),
    await buy(),
  ];
  await report(await send(label, HEARD), 'LABEL_PRINTED');
  await report(await send(moving, HEARD), 'IN_TRANSIT');
  const known = await send(promised, HEARD);
  await world.settle();
  await report(known, 'IN_TRANSIT', { estimatedDeliveryAt: '2026-03-03T00:00:00Z' });
  await send(unheard, { company: 'My cousin', number: 'VAN 1' });
  await world.sim('POST', 'orders/cancel', { order: cancelled.id });
  // Of this one piece arrives, and two are forgotten.
  const partly = await store.order({
    customer: null,
    email: 'b@example.com',
    lines: [COFFEE],
    shippingAddress: VIETNAM,
  });
  const piece = [{ id: digits(partly.lines[0]?.id ?? ''), quantity: 1 }];
  await report(await send(partly, { ...HEARD, lines: piece }), 'delivered');
  await world.settle();
  expect((await page(store)).counts).toMatchObject({ moving: 4, delivered: 1, late: 0, stuck: 0, unshipped: 0 });

  // The carrier's day has passed in Vietnam, where it is Wednesday.
  await world.sim('POST', 'clock', { set: '2026-03-03T17:00:00Z' });
  await world.settle();
  expect(named(await list(store, 'state=late'))).toEqual([`${promised.name} in_transit`]);
  // A new day does not make the first promise good.
  await report(known, 'IN_TRANSIT', { city: 'Huế', estimatedDeliveryAt: '2026-03-12T00:00:00Z' });
  await world.settle();
  expect(await list(store, 'state=late')).toMatchObject([
    {
      firstPromise: { to: '2026-03-06', by: 'transit' },
      estimate: { to: '2026-03-12', by: 'carrier' },
      attentionSince: '2026-03-03T17:00:00.000Z',
    },
  ]);

  // Three working days without a scan; 96 hours without anything sent.
  await world.sim('POST', 'clock', { set: '2026-03-05T17:00:00Z' });
  await world.settle();
  expect(named(await list(store, 'state=stuck'))).toEqual([`${moving.name} in_transit`]);
  await world.sim('POST', 'clock', { set: '2026-03-06T17:00:00Z' });
  await world.settle();
  expect(named(await list(store, 'state=unshipped')).toSorted()).toEqual(
    [`${unsent.name} unshipped`, `${partly.name} unshipped`].toSorted(),
  );
  expect(named(await list(store, 'state=delivered'))).toEqual([`${partly.name} delivered`]);
  expect(named(await list(store, 'state=stuck')).toSorted()).toEqual(
    [`${label.name} label`, `${moving.name} in_transit`].toSorted(),
  );
  expect(named(await list(store, 'state=moving'))).toEqual([`${unheard.name} shipped`]);

  // Other rules, other verdicts, without waiting for anything.
  const stalls = { label: 30, domestic: 30, international: 30, unshippedHours: 720 };
  await deliver(store, { stalls });
  await world.settle();
  expect((await page(store)).counts).toMatchObject({ unshipped: 0, stuck: 0, late: 3, moving: 1 });
  await deliver(store, { stalls: { ...stalls, unshippedHours: 24 } });
  await world.settle();
  expect((await page(store)).counts.unshipped).toBe(2);
  await send(unsent, HEARD);
  await send(partly, HEARD);
  await world.settle();
  expect((await page(store)).counts.unshipped).toBe(0);
});

test('an apology is given once an order, within the limits, however many ask for it at once, and only to who takes part', async () => {
  const store = await world.shop({ ...vietnamese, programme: { exclude: { customerTags: ['staff'] } } });
  const apology = { on: true, points: 50, perCustomerAYear: 2, perMonth: 170 };
  const [an, binh, staff] = [
    await store.customer({ email: 'an@example.com' }),
    await store.customer({ email: 'binh@example.com' }),
    await store.customer({ email: 'staff@example.com', tags: ['Staff'] }),
  ];
  const late = async (customer: string | null) => {
    const nobody = customer === null ? { email: 'c@example.com' } : {};
    const order = await store.order({ customer, ...nobody, lines: [CUP], shippingAddress: VIETNAM });
    return { order, parcel: await send(order, HEARD) };
  };
  const before = await late(binh);
  await report(before.parcel, 'delayed');
  await world.settle();
  // Switched off, as it is at first: no points, also not by hand.
  expect(await store.balance(binh)).toMatchObject({ available: 0 });
  const give = ({ order }: { order: { id: string } }) =>
    store.adminAnswer('POST', `/api/shipments/${digits(order.id)}/apology`, {});
  expect(await give(before)).toMatchObject({ status: 409, body: { error: expect.stringContaining('switched off') } });

  await deliver(store, { apology });
  const [first, second, third, ofStaff, guests] = [
    await late(an),
    await late(an),
    await late(an),
    await late(staff),
    await late(null),
  ];
  await world.settle();
  for (const { parcel } of [first, second, third, ofStaff, guests]) await report(parcel, 'delayed');
  await report(first.parcel, 'delayed', { city: 'Vinh' });
  await world.settle();
  expect(await store.balance(an)).toMatchObject({ available: 100 });
  expect(await store.balance(staff)).toMatchObject({ available: 0 });
  const booked = (await store.ledger(an)).flatMap(({ key }) => /^grant\/apology\/(.+)/.exec(key)?.[1] ?? []);
  expect(booked).toHaveLength(2);
  const [given = ''] = booked;
  expect((await shown(store, { id: given })).apology).toMatchObject({ points: 50 });

  // Of 170 a month 100 are given: one more, whoever comes first.
  const others = [await late(binh), await late(binh)];
  await world.settle();
  const asked = [before, ...others, before, ...others];
  const answers = await Promise.all(asked.map(give));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409, 409, 409]);
  expect(await store.balance(binh)).toMatchObject({ available: 50 });
  expect(await give(guests)).toMatchObject({ status: 409, body: { error: expect.stringContaining('no customer') } });
  expect(await give(ofStaff)).toMatchObject({ status: 409, body: { error: expect.stringContaining('no part') } });

  // What was given stays when the person goes; whose it was does not.
  await world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/redact', customer: an });
  await world.settle();
  const erased = await list(store, 'query=heard1');
  expect(erased.map(({ order }) => order.name)).not.toContain(first.order.name);
  const rows = await list(store, 'state=late');
  expect(rows.find(({ order }) => order.name === first.order.name)).toMatchObject({ number: null, customer: null });
  expect((await shown(store, { id: given })).apology).toMatchObject({ points: 50 });
});

test('what was there before the app is shown, and is no news to anybody', async () => {
  const store = await world.shop({ ...vietnamese, install: false });
  const customer = await store.customer({ email: 'dung@example.com' });
  const buy = () => store.order({ customer, lines: [CUP], shippingAddress: VIETNAM });
  const [delayed, arrived, moving] = [await buy(), await buy(), await buy()];
  await report(await send(delayed, HEARD), 'delayed');
  await report(await send(arrived, HEARD), 'delivered');
  const parcel = await send(moving, HEARD);
  await report(parcel, 'in_transit');
  await world.settle();
  await world.advance('PT1H');
  await world.sim('POST', 'install', { shop: store.domain });
  await world.settle();
  await world.advance('P1D');
  expect(named(await list(store)).toSorted()).toEqual(
    [`${delayed.name} delayed`, `${arrived.name} delivered`, `${moving.name} in_transit`].toSorted(),
  );
  const mail = async () => (await world.sim<{ mail: { subject: string }[] }>('GET', `mail?shop=${store.domain}`)).mail;
  expect(await mail()).toEqual([]);
  // What happens from now on is.
  await report(parcel, 'delayed');
  await world.settle();
  expect(await mail()).toHaveLength(1);
});
