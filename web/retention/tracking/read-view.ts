/** Everything that is shown of one order: read anew at every look. */
import { loadOrders, type MirroredOrder } from '../../mirror/orders/index.ts';
import { productsById } from '../../mirror/products/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { knownErasedOrders } from '../../platform/privacy/erased.ts';
import { apologyOf, keepPromise, type Shipments, shipmentsOfLoaded } from '../shipments/index.ts';
import type { TrackingView } from './api-types.ts';
import { offerBeside } from './offer.ts';
import { trackingDocument } from './own-settings.ts';
import type { TrackingParts } from './parts.ts';
import type { SectionId, TrackingSettings } from './settings.ts';
import { buildView } from './show-order.ts';
import { trackingToken } from './tracking-link.ts';

/** Null: the store has no such order, or not any more, or whoever placed it was erased. */
export async function readTrackingView(
  parts: TrackingParts,
  services: Services,
  shopId: ShopId,
  orderId: OrderId,
): Promise<TrackingView | null> {
  const { read } = services.db;
  const order = (await loadOrders(read, shopId, [orderId])).get(orderId);
  if (order === undefined || order.deletedAt !== null) return null;
  if ((await knownErasedOrders(read, shopId, [orderId])).size > 0) return null;
  const { timeZone } = await knownShop(services, shopId);
  const settings = await trackingDocument.read(read, shopId);
  const shipments = await promised(services, shopId, order);
  const products = await productsById(read, shopId, productIdsOf(order));
  const beside = await besides(parts, services, shopId, { order, shipments }, settings);
  return buildView(order, shipments, {
    products,
    settings,
    timeZone,
    today: dayIn(timeZone, services.clock.now()),
    token: trackingToken(services.config, shopId, orderId),
    ...beside,
  });
}

/** What the shopper is told first is what they go by: it is kept before it is shown. */
async function promised(services: Services, shopId: ShopId, order: MirroredOrder): Promise<Shipments | undefined> {
  const shipments = (await shipmentsOfLoaded(services, services.db.read, shopId, [order])).get(order.id);
  if (shipments?.estimate && shipments.firstPromise === null && shipments.parcels.length === 0)
    await services.db.transaction((tx) => keepPromise(services, tx, shopId, order.id, services.clock.now()));
  return shipments;
}

/** What other slices know; nothing is asked for a section that is not shown. */
async function besides(
  parts: TrackingParts,
  services: Services,
  shopId: ShopId,
  { order, shipments }: { order: MirroredOrder; shipments: Shipments | undefined },
  { sections, offers }: TrackingSettings,
) {
  const { customerId, id, cancelledAt } = order;
  const shows = (section: SectionId) => sections.some((each) => each.id === section && each.shown);
  const member = customerId !== null && shows('points') ? customerId : null;
  const points = member && (await parts.orderPoints(services, shopId, member, id));
  const asking = shipments !== undefined && shows('satisfaction');
  const asked = asking ? await parts.survey(services, services.db.read, shopId, shipments) : null;
  const offering = shows('offers') && cancelledAt === null;
  const sorry = member === null ? 0 : await apologyOf(services.db.read, shopId, id);
  return {
    points,
    apology: sorry === 0 ? null : await inWords(parts, services, shopId, sorry),
    tier: points && member ? await parts.standing(services, shopId, member) : null,
    survey: asked?.asked ? { score: asked.score, commented: asked.comment } : null,
    offer: offering ? await offerBeside(services, shopId, id) : null,
    suggestions: offering
      ? await parts.suggest(services, shopId, {
          productIds: productIdsOf(order),
          customerId,
          limit: offers.products,
          never: offers.never.map((product) => product.id),
        })
      : [],
  };
}

async function inWords(parts: TrackingParts, services: Services, shopId: ShopId, points: number) {
  const say = (language: 'en' | 'vi') => parts.pointsInWords(services, shopId, language);
  return { en: (await say('en'))(points), vi: (await say('vi'))(points) };
}

function productIdsOf({ lines }: MirroredOrder): string[] {
  return [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
}
