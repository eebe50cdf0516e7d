/** `GET /api/customers`, `/customers/ID`, `/customers/ID/ledger`. */
import {
  type Customer,
  customerName,
  customerOfNow,
  findCustomer,
  readCustomer,
  searchCustomers,
} from '../../mirror/customers/index.ts';
import { orderHeadings, ordersOfCustomer } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { notFound } from '../../platform/kit/errors.ts';
import { type CustomerId, idDigits, type ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { CustomerDetail, CustomerPage, CustomerRow, LedgerPage, LotView } from './api-types.ts';
import { pointsWorth } from './point-worth.ts';
import { currentProgramme } from '../programme/index.ts';
import { carriesExcludedTag } from './rule-in-force.ts';
import { type AccountView, viewAccount, viewAccounts } from './store/accounts.ts';
import { accountHistory, ledgerPage } from './store/history.ts';
import type { TierOfMember } from './tier-of-member.ts';
import type { HappenedToOrders } from './happened-to-orders.ts';
import { entryItem, momentItem, newestFirst, orderItem } from './timeline.ts';

const PAGE = 50;
const TIMELINE = 100;
const LEDGER_PAGE = 100;

export async function showCustomers(services: Services, shopId: ShopId, query: URLSearchParams): Promise<CustomerPage> {
  const { db, clock } = services;
  const { currency } = await knownShop(services, shopId);
  const found = await searchCustomers(db.read, shopId, {
    query: (query.get('query') ?? '').slice(0, 200),
    after: readCursor(query.get('after')),
    limit: PAGE + 1,
  });
  const customers = found.slice(0, PAGE);
  const views = await viewAccounts(
    db.read,
    shopId,
    customers.map(({ id }) => id),
    clock.now(),
  );
  const last = customers.at(-1);
  return {
    customers: customers.map((customer) => row(customer, currency, views.get(customer.id) ?? null)),
    next: found.length > PAGE && last ? `${last.createdAt}.${last.id}` : null,
  };
}

/** `<created ms>.<id>` of the last one shown; anything else starts from the beginning. */
function readCursor(cursor: string | null): { createdAt: number; id: string } | null {
  const match = /^(-?\d{1,16})\.(\d{1,20})$/.exec(cursor ?? '');
  return match ? { createdAt: Number(match[1]), id: match[2] ?? '' } : null;
}

export async function showCustomer(
  services: Services,
  shopId: ShopId,
  id: string | undefined,
  { tierOfMember, happenedToOrders }: { tierOfMember: TierOfMember; happenedToOrders: HappenedToOrders },
): Promise<CustomerDetail> {
  const { db, clock } = services;
  const customer = await customerOr404(services, shopId, id);
  const shop = await knownShop(services, shopId);
  const { settings } = await currentProgramme(services, shopId);
  const tier = await tierOfMember(db.read, shopId, customer.id, { settings, ...shop });
  const view = await viewAccount(db.read, shopId, customer.id, clock.now());
  const entries = view ? await accountHistory(db.read, shopId, view.accountId, { offset: 0, limit: TIMELINE }) : [];
  const bought = await ordersOfCustomer(db.read, shopId, customer.id, TIMELINE);
  const headings = await orderHeadings(db.read, shopId, [
    ...new Set([...entries, ...(view?.lots ?? [])].flatMap(({ orderId }) => orderId ?? [])),
  ]);
  const orders = new Map(headings.map((order) => [order.id, order]));
  const named = new Map(bought.map((order) => [order.id, order]));
  const happened = await happenedToOrders(services, shopId, [...named.keys()]);
  const timeline = [
    ...entries.map((entry) => entryItem(entry, orders)),
    ...bought.map(orderItem),
    ...happened.map((moment) => momentItem(moment, named)),
  ];
  const held = view ? view.balance.available + view.balance.pending - view.balance.debt : 0;
  return {
    ...row(customer, shop.currency, view),
    currency: shop.currency,
    worth: pointsWorth(held, settings.worth, shop.currency),
    excluded: carriesExcludedTag(customer.tags, settings),
    tags: customer.tags,
    lots: (view?.lots ?? []).map(
      (lot): LotView => ({
        id: lot.id,
        points: lot.remaining,
        state: lot.state,
        earnedAt: iso(lot.countsFrom),
        availableAt: lot.availableAt === null ? null : iso(lot.availableAt),
        expiresAt: lot.expiresAt === null ? null : iso(lot.expiresAt),
        orderName: lot.orderId === null ? null : (orders.get(lot.orderId)?.name ?? null),
      }),
    ),
    tier: tier?.tier ?? null,
    nextTier: tier?.next ?? null,
    timeline: newestFirst(timeline).slice(0, TIMELINE),
  };
}

export async function showLedger(
  services: Services,
  shopId: ShopId,
  id: string | undefined,
  query: URLSearchParams,
): Promise<LedgerPage> {
  const { db, clock } = services;
  const customer = await customerOr404(services, shopId, id);
  const view = await viewAccount(db.read, shopId, customer.id, clock.now());
  if (!view) return { entries: [], next: null };
  const after = /^\d{1,15}$/.test(query.get('after') ?? '') ? Number(query.get('after')) : 0;
  const found = await ledgerPage(db.read, shopId, view.accountId, { after, limit: LEDGER_PAGE + 1 });
  const entries = found.slice(0, LEDGER_PAGE);
  return {
    entries: entries.map((entry) => ({
      id: entry.entryId,
      at: iso(entry.occurredAt),
      bookedAt: iso(entry.bookedAt),
      kind: entry.kind,
      key: entry.key,
      orderId: entry.orderId,
      postings: entry.postings,
    })),
    next: found.length > LEDGER_PAGE ? String(entries.at(-1)?.seq) : null,
  };
}

/** One whom no webhook has told of yet is looked up at Shopify; one who was merged is whom they were merged into. */
export async function customerOr404(services: Services, shopId: ShopId, id: string | undefined): Promise<Customer> {
  const asked = idDigits(id) as CustomerId | null;
  if (asked !== null) {
    const digits = await customerOfNow(services.db.read, shopId, asked);
    const known = await findCustomer(services.db.read, shopId, digits);
    if (known) return known;
    await readCustomer(services, shopId, digits);
    const told = await findCustomer(services.db.read, shopId, digits);
    if (told) return told;
  }
  throw unknownCustomer();
}

export const unknownCustomer = () => notFound('This store has no such customer.');

function row(customer: Customer, currency: string, view: AccountView | null): CustomerRow {
  const { available, pending, debt } = view?.balance ?? { available: 0, pending: 0, debt: 0 };
  const { id, email } = customer;
  const lastActivityAt = view?.lastActivityAt ?? null;
  return {
    id,
    name: customerName(customer, currency),
    email,
    available,
    pending,
    debt,
    lastActivityAt: lastActivityAt === null ? null : iso(lastActivityAt),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
