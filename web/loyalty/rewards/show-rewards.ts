/** Rewards as the merchant sees them. */
import {
  type Customer,
  customerName,
  customerOfNow,
  findCustomer,
  findCustomers,
  searchCustomers,
} from '../../mirror/customers/index.ts';
import { orderNames } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { notFound } from '../../platform/kit/errors.ts';
import { type CustomerId, idDigits, type ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { RewardPage, RewardRow, RewardState } from './api-types.ts';
import { pageOfRedemptions, redemptionsOf } from './store/find.ts';
import { type Redemption, shownState } from './store/redemption-row.ts';

const PAGE = 50;
/** Customers whose rewards a search shows. */
const FOUND = 50;
const STATES = new Set<string>([
  'pending',
  'issued',
  'used',
  'expired',
  'returning',
  'returned',
  'refused',
] satisfies RewardState[]);

export async function showRewards(services: Services, shopId: ShopId, query: URLSearchParams): Promise<RewardPage> {
  const { db, clock } = services;
  const text = (query.get('query') ?? '').trim().slice(0, 200);
  const people =
    text === '' ? null : await searchCustomers(db.read, shopId, { query: text, after: null, limit: FOUND });
  const filter = {
    state: readState(query.get('state')),
    // Also names are letters: whatever begins so is shown.
    code: /^[a-z0-9-]+$/i.test(text) ? text.toUpperCase() : null,
    customerIds: people?.map(({ id }) => id) ?? null,
    now: clock.now(),
  };
  const found = await pageOfRedemptions(db.read, shopId, filter, {
    after: readCursor(query.get('after')),
    limit: PAGE + 1,
  });
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  return {
    rewards: await rowsOf(services, shopId, found.slice(0, PAGE)),
    next: last ? `${last.createdAt}.${last.id}` : null,
  };
}

/** The latest of one customer, who may have become another meanwhile. */
export async function showRewardsOf(services: Services, shopId: ShopId, id: string | undefined): Promise<RewardPage> {
  const { read } = services.db;
  const asked = idDigits(id) as CustomerId | null;
  const customer = asked && (await findCustomer(read, shopId, await customerOfNow(read, shopId, asked)));
  if (!customer) throw notFound('This store has no such customer.');
  return { rewards: await rewardsOfCustomer(services, shopId, customer.id), next: null };
}

/** Of one customer, for their page. */
async function rewardsOfCustomer(services: Services, shopId: ShopId, customerId: CustomerId): Promise<RewardRow[]> {
  return rowsOf(services, shopId, await redemptionsOf(services.db.read, shopId, [customerId], PAGE));
}

async function rowsOf(services: Services, shopId: ShopId, some: readonly Redemption[]): Promise<RewardRow[]> {
  const { read } = services.db;
  const { currency } = await knownShop(services, shopId);
  const customerIds = [...new Set(some.flatMap(({ customerId }) => customerId ?? []))];
  const people = new Map(
    (await findCustomers(read, shopId, customerIds)).map((person) => [person.id as string, person]),
  );
  const orders = await orderNames(read, shopId, [...new Set(some.flatMap(({ orderId }) => orderId ?? []))]);
  return some.map((one) => rowOf(one, services.clock.now(), currency, people, orders));
}

function rowOf(
  redemption: Redemption,
  now: number,
  currency: string,
  people: ReadonlyMap<string, Customer>,
  orders: ReadonlyMap<string, string>,
): RewardRow {
  const { id, customerId, orderId, expiresAt } = redemption;
  const person = customerId === null ? undefined : people.get(customerId);
  return {
    id,
    at: iso(redemption.createdAt),
    customer:
      customerId === null
        ? null
        : { id: customerId, name: person ? customerName(person, currency) : null, email: person?.email ?? null },
    rewardId: redemption.rewardId,
    kind: redemption.kind,
    title: redemption.title,
    points: redemption.points,
    cameBack: redemption.cameBack,
    state: shownState(redemption, now),
    code: redemption.code,
    expiresAt: expiresAt === null ? null : iso(expiresAt),
    order: orderId === null ? null : { id: orderId, name: orders.get(orderId) ?? null },
    problem: redemption.problem,
    returnable: redemption.state === 'issued' && redemption.code !== null && redemption.kind !== 'giftCard',
  };
}

function readState(state: string | null): RewardState | null {
  return state !== null && STATES.has(state) ? (state as RewardState) : null;
}

/** `<created ms>.<id>` of the last one shown; anything else starts from the beginning. */
function readCursor(cursor: string | null): { createdAt: number; id: string } | null {
  const match = /^(\d{1,16})\.([0-9a-f]{1,64})$/.exec(cursor ?? '');
  return match ? { createdAt: Number(match[1]), id: match[2] ?? '' } : null;
}

const iso = (ms: number) => new Date(ms).toISOString();
