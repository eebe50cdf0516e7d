/** The pages that are answered with, in the theme: an order, or the form that asks for one. */
import { ordersOfCustomer } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { OrderId } from '../../platform/kit/ids.ts';
import type { ProxyRequest, ProxyResponse, ProxyRoute, Services } from '../../platform/manifest.ts';
import { trackingDocument } from './own-settings.ts';
import { noSuchPage, type OtherOrder, themePage } from './page/frame.ts';
import type { LookUp } from './page/look-up-form.ts';
import type { TrackingParts } from './parts.ts';
import { readTrackingView } from './read-view.ts';
import { noteProxyPlace } from './store/places.ts';

/** `own`: the orders of whoever is logged in, where they were read already. */
export type ShowOrder = (
  services: Services,
  request: ProxyRequest,
  orderId: OrderId,
  own?: readonly OtherOrder[],
) => Promise<ProxyResponse>;

/** The order's page, for whoever may see it: that is for the caller to know. */
export function showOrder(parts: TrackingParts): ShowOrder {
  return async (services, request, orderId, own) => {
    const { shopId, pathPrefix } = request;
    const view = await readTrackingView(parts, services, shopId, orderId);
    if (view === null) return gone(services, request);
    const others = (own ?? (await ownOrders(services, request))).filter(({ id }) => id !== orderId);
    return { liquid: themePage(pathPrefix, { kind: 'order', view, others }) };
  };
}

export async function form(
  services: Services,
  request: ProxyRequest,
  lookUp: LookUp,
  status: number,
): Promise<ProxyResponse> {
  const { shopId, pathPrefix } = request;
  const { texts } = await trackingDocument.read(services.db.read, shopId);
  const others = await ownOrders(services, request);
  return { status, liquid: themePage(pathPrefix, { kind: 'look_up', lookUp, texts, others }) };
}

/** Whatever a link or an address names that is not there, or not for whoever asks. */
export function gone(services: Services, request: ProxyRequest): Promise<ProxyResponse> {
  return form(services, request, { number: '', problem: { kind: 'gone' } }, 404);
}

const LISTED = 6;

/** Of whoever is logged in, newest first. */
export async function ownOrders(services: Services, { shopId, customerId }: ProxyRequest): Promise<OtherOrder[]> {
  if (customerId === null) return [];
  const orders = await ordersOfCustomer(services.db.read, shopId, customerId, LISTED);
  if (orders.length === 0) return [];
  const { timeZone } = await knownShop(services, shopId);
  return orders.map(({ id, name, processedAt }) => ({
    id: id as OrderId,
    name,
    placedOn: dayIn(timeZone, processedAt),
  }));
}

/** A merchant may do without the page. Each request also tells where in the store it stands. */
export function whileOn(handle: ProxyRoute['handle']): ProxyRoute['handle'] {
  return async (services, request) => {
    await noteProxyPlace(services.db, request.shopId, request.pathPrefix);
    const { on } = await trackingDocument.read(services.db.read, request.shopId);
    return on ? handle(services, request) : { status: 404, liquid: noSuchPage() };
  };
}
