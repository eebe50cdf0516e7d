/**
 * The first person who looks at an order's parcels brings its customer a discount, where the merchant has set one. What is promised is written
 * down together with the job that keeps the promise; then it is made at once, while the page waits. However many look at the same moment, the
 * order has one.
 */
import { loadOrders, type MirroredOrder, ordersOfCustomer } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { noteCode, type Surface } from '../../offers/attribution/index.ts';
import { lackingFor, makeOffer, type Settled, wantOffer } from '../../offers/discounts/index.ts';
import { SECOND } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { LATE, within } from '../../platform/kit/within.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { erasedOrders } from '../../platform/privacy/erased.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import type { Tx } from '../../../db/open.ts';
import { decideOffer } from './decide-offer.ts';
import { findTrackingOffer, insertTrackingOffer, offersBeside, settleTrackingOffer } from './offer-store.ts';
import { trackingDocument } from './own-settings.ts';

/** Key: the order beside which it is. */
export const MAKE_TRACKING_OFFER = 'tracking.make-offer';

/** The page waits so long for it; then it is there at the next look. */
const PATIENCE = 6 * SECOND;
/** The job leaves the first try to the request. */
const HANDOVER = 30 * SECOND;
/** Of so many other orders of the customer a discount may still hold. */
const OTHERS = 50;

/** Somebody looks: the order's discount is wanted, and made unless it was before. */
export async function wantTrackingOffer(
  services: Services,
  shopId: ShopId,
  orderId: string,
  surface: Surface,
): Promise<void> {
  const { read } = services.db;
  const known = await findTrackingOffer(read, shopId, orderId);
  if (known?.state === 'making') await makeLater(services, shopId, orderId);
  if (known) return;
  const { on, sections, offers } = await trackingDocument.read(read, shopId);
  const discount = on && sections.some(({ id, shown }) => id === 'offers' && shown) ? offers.discount : null;
  const order = discount && (await loadOrders(read, shopId, [orderId])).get(orderId);
  if (!order) return;
  const decided = decideOffer({
    discount,
    order,
    holdsAnother: await holdsAnother(services, shopId, order),
    makeable: await isMakeable(services, shopId),
    now: services.clock.now(),
  });
  if (decided && (await promise(services, shopId, order, decided, surface)))
    await makeAtOnce(services, shopId, orderId);
}

async function holdsAnother({ db, clock }: Services, shopId: ShopId, order: MirroredOrder): Promise<boolean> {
  if (order.customerId === null) return false;
  const others = await ordersOfCustomer(db.read, shopId, order.customerId, OTHERS);
  const offers = await offersBeside(
    db.read,
    shopId,
    others.map(({ id }) => id),
  );
  return offers.some(({ state, endsAt }) => state !== 'refused' && endsAt > clock.now());
}

async function isMakeable({ db }: Services, shopId: ShopId): Promise<boolean> {
  const granted = (await installationOfShop(db.read, shopId))?.scopes ?? [];
  return lackingFor('percentage', granted).length === 0;
}

/** False: another look was quicker. */
async function promise(
  services: Services,
  shopId: ShopId,
  { id, name, customerId }: MirroredOrder,
  { percent, endsAt }: { percent: number; endsAt: number },
  surface: Surface,
): Promise<boolean> {
  const { currency } = await knownShop(services, shopId);
  const now = services.clock.now();
  return services.db.transaction(async (tx) => {
    if ((await erasedOrders(tx, shopId, [id])).size > 0) return false;
    if (!(await insertTrackingOffer(tx, shopId, { orderId: id, surface, percent, endsAt }, now))) return false;
    await wantOffer(services, tx, shopId, {
      id: offerIdOf(id),
      customerId,
      terms: {
        kind: 'percentage',
        title: `Tracking page, order ${name}`,
        currency,
        percent,
        entitled: { items: 'all' },
        startsAt: now,
        endsAt,
        minimumSubtotal: null,
        combinesWith: { order: false, product: true, shipping: true },
      },
      atOnce: true,
    });
    await services.addJob(tx, {
      kind: MAKE_TRACKING_OFFER,
      shopId,
      key: id,
      runAt: now + HANDOVER,
    });
    return true;
  });
}

async function makeLater(services: Services, shopId: ShopId, orderId: string): Promise<void> {
  const runAt = services.clock.now() + HANDOVER;
  await services.db.transaction((tx) =>
    services.addJob(tx, { kind: MAKE_TRACKING_OFFER, shopId, key: orderId, runAt }),
  );
}

async function makeAtOnce(services: Services, shopId: ShopId, orderId: string): Promise<void> {
  const making = make(services, shopId, orderId, true).catch((error: unknown) => {
    // The job asks Shopify what became of it.
    services.log.warn({ err: error, shopId }, 'A discount of the tracking page could not be made at once');
  });
  if ((await within(PATIENCE, making)) === LATE)
    services.log.warn({ shopId }, 'A discount of the tracking page takes its time');
}

export const makeTrackingOffer: JobHandler = async (services, { shopId, key }) => {
  const making = await make(services, shopId, key, false);
  if (making.outcome === 'later')
    await services.db.transaction((tx) =>
      services.addJob(tx, { kind: MAKE_TRACKING_OFFER, shopId, key, runAt: making.at }),
    );
};

function make(services: Services, shopId: ShopId, orderId: string, first: boolean) {
  return makeOffer(services, shopId, offerIdOf(orderId), {
    first,
    onSettled: (tx, settled) => settle(services, tx, shopId, orderId, settled),
  });
}

async function settle(services: Services, tx: Tx, shopId: ShopId, orderId: string, settled: Settled): Promise<void> {
  const code = settled.outcome === 'made' ? settled.code : null;
  const offer = await findTrackingOffer(tx, shopId, orderId);
  const customerId = (await loadOrders(tx, shopId, [orderId])).get(orderId)?.customerId ?? null;
  // Whoever was erased meanwhile has no order any more: of them no code is kept.
  if (code === null || offer === null || customerId === null) {
    await settleTrackingOffer(tx, shopId, orderId, { state: 'refused' });
    return;
  }
  if (!(await settleTrackingOffer(tx, shopId, orderId, { state: 'made', code }))) return;
  const now = services.clock.now();
  await noteCode(tx, shopId, { surface: offer.surface, orderId, customerId, code, now });
}

function offerIdOf(orderId: string): string {
  return `tracking/${orderId}`;
}
