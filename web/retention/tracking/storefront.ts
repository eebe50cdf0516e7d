/** `GET …/track` in the store: by the link of an email, or as whoever is logged in. Both always pass, however often others have guessed. */
import { loadOrders } from '../../mirror/orders/index.ts';
import { idDigits } from '../../platform/kit/ids.ts';
import type { ProxyRoute } from '../../platform/manifest.ts';
import { form, gone, ownOrders, type ShowOrder, whileOn } from './order-page.ts';
import { NOTHING_TYPED } from './page/look-up-form.ts';
import { readTrackingToken } from './tracking-link.ts';

export function pageRoutes(show: ShowOrder): ProxyRoute[] {
  return [
    { method: 'GET', path: '/track', handle: whileOn(latest(show)) },
    { method: 'GET', path: '/track/o/:token', handle: whileOn(linked(show)) },
    { method: 'GET', path: '/track/order/:id', handle: whileOn(owned(show)) },
  ];
}

/** Whoever is logged in sees the latest order at once; everybody else is asked for a number. */
const latest =
  (show: ShowOrder): ProxyRoute['handle'] =>
  async (services, request) => {
    const own = await ownOrders(services, request);
    const [order] = own;
    return order ? show(services, request, order.id, own) : form(services, request, NOTHING_TYPED, 200);
  };

const linked =
  (show: ShowOrder): ProxyRoute['handle'] =>
  async (services, request) => {
    const orderId = readTrackingToken(services.config, request.shopId, request.params.token);
    return orderId === null ? gone(services, request) : show(services, request, orderId);
  };

const owned =
  (show: ShowOrder): ProxyRoute['handle'] =>
  async (services, request) => {
    const { shopId, customerId, params } = request;
    const id = idDigits(params.id);
    const order = id === null ? undefined : (await loadOrders(services.db.read, shopId, [id])).get(id);
    if (order === undefined || customerId === null || order.customerId !== customerId) return gone(services, request);
    return show(services, request, order.id);
  };
