/** Everything that is shown of one order: read anew at every look. */
import { loadOrders, type MirroredOrder } from '../../mirror/orders/index.ts';
import { productsById } from '../../mirror/products/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
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
  // Side by side: on PostgreSQL each takes its way to the database and back.
  const [{ timeZone }, settings, shipments, products] = await Promise.all([
    knownShop(services, shopId),
    trackingDocument.read(read, shopId),
    promised(services, shopId, order),
    productsById(read, shopId, productIdsOf(order)),
  ]);
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
  const asking = shipments !== undefined && shows('satisfaction');
  const offering = shows('offers') && cancelledAt === null;
  const ofMember = async (customerId: CustomerId) => {
    const points = await parts.orderPoints(services, shopId, customerId, id);
    return { points, tier: points && (await parts.standing(services, shopId, customerId)) };
  };
  const apology = async () => {
    const sorry = await apologyOf(services.db.read, shopId, id);
    return sorry === 0 ? null : inWords(parts, services, shopId, sorry);
  };
  const suggestions = () =>
    parts.suggest(services, shopId, {
      productIds: productIdsOf(order),
      customerId,
      limit: offers.products,
      never: offers.never.map((product) => product.id),
    });
  const [own, sorry, asked, offer, suggested] = await Promise.all([
    member && ofMember(member),
    member && apology(),
    asking ? parts.survey(services, services.db.read, shopId, shipments) : null,
    offering ? offerBeside(services, shopId, id) : null,
    offering ? suggestions() : [],
  ]);
  return {
    points: own && own.points,
    apology: sorry,
    tier: own && own.tier,
    survey: asked?.asked ? { score: asked.score, commented: asked.comment } : null,
    offer,
    suggestions: suggested,
  };
}

async function inWords(parts: TrackingParts, services: Services, shopId: ShopId, points: number) {
  const say = (language: 'en' | 'vi') => parts.pointsInWords(services, shopId, language);
  return { en: (await say('en'))(points), vi: (await say('vi'))(points) };
}

function productIdsOf({ lines }: MirroredOrder): string[] {
  return [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
}
