/**
 * Orders that people really placed, sent in twelve different ways, told out of order and twice. What the app then says of the parcels is compared
 * with a count that was made from the plan alone.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderShipments, ShipmentPage, ShipmentRow } from '../../web/retention/shipments/api-types.ts';
import { callOrThrow } from '../support/call.ts';
import { startWorld, type TestWorld } from '../support/world.ts';

const published = fileURLToPath(
  new URL('../../../shared/data/online-retail/orders_export_first600.csv', import.meta.url),
);
const there = existsSync(published);
/** Of the file; as many of each way. `REPLAY=600` takes them all. */
const ORDERS = Number(process.env.REPLAY ?? 24);

let world: TestWorld;
let folder: string;
beforeAll(async () => {
  // A Thursday evening; the first orders of the file are of that day and the one before.
  world = await startWorld({ startAt: ORDERS > 150 ? '2010-12-09T18:00:00Z' : '2010-12-02T18:00:00Z' });
  folder = await mkdtemp(join(tmpdir(), 'tracking-replay-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await world.stop();
});

type Days = 'friday' | 'monday' | 'tuesday' | 'thursday';
interface Way {
  /** What happens on which day; the friday's first. */
  [day: string]: Step[];
}
type Step =
  | { send: Record<string, unknown>; lines?: 'first' | 'rest' }
  | { scan: string; parcel?: number; city?: string; estimatedDeliveryAt?: string }
  | { cancel: number };
const HEARD = { company: 'Royal Mail' };
const CARRIERS_DAY = 'the wednesday';

/** What becomes of the order with that number in the file, modulo twelve; and, below, what must be said of it a week later. */
const ways: readonly Way[] = [
  {},
  { friday: [{ send: HEARD }, { scan: 'label_printed' }] },
  { friday: [{ send: HEARD }, { scan: 'in_transit' }] },
  { friday: [{ send: HEARD }, { scan: 'in_transit' }], tuesday: [{ scan: 'delivered' }] },
  {
    friday: [{ send: HEARD, lines: 'first' }, { scan: 'in_transit' }],
    monday: [
      { send: HEARD, lines: 'rest' },
      { scan: 'delivered', parcel: 0 },
    ],
    tuesday: [{ scan: 'delivered', parcel: 1 }],
  },
  { friday: [{ send: HEARD }, { scan: 'in_transit' }], thursday: [{ scan: 'out_for_delivery' }] },
  {
    friday: [{ send: HEARD }, { scan: 'in_transit', estimatedDeliveryAt: CARRIERS_DAY }],
    tuesday: [{ scan: 'in_transit', city: 'Leeds' }],
    thursday: [{ scan: 'in_transit', city: 'York' }],
  },
  {
    friday: [{ send: HEARD }],
    monday: [{ cancel: 0 }, { send: HEARD }, { scan: 'in_transit', parcel: 1 }],
    thursday: [{ scan: 'delivered', parcel: 1 }],
  },
  { friday: [{ send: HEARD }, { scan: 'in_transit' }], thursday: [{ scan: 'delayed' }] },
  { friday: [{ send: HEARD }, { scan: 'in_transit' }], tuesday: [{ scan: 'failure' }] },
  { friday: [{ send: HEARD }, { scan: 'in_transit' }], tuesday: [{ scan: 'ready_for_pickup' }] },
  { friday: [{ send: { company: 'A neighbour with a van', number: 'VAN 7' } }] },
];
/** Each parcel of such an order: its state in the list, its stage. */
const becomes: readonly (readonly [state: string, stage: string][])[] = [
  // 96 hours after the order.
  [['unshipped', 'unshipped']],
  // Four working days after the label.
  [['stuck', 'label']],
  // Three working days after the scan.
  [['stuck', 'in_transit']],
  [['delivered', 'delivered']],
  [
    ['delivered', 'delivered'],
    ['delivered', 'delivered'],
  ],
  // Four working days were promised at most.
  [['late', 'out_for_delivery']],
  // The carrier's day has passed.
  [['late', 'in_transit']],
  [
    ['ended', 'cancelled'],
    ['delivered', 'delivered'],
  ],
  [['late', 'delayed']],
  [['stuck', 'failed']],
  [['moving', 'ready_for_pickup']],
  [['moving', 'shipped']],
];

interface Row extends Record<string, string> {
  Name: string;
}

/** The file's first orders, with nothing sent yet. */
async function unsentExport(): Promise<{ file: string; lines: Map<string, number> }> {
  const rows: Row[] = parse(await readFile(published), { columns: true, bom: true });
  const lines = new Map<string, number>();
  for (const { Name } of rows) if (lines.has(Name) || lines.size < ORDERS) lines.set(Name, (lines.get(Name) ?? 0) + 1);
  const columns = Object.keys(rows[0] ?? {});
  const cell = (row: Row, column: string) =>
    column.startsWith('Fulfill') ? '' : `"${row[column]?.replaceAll('"', '""')}"`;
  const kept = rows.filter(({ Name }) => lines.has(Name));
  const text = [columns.join(), ...kept.map((row) => columns.map((column) => cell(row, column)).join())].join('\n');
  const file = join(folder, 'unsent.csv');
  await writeFile(file, `${text}\n`);
  return { file, lines };
}

test.skipIf(!there)(
  `what is said of the parcels of ${ORDERS} published orders is what became of them${there ? '' : ' (left out: ../shared/data is not there)'}`,
  async () => {
    const { file, lines } = await unsentExport();
    expect(lines.size).toBe(ORDERS);
    const { shop } = await world.sim<{ shop: string }>('POST', 'stores', { orders: file });
    await world.sim('POST', 'deliveries', { shop, duplicate: 0.3, reorder: true, seed: 7 });
    await world.sim('POST', 'install', { shop });
    await world.settle();
    await world.sim('POST', 'history', { shop });
    await world.settle();

    const simulated = world.simulated.shops.get(shop);
    const orders = [...(simulated?.orders.values() ?? [])].map(({ id, name, lines: bought }) => ({
      id: `gid://shopify/Order/${id}`,
      name,
      lines: bought.map((line) => ({ id: `gid://shopify/LineItem/${line.id}`, quantity: line.quantity })),
      parcels: [] as string[],
    }));
    expect(orders.map(({ name }) => name)).toEqual([...lines.keys()]);
    expect(orders.reduce((sum, order) => sum + order.lines.length, 0)).toBe(
      [...lines.values()].reduce((a, b) => a + b),
    );

    const start = await world.now();
    const later = (days: number, hours = 16) => new Date(start.getTime() + (days - 1) * 86_400_000 + hours * 3_600_000);
    const calendar: [Days, Date][] = [
      ['friday', later(1)],
      ['monday', later(4)],
      ['tuesday', later(5)],
      ['thursday', later(7)],
    ];
    for (const [day, moment] of calendar) {
      await world.advanceTo(moment.toISOString());
      for (const [index, order] of orders.entries()) {
        const steps = ways[index % ways.length]?.[day] ?? [];
        for (const step of steps) await take(order, step, later(6, 6));
      }
      await world.settle();
    }
    await world.advanceTo(later(8).toISOString());

    const found = await rowsOf(shop);
    // An order of one line leaves nothing for a second parcel.
    const expected = orders.flatMap(({ name, parcels }, index) => {
      const all = becomes[index % ways.length] ?? [];
      return (parcels.length === 0 ? all : all.slice(0, parcels.length)).map((each) => [name, ...each].join(' '));
    });
    expect(found.map(({ order, state, stage }) => `${order.name} ${state} ${stage}`).toSorted()).toEqual(
      expected.toSorted(),
    );
    const { counts } = await admin<ShipmentPage>(shop, '/api/shipments');
    const count = (state: string) => expected.filter((each) => each.split(' ')[1] === state).length;
    for (const state of ['late', 'stuck', 'unshipped', 'moving', 'delivered', 'ended'] as const)
      expect([state, counts[state]]).toEqual([state, count(state)]);
    expect(counts.all).toBe(expected.length);

    // Of a day that has passed nothing is told any more. What was promised first was four working days, weekend left out.
    const promised = found.filter(({ order }) => orders.findIndex(({ name }) => name === order.name) % 12 === 5);
    expect(promised.length).toBe(ORDERS / 12);
    const [from, to] = [later(4), later(7)].map((day) => day.toISOString().slice(0, 10));
    for (const { firstPromise, estimate } of promised)
      expect([firstPromise, estimate]).toEqual([{ from, to, by: 'transit' }, null]);

    // What is in a parcel is in it once, however often it was told.
    for (const index of [3, 4, 7]) {
      const order = orders[index + 12];
      const shown = await admin<OrderShipments>(shop, `/api/shipments/${order?.id.split('/').at(-1)}`);
      const held = shown.parcels.filter(({ stage }) => stage !== 'cancelled').flatMap((parcel) => parcel.lines);
      const units = held.reduce((sum, { quantity }) => sum + quantity, 0);
      expect([shown.stage, shown.unshipped, units]).toEqual([
        'delivered',
        [],
        order?.lines.reduce((sum, { quantity }) => sum + quantity, 0),
      ]);
    }
  },
);

interface Sent {
  id: string;
  lines: { id: string; quantity: number }[];
  parcels: string[];
}

async function take(order: Sent, step: Step, carriersDay: Date): Promise<void> {
  if ('send' in step) {
    const [first, ...rest] = order.lines;
    const lines = step.lines === undefined ? order.lines : step.lines === 'first' ? [first] : rest;
    if (lines.length === 0) return;
    const { fulfillment } = await world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', {
      order: order.id,
      lines,
      ...step.send,
    });
    order.parcels.push(fulfillment.id);
  } else if ('cancel' in step) {
    await world.sim('POST', 'fulfillments/cancel', { fulfillment: order.parcels[step.cancel] });
  } else {
    const { scan, parcel = 0, estimatedDeliveryAt, ...place } = step;
    const fulfillment = order.parcels[parcel];
    if (fulfillment === undefined) return;
    const day = estimatedDeliveryAt === CARRIERS_DAY ? { estimatedDeliveryAt: carriersDay.toISOString() } : {};
    await world.sim('POST', 'fulfillments/event', { fulfillment, status: scan, ...place, ...day });
  }
}

async function admin<Body>(shop: string, path: string): Promise<Body> {
  const url = `${world.simulatorUrl}/_simulator/admin`;
  const { status, body } = await callOrThrow<{ status: number; body: Body }>(url, 'POST', {
    shop,
    method: 'GET',
    path,
  });
  expect(status).toBe(200);
  return body;
}

async function rowsOf(shop: string): Promise<ShipmentRow[]> {
  const rows: ShipmentRow[] = [];
  let after = '';
  for (;;) {
    const page = await admin<ShipmentPage>(shop, `/api/shipments?after=${encodeURIComponent(after)}`);
    rows.push(...page.shipments);
    if (page.next === null) return rows;
    after = page.next;
  }
}
