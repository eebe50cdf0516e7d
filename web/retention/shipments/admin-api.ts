/** `GET /api/shipments`, `GET /api/shipments/counts`, `GET /api/shipments/ORDER`, `POST /api/shipments/ORDER/apology`. */
import { conflict, invalid, notFound } from '../../platform/kit/errors.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Services } from '../../platform/manifest.ts';
import { holdOrders, loadOrders, orderIdsOfCustomers } from '../../mirror/orders/index.ts';
import { searchCustomers } from '../../mirror/customers/index.ts';
import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import {
  type OrderShipments,
  type ShipmentCounts,
  type ShipmentPage,
  shipmentStates,
  type ShipmentTab,
} from './api-types.ts';
import { apologise, type ApologyParts, mayApologise } from './apologise.ts';
import type { NoApology } from './decide-apology.ts';
import { deliveryTerms } from './read-terms.ts';
import { searchKey } from './search-key.ts';
import { showOrder, showRows } from './show-shipments.ts';
import { countShipments, listShipments, ordersByKey, type ShipmentCursor } from './store/find-shipments.ts';

const PAGE = 50;
/** More are not counted. */
const MOST_COUNTED = 1_000;
/** Of one search: orders by name or number, and customers. */
const MOST_FOUND = 500;
const MOST_CUSTOMERS = 20;
const TABS: readonly ShipmentTab[] = [...shipmentStates, 'all'];

export const adminRoutes = (parts: ApologyParts): AdminRoute[] => [
  {
    method: 'GET',
    path: '/shipments',
    handle: async (services, request) => ({ body: await list(services, request) }),
    personal: (_request, body) => ({
      what: 'shipments',
      customerIds: [...new Set((body as ShipmentPage).shipments.flatMap(({ customer }) => customer?.id ?? []))],
    }),
  },
  {
    method: 'GET',
    path: '/shipments/counts',
    handle: async ({ db }, { shopId }) => ({ body: await counted(db.read, shopId) }),
  },
  {
    method: 'GET',
    path: '/shipments/:order',
    handle: async (services, { shopId, params }) => ({ body: await shown(services, shopId, params.order ?? '') }),
    personal: (_request, body) => personOf(body as OrderShipments),
  },
  {
    method: 'POST',
    path: '/shipments/:order/apology',
    handle: (services, request) => giveByHand(services, parts, request),
    personal: (_request, body) => personOf(body as OrderShipments),
  },
];

function personOf({ customer }: OrderShipments) {
  return { what: 'shipments' as const, customerIds: customer ? [customer.id] : [] };
}

async function list(services: Services, { shopId, query }: AdminRequest): Promise<ShipmentPage> {
  const { read } = services.db;
  const asked = query.get('state') ?? 'all';
  const tab = TABS.find((name) => name === asked);
  if (!tab) throw invalid('There is no such state', 'state');
  const orderIds = await searched(read, shopId, (query.get('query') ?? '').trim().slice(0, 200));
  const after = readCursor(query.get('after'));
  const found =
    orderIds?.length === 0 ? [] : await listShipments(read, shopId, { tab, orderIds, after, limit: PAGE + 1 });
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  return {
    shipments: await showRows(services, shopId, page),
    next: found.length > PAGE && last ? `${last.startedAt}.${last.orderId}.${last.fulfillmentId}` : null,
    ...(await counted(read, shopId)),
  };
}

async function counted(handle: Reader, shopId: ShopId): Promise<ShipmentCounts> {
  return { counts: await countShipments(handle, shopId, MOST_COUNTED), mostCounted: MOST_COUNTED };
}

/** Orders that fit; null = nothing was searched for. */
async function searched(handle: Reader, shopId: ShopId, query: string): Promise<string[] | null> {
  if (query === '') return null;
  const key = searchKey(query);
  const found = key === '' ? [] : await ordersByKey(handle, shopId, key, MOST_FOUND);
  // Nobody is called by digits, and looking through all names takes its time.
  if (!/\p{L}/u.test(query)) return found;
  const people = await searchCustomers(handle, shopId, { query, after: null, limit: MOST_CUSTOMERS });
  const ids = people.map(({ id }) => id);
  const ofPeople = [...(await orderIdsOfCustomers(handle, shopId, ids, 0)).values()].flat().slice(0, MOST_FOUND);
  return [...new Set([...found, ...ofPeople])];
}

/** `<started ms>.<order>.<fulfilment>` of the last one shown; anything else starts from the beginning. */
function readCursor(cursor: string | null): ShipmentCursor | null {
  const match = /^(\d{1,16})\.(\d{1,20})\.(\d{0,20})$/.exec(cursor ?? '');
  return match ? { startedAt: Number(match[1]), orderId: match[2] ?? '', fulfillmentId: match[3] ?? '' } : null;
}

async function shown(services: Services, shopId: ShopId, orderId: string): Promise<OrderShipments> {
  const order = await showOrder(services, shopId, orderId);
  if (!order) throw notFound('This store has no such order.');
  return order;
}

const REFUSALS: Record<NoApology, string> = {
  off: 'Points as an apology are switched off in the settings of deliveries.',
  given: 'Points were given for this order before.',
  no_customer: 'Nobody can be given points for this order: it has no customer.',
  no_part: 'This customer takes no part in the programme, or the programme is paused.',
  customer_limit: 'This customer has been given points as often within a year as the settings allow.',
  month_limit: 'All points that the settings allow within a month have been given.',
};

async function giveByHand(
  services: Services,
  parts: ApologyParts,
  { shopId, staffId, params }: AdminRequest,
): Promise<AdminResponse> {
  const orderId = params.order ?? '';
  const terms = await deliveryTerms(services, services.db.read, shopId);
  const known = (await loadOrders(services.db.read, shopId, [orderId])).get(orderId);
  if (!known) throw notFound('This store has no such order.');
  const may = await mayApologise(services, parts, shopId, known, terms);
  await services.db.transaction(async (tx) => {
    const order = (await holdOrders(tx, shopId, [orderId])).get(orderId) ?? known;
    const refusal = await apologise(services, tx, shopId, { parts, may, order, terms, givenBy: staffId });
    if (refusal !== null) throw conflict(REFUSALS[refusal]);
  });
  return { body: await shown(services, shopId, orderId) };
}
