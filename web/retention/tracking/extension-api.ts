/**
 * `GET /ext/order`, `POST /ext/seen`: what Shopify's thank-you and order status pages show of ours. The token says which store and, of somebody
 * who is logged in, who; that the order is theirs it does not say. So whoever is not its customer learns how far an order is and what points
 * it brought, and nothing of what is in it, where it goes and whose it is.
 */
import { z } from 'zod';
import { orderHeadings } from '../../mirror/orders/index.ts';
import { noteTouch } from '../../offers/attribution/index.ts';
import { understood } from '../../platform/kit/errors.ts';
import { idDigits, type OrderId } from '../../platform/kit/ids.ts';
import type { ExtensionRequest, ExtensionRoute, Services } from '../../platform/manifest.ts';
import { storefrontAddress } from '../../platform/shopify/addresses.ts';
import type { TrackingView } from './api-types.ts';
import {
  type ExtensionAnswer,
  type ExtensionOrder,
  type ExtensionSeenAnswer,
  extensionSurfaces,
  type OwnOrder,
} from './extension-types.ts';
import { wantTrackingOffer } from './make-tracking-offer.ts';
import { offerBeside } from './offer.ts';
import { trackingDocument } from './own-settings.ts';
import type { TrackingParts } from './parts.ts';
import { readTrackingView } from './read-view.ts';
import { trackingUrl } from './tracking-link.ts';

export const extensionRoutes = (parts: TrackingParts): ExtensionRoute[] => [
  {
    method: 'GET',
    path: '/order',
    handle: async (services, request) => ({ body: await show(parts, services, request) }),
  },
  { method: 'POST', path: '/seen', handle: async (services, request) => ({ body: await seen(services, request) }) },
];

/** A gid; the thank-you page calls an order that is just being made an `OrderIdentity`, with the number that it will have. */
const order = z.string().transform((text, context) => {
  const digits = idDigits(text);
  if (digits !== null) return digits as OrderId;
  context.addIssue({ code: 'custom', message: 'The id of an order' });
  return z.NEVER;
});

/** Null: not known (yet). */
async function findOrder({ db }: Services, { shopId, customerId }: ExtensionRequest, orderId: OrderId) {
  const [heading] = await orderHeadings(db.read, shopId, [orderId]);
  return heading ? { ...heading, own: customerId !== null && heading.customerId === customerId } : null;
}

async function show(parts: TrackingParts, services: Services, request: ExtensionRequest): Promise<ExtensionAnswer> {
  const { shopId } = request;
  const orderId = understood(order, request.query.get('order'));
  const found = await findOrder(services, request, orderId);
  const view = found && (await readTrackingView(parts, services, shopId, orderId));
  if (!view) return { state: 'counting' };
  const { on } = await trackingDocument.read(services.db.read, shopId);
  if (!on) return { state: 'known', points: view.points, where: null, own: null };
  return { state: 'known', ...open(view), own: found.own ? await own(services, request, orderId, view) : null };
}

/** For everybody. */
function open({ points, stage, arrives, promised, deliveredOn, attention }: TrackingView): Omit<ExtensionOrder, 'own'> {
  return { points, where: { stage, arrives, promised, deliveredOn, attention } };
}

async function own(
  services: Services,
  { shopId, domain }: ExtensionRequest,
  orderId: OrderId,
  view: TrackingView,
): Promise<OwnOrder> {
  const at = (path: string) => storefrontAddress(domain, path, services.config.simulatorUrl);
  const { offer } = view;
  const product = (handle: string) => `/products/${encodeURIComponent(handle)}`;
  const discounted = (path: string) =>
    offer === null ? path : `/discount/${encodeURIComponent(offer.code)}?redirect=${encodeURIComponent(path)}`;
  return {
    page: await trackingUrl(services, shopId, orderId),
    parcels: view.sections.includes('parcels') ? view.parcels.map(({ steps: _steps, ...parcel }) => parcel) : [],
    offer: offer && { percent: offer.percent, endsAt: offer.endsAt, url: at(offer.applyUrl) },
    suggestions: view.suggestions.map(({ productId, title, imageUrl, price, handle }) => ({
      productId,
      title,
      imageUrl,
      price,
      url: at(discounted(product(handle))),
    })),
    popular: view.suggestions.some(({ because }) => because === 'popular'),
    offersTitle: view.texts.offersTitle,
    currency: view.order.currency,
    timeZone: view.timeZone,
  };
}

const told = z.object({
  order,
  surface: z.enum(extensionSurfaces),
  kind: z.enum(['view', 'click']),
  product: z.string().max(40).nullish(),
});

/** Looks are counted of whoever has the page before them, logged in or not; what is offered is offered to the order's own customer. */
async function seen(services: Services, request: ExtensionRequest): Promise<ExtensionSeenAnswer> {
  const { shopId } = request;
  const { order: orderId, surface, kind, product } = understood(told, request.body);
  const found = await findOrder(services, request, orderId);
  if (!found || (kind === 'click' && !found.own)) return { offer: false };
  const { customerId } = found;
  const productId = kind === 'view' ? null : idDigits(product);
  await noteTouch(services, shopId, { surface, kind, orderId, customerId, productId });
  if (kind !== 'view' || !found.own) return { offer: false };
  await wantTrackingOffer(services, shopId, orderId, surface);
  return { offer: (await offerBeside(services, shopId, orderId)) !== null };
}
