/**
 * Random lives of a small store, told to the app as Shopify tells them and compared with a second opinion on what the rules ask
 * for. Run by the tests, and by `planted-bugs` with an app in which something is wrong: so it knows no test runner.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Heard, PointsApp, PointsStore } from './points-app.ts';
import { ModelAccount, type ModelTerms, shouldComeBack } from './account-model.ts';
import { assertInvariants, ledgerRows, NO_ROWS } from './points-invariants.ts';
import {
  BOOSTED,
  CURRENCIES,
  DAY,
  EXCLUDED,
  mergeBody,
  type ModelLine,
  type ModelOrder,
  orderBody,
  refundBody,
  shouldHold,
} from './points-model.ts';

const PEOPLE = ['91', '92', '93'];
const waits = [0, 1_000, 3_600_000, DAY, 5 * DAY, 14 * DAY, 20 * DAY];
/** Some stand here more than once, because they make more of a life. */
const kinds = [
  'place',
  'refund',
  'typed',
  'shipping',
  'add',
  'remove',
  'exchange',
  'pay',
  'void',
  'cancel',
  'adjust',
  'merge',
  'place',
  'place',
  'refund',
  'adjust',
  'adjust',
  'merge',
  'bonus',
  'bonus',
  'takeBonus',
  'redeem',
  'redeem',
  'comeBack',
] as const;
const step = fc.record({
  what: fc.constantFrom(...kinds),
  wait: fc.nat(waits.length - 1),
  /** Choose which order, line, amount, … */
  one: fc.nat(9_999),
  other: fc.nat(9_999),
});
/** Debt, which is rare among everything that may happen: points that were spent before their order was taken back; and what then. */
const owing = fc
  .tuple(
    moment(0, 'place'),
    moment(5, 'adjust', 'redeem'),
    moment(1, 'cancel', 'refund', 'remove'),
    moment(1, 'merge', 'add', 'exchange', 'place'),
    fc.array(step, { maxLength: 6 }),
  )
  .map(([placed, spent, taken, then, rest]) => [placed, spent, taken, then, ...rest]);
/** Lots that lapse on several days, of which some is spent and comes back, also when these days are over. */
const spending = fc
  .tuple(
    fc.array(chosen('bonus', { wait: [3, 4], one: 6, onePlus: 3, other: 6 }), { minLength: 2, maxLength: 3 }),
    chosen('redeem', { wait: [0], one: 2, other: 12 }),
    chosen('comeBack', { wait: [0, 6], one: 1, other: 1 }),
    fc.array(chosen('comeBack', { wait: [3, 6], one: 1, other: 1 }), { maxLength: 2 }),
    fc.array(step, { maxLength: 4 }),
  )
  .map(([given, spent, back, more, rest]) => [...given, spent, back, ...more, ...rest]);
/** Two who are welcomed and become one, and a bonus that is taken back again and again. */
const welcomed = fc
  .tuple(
    chosen('bonus', { wait: [0], one: 6, other: 6 }),
    chosen('bonus', { wait: [0], one: 6, other: 6, otherPlus: 1 }),
    chosen('redeem', { wait: [0], one: 2, onePlus: 1, other: 12 }),
    fc.array(chosen('takeBonus', { wait: [0], one: 1, other: 1 }), { maxLength: 4 }),
    chosen('merge', { wait: [0], one: 1, other: 1 }),
    fc.array(step, { maxLength: 4 }),
  )
  .map(([first, second, spent, taken, merged, rest]) => [first, second, spent, ...taken, merged, ...rest]);
/** What can be used already is taken back, and then comes back: so it can be used at once. */
const returning = fc
  .tuple(
    moment(0, 'place'),
    moment(5, 'refund', 'remove'),
    moment(1, 'add', 'exchange'),
    moment(1, 'add', 'refund', 'remove'),
    fc.array(step, { maxLength: 3 }),
  )
  .map(([placed, taken, back, more, rest]) => [placed, taken, back, more, ...rest]);
const anyLife = fc.oneof(fc.array(step, { minLength: 3, maxLength: 16 }), owing, returning, spending, welcomed);

/** Numbers that are so many times something, and something more: what they choose stands with the steps. */
function chosen(
  what: (typeof kinds)[number],
  by: { wait: number[]; one: number; onePlus?: number; other: number; otherPlus?: number },
) {
  const times = (factor: number, plus = 0) => fc.nat(Math.floor(9_000 / factor)).map((count) => count * factor + plus);
  return fc.record({
    what: fc.constant(what),
    wait: fc.constantFrom(...by.wait),
    one: times(by.one, by.onePlus),
    other: times(by.other, by.otherPlus),
  });
}

/** Of the first customer, and everything that they have. */
function moment(wait: number, ...what: (typeof kinds)[number][]) {
  const even = fc.nat(4_999).map((half) => half * 2);
  return fc.record({
    what: fc.constantFrom(...what),
    wait: fc.constant(wait),
    one: even,
    other: fc.nat(1_600).map((sixth) => sixth * 6),
  });
}
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
const currency = fc.constantFrom(...CURRENCIES.keys());
const anyTerms = fc.record({ months: fc.constantFrom(null, 1, 1), clamp: fc.constantFrom(false, false, true) });

/** A store, its orders, and whom each customer has become. */
interface Life {
  store: PointsStore;
  terms: ModelTerms;
  bonuses: string[];
  redemptions: string[];
  currency: string;
  orders: ModelOrder[];
  people: string[];
}

/** `merged`: who was merged into whom. */
interface Happened {
  order?: ModelOrder;
  merged?: { kept: string; removed: string };
  heard: Heard[];
}

function newLine(app: PointsApp, one: number, other: number): ModelLine {
  const quantity = 1 + (other % 4);
  const price = other % 7 === 0 ? 0 : one;
  const discount = [0, Math.floor((price * quantity) / 3), price * quantity][one % 3] ?? 0;
  const tax = Math.floor((price * quantity - discount) / 6);
  const product = [EXCLUDED, BOOSTED][other % 5] ?? '1';
  return { id: app.newId(), product, price, quantity, current: quantity, discount, tax, giftCard: other % 11 === 0 };
}

function place(app: PointsApp, { store, currency: money, people, orders }: Life, one: number, other: number): Happened {
  const now = app.now();
  const lines = Array.from({ length: 1 + (one % 3) }, (_, index) =>
    newLine(app, (one * (index + 3)) % 9_999, other + index),
  );
  const subtotal = lines.reduce((sum, { price, quantity, discount }) => sum + price * quantity - discount, 0);
  const taxesIncluded = one % 2 === 0;
  const tax = taxesIncluded ? 0 : lines.reduce((sum, line) => sum + line.tax, 0);
  const paid = other % 4 > 0;
  const order: ModelOrder = {
    id: app.newId(),
    happy: store.happy,
    currency: money,
    customer: people[other % people.length] ?? '',
    lines,
    refunds: [],
    taxesIncluded,
    subtotal,
    total: subtotal + tax + 500,
    status: paid ? 'paid' : 'pending',
    createdAt: now,
    updatedAt: now,
    paidAt: paid ? now : null,
    cancelledAt: null,
  };
  orders.push(order);
  return { order, heard: tell(order, 'orders/create', ...(paid ? ['orders/paid'] : [])) };
}

function merge(life: Life, one: number, other: number): Happened | null {
  if (life.people.length < 2) return null;
  const kept = life.people[one % life.people.length] ?? '';
  const others = life.people.filter((id) => id !== kept);
  const removed = others[other % others.length] ?? '';
  life.people = life.people.filter((id) => id !== removed);
  life.store.gone.add(removed);
  for (const order of life.orders) if (order.customer === removed) order.customer = kept;
  return { merged: { kept, removed }, heard: [{ topic: 'customers/merge', body: mergeBody(kept, removed) }] };
}

/** Lets one thing happen. Returns what it happened to, and what Shopify tells of it; null where it cannot happen. */
function happen(app: PointsApp, life: Life, { what: kind, one, other }: Step): Happened | null {
  if (kind === 'merge') return merge(life, one, other);
  if (kind === 'place' || life.orders.length === 0) return place(app, life, one, other);
  const order = life.orders[one % life.orders.length];
  if (!order || order.cancelledAt !== null || order.status === 'voided') return null;
  const now = app.now();
  const paid = order.paidAt !== null;
  const line = order.lines.filter(({ current }) => current > 0)[other % 3];
  order.updatedAt = now;
  const giveBack = (refund: Pick<ModelOrder['refunds'][number], 'lines' | 'money' | 'shipping'>): Happened => {
    order.refunds.push({ id: app.newId(), at: now, ...refund });
    order.status = 'partially_refunded';
    return { order, heard: tell(order, 'refunds/create', 'orders/updated') };
  };
  const giveBackLine = (found: ModelLine): Happened => {
    const quantity = 1 + (one % found.current);
    found.current -= quantity;
    return giveBack({ lines: [{ id: found.id, quantity }], money: 123, shipping: 0 });
  };
  if (kind === 'refund' && paid && line) return giveBackLine(line);
  if (kind === 'exchange' && paid && line) {
    order.lines.push(newLine(app, other, one));
    return giveBackLine(line);
  }
  if (kind === 'typed' && paid) return giveBack({ lines: [], money: 1 + (other % order.total), shipping: 0 });
  if (kind === 'shipping' && paid) return giveBack({ lines: [], money: 500, shipping: 500 });
  if (kind === 'add') order.lines.push(newLine(app, other, one));
  else if (kind === 'remove' && line) line.current -= 1 + (one % line.current);
  else if (kind === 'pay' && !paid) Object.assign(order, { status: 'paid', paidAt: now });
  else if (kind === 'void' && !paid) order.status = 'voided';
  else if (kind === 'cancel') Object.assign(order, { cancelledAt: now, status: paid ? order.status : 'voided' });
  else return null;
  const topic = kind === 'pay' ? 'orders/paid' : kind === 'cancel' ? 'orders/cancelled' : 'orders/updated';
  return { order, heard: tell(order, topic) };
}

/** Bodies as they are now: what happens later must not show in them. */
function tell(order: ModelOrder, ...topics: string[]): Heard[] {
  return topics.map((topic) => {
    const refund = order.refunds.at(-1);
    const body = topic === 'refunds/create' && refund ? refundBody(order, refund) : orderBody(order);
    return { topic, body: structuredClone(body) };
  });
}

/** Once under one id, once more under the same and once under another: Shopify's retry, and its telling twice. */
function severalTimes(app: PointsApp, heard: readonly Heard[]): Heard[] {
  return heard.flatMap((one) => {
    const id = app.newId();
    return [{ ...one, id }, { ...one, id }, one];
  });
}

async function begin(app: PointsApp, money: string, terms: ModelTerms): Promise<Life> {
  return {
    store: await app.newStore(money, EXCLUDED, { boosted: BOOSTED, ...terms }),
    terms,
    bonuses: [],
    redemptions: [],
    currency: money,
    orders: [],
    people: [...PEOPLE],
  };
}

const balancesOf = (app: PointsApp, store: PointsStore) => Promise.all(PEOPLE.map((id) => app.balance(store, id)));

interface ByHand {
  app: PointsApp;
  life: Life;
  each: Step;
  customer: string;
  account: ModelAccount;
  accounts: readonly ModelAccount[];
}

/** What Shopify tells nothing of. Each says the same as the second opinion, also when it is refused. */
const BY_HAND: Partial<Record<Step['what'], (what: ByHand) => Promise<void>>> = {
  async adjust({ app, life, each, customer, account }) {
    // Often all that there is: so that what is taken back later has to be owed.
    const points = (each.one % 2 === 0 ? -account.held(false) : (each.one % 300) - 120) || 1;
    const allowed = account.adjust(app.now(), points);
    assert.equal(await app.adjust(life.store, customer, points), allowed ? 'booked' : 'too_much');
  },
  async bonus({ app, life, each, customer, account }) {
    const key = app.newId();
    const points = 1 + (each.one % 200);
    const due = each.one % 3 === 0 ? app.now() : app.now() + 3 * DAY;
    const once = each.one % 2 === 0 ? 'welcome' : null;
    if (once !== null && life.bonuses.includes(`${customer}/${once}`)) return;
    life.bonuses.push(key, `${customer}/${once}`);
    account.bonus(app.now(), key, points, due, once);
    const at = due === app.now() ? 'now' : due;
    for (const outcome of ['booked', 'repeated'])
      assert.equal(await app.bonus(life.store, customer, { key, points, at, once }), outcome);
  },
  async takeBonus({ app, life, each, accounts }) {
    const keys = life.bonuses.filter((key) => !key.includes('/'));
    const key = keys[each.one % keys.length];
    if (key === undefined) return;
    const points = each.other % 3 === 0 ? 10_000 : 1 + (each.other % 90);
    const taken = accounts.some((account) => account.takeBonus(app.now(), key, points));
    assert.equal(await app.takeBonus(life.store, key, points), taken ? 'booked' : 'nothing');
  },
  async redeem({ app, life, each, customer, account }) {
    const id = app.newId();
    const points = (each.one % 2 === 0 ? account.held(false) : each.one % 250) || 1;
    const allowed = account.redeem(app.now(), id, points);
    assert.equal(await app.redeem(life.store, customer, { id, points }), allowed ? 'booked' : 'too_little');
    if (!allowed) return;
    const orders = life.orders.filter((order) => order.customer === customer && !order.reward);
    const order = orders[each.other % Math.max(1, orders.length)];
    if (each.other % 4 === 0 || !order) {
      life.redemptions.push(id);
      return;
    }
    order.reward = { id, points };
    life.store.rewards.set(order.id, order.reward);
    for (const heard of tell(order, 'orders/updated')) await app.hear(life.store, heard);
    await app.work(1);
    account.follow(app.now(), order);
  },
  async comeBack({ app, life, each, accounts }) {
    const id = life.redemptions[each.one % Math.max(1, life.redemptions.length)];
    if (id === undefined) return;
    const total = 1 + (each.other % 300);
    const came = accounts.some((account) => account.comeBack(app.now(), id, total));
    assert.equal(await app.comeBack(life.store, id, total), came ? 'booked' : 'nothing');
  },
};

/** After every event each customer holds what the rules ask for, to the point. */
export const followsTheRules = (app: PointsApp) =>
  fc.asyncProperty(currency, anyTerms, anyLife, async (money, terms, steps) => {
    const life = await begin(app, money, terms);
    const { store } = life;
    const accounts = new Map(PEOPLE.map((id) => [id, new ModelAccount(terms)]));
    const accountOf = (id: string) => accounts.get(id) ?? assert.fail(`nobody is ${id}`);
    let before = await ledgerRows(app.db, store.shopId);
    for (const [index, each] of steps.entries()) {
      app.pass(waits[each.wait] ?? 0);
      if (each.other % 2 === 0) await app.work(1 + (each.one % 8));
      const byHand = BY_HAND[each.what];
      if (byHand) {
        const customer = life.people[each.other % life.people.length] ?? '';
        accountOf(customer).tick(app.now());
        await byHand({ app, life, each, customer, account: accountOf(customer), accounts: [...accounts.values()] });
        await app.work(1 + (each.other % 8));
      } else {
        const event = happen(app, life, each);
        if (!event) continue;
        const several = severalTimes(app, event.heard);
        for (const heard of each.one % 2 === 0 ? several : several.toReversed()) await app.hear(store, heard);
        await app.work(1 + (each.other % 8));
        if (event.order) accountOf(event.order.customer).follow(app.now(), event.order);
        if (event.merged) accountOf(event.merged.kept).absorb(app.now(), accountOf(event.merged.removed));
      }
      const expected = [...accounts.values()].map((account) => {
        account.tick(app.now());
        return account.shown();
      });
      const shown = await Promise.all(PEOPLE.map((id) => app.lots(store, id)));
      assert.deepEqual(shown, expected, `after step ${index}`);
      if (index === Math.floor(steps.length / 2)) before = await ledgerRows(app.db, store.shopId);
    }
    assert.deepEqual(await app.differences(store), []);
    await assertInvariants(app.db, store.shopId, before, store.rewards);
  });

/** Somebody has just so many points and spends them on this order. */
async function spendOn(app: PointsApp, store: PointsStore, order: ModelOrder, points: number): Promise<void> {
  if (order.reward) return;
  const reward = { id: app.newId(), points };
  assert.equal(await app.adjust(store, order.customer, points), 'booked');
  assert.equal(await app.redeem(store, order.customer, reward), 'booked');
  order.reward = reward;
  store.rewards.set(order.id, reward);
}

/**
 * However the webhooks of some days arrive, the end is the same, also of what was spent on the orders before anything was heard of them; a
 * lost one of a merge is made good by the orders themselves.
 */
export const mindsNoOrder = (app: PointsApp) =>
  fc.asyncProperty(
    currency,
    anyTerms,
    fc.array(step, { minLength: 3, maxLength: 12 }),
    fc.array(fc.nat(1_000), { minLength: 64, maxLength: 64 }),
    async (money, terms, steps, ranks) => {
      const life = await begin(app, money, terms);
      const { store } = life;
      const heard: Heard[] = [];
      let lost = false;
      const luck = (index: number) => ranks[index % ranks.length] ?? 0;
      for (const each of steps.filter(({ what }) => !(what in BY_HAND))) {
        app.pass(1_000 + Math.min(waits[each.wait] ?? 0, DAY / 4));
        const event = happen(app, life, each);
        const isLost = event?.merged !== undefined && each.one % 2 === 0;
        lost ||= isLost;
        if (event && !isLost) heard.push(...event.heard);
        if (event?.order && each.other % 3 === 0) await spendOn(app, store, event.order, 1 + (each.one % 250));
      }
      const shuffled = severalTimes(app, heard)
        .map((one, index) => ({ one, rank: luck(index) }))
        .toSorted((a, b) => a.rank - b.rank);
      for (const { one, rank } of shuffled) {
        await app.hear(store, one);
        if (rank % 2 === 0) await app.work(1 + (rank % 8));
      }
      await app.work(8);
      const sum = (orders: ModelOrder[], of: (order: ModelOrder) => number) =>
        orders.reduce((total, order) => total + of(order), 0);
      const expected = PEOPLE.map((customer) => {
        const own = life.orders.filter((order) => order.customer === customer);
        const earning = own.filter(({ paidAt }) => paidAt !== null);
        return `P ${sum(earning, shouldHold)} A ${sum(own, shouldComeBack)} D 0`;
      });
      if (!lost) assert.deepEqual(await balancesOf(app, store), expected);
      // The periodic comparison with Shopify: every order as it is by now.
      for (const order of life.orders) {
        app.pass(1_000);
        order.updatedAt = app.now();
        for (const one of tell(order, 'orders/updated')) await app.hear(store, one);
      }
      await app.work(8);
      assert.deepEqual(await balancesOf(app, store), expected);
      assert.deepEqual(await app.differences(store), []);
      await assertInvariants(app.db, store.shopId, NO_ROWS, store.rewards);
    },
  );
