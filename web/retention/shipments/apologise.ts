/** Points for whoever waits longer than promised: once an order, within the merchant's limits, in the ledger. */
import type { Tx } from '../../../db/open.ts';
import { keptCustomer, withMergedInto } from '../../mirror/customers/index.ts';
import type { MirroredOrder } from '../../mirror/orders/index.ts';
import { DAY } from '../../platform/kit/clock.ts';
import { dayIn, periodOf, startOfDay } from '../../platform/kit/days.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { type NoApology, whyNoApology } from './decide-apology.ts';
import type { DeliveryTerms } from './estimate.ts';
import { apologiesOf, countApologies, insertApology, pointsGivenSince } from './store/apologies.ts';
import { holdStore } from './store/looks.ts';

/** What whoever keeps the points does for it. */
export interface ApologyParts {
  /** Whether the programme runs, and this customer takes part in it. Outside a transaction. */
  takesPart(services: Services, shopId: ShopId, customerId: CustomerId): Promise<boolean>;
  /** Once an order, however often it is called. False: the customer is gone. */
  giveApology(
    services: Services,
    tx: Tx,
    shopId: ShopId,
    given: { customerId: CustomerId; orderId: string; points: number },
  ): Promise<boolean>;
}

/** What has to be asked before the transaction begins. */
export interface MayApologise {
  /** Who they are now. */
  customerId: CustomerId | null;
  takesPart: boolean;
}

export async function mayApologise(
  services: Services,
  parts: ApologyParts,
  shopId: ShopId,
  order: MirroredOrder,
  { settings }: DeliveryTerms,
): Promise<MayApologise> {
  if (!settings.apology.on || order.customerId === null) return { customerId: order.customerId, takesPart: false };
  const customerId = (await keptCustomer(services.db.read, shopId, order.customerId)) ?? order.customerId;
  return { customerId, takesPart: await parts.takesPart(services, shopId, customerId) };
}

export interface ApologyRequest {
  parts: ApologyParts;
  may: MayApologise;
  order: MirroredOrder;
  terms: DeliveryTerms;
  /** `system`, or Shopify's id of the staff member. */
  givenBy: string;
}

/** Of an order that is held. Null: they were given. */
export async function apologise(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  { parts, may, order, terms, givenBy }: ApologyRequest,
): Promise<NoApology | null> {
  const { customerId, takesPart } = may;
  const { apology: settings } = terms.settings;
  const now = services.clock.now();
  const facts = { settings, hasCustomer: customerId !== null, takesPart, given: false, ofCustomer: 0, ofMonth: 0 };
  const refusal = whyNoApology(facts);
  if (refusal !== null || customerId === null) return refusal ?? 'no_customer';
  await holdStore(tx, shopId);
  const [firstOfMonth] = periodOf(dayIn(terms.timeZone, now), 'month');
  const counted = whyNoApology({
    ...facts,
    given: (await apologiesOf(tx, shopId, [order.id])).has(order.id),
    ofCustomer: await countApologies(tx, shopId, await withMergedInto(tx, shopId, [customerId]), now - 365 * DAY),
    ofMonth: await pointsGivenSince(tx, shopId, startOfDay(terms.timeZone, firstOfMonth)),
  });
  if (counted !== null) return counted;
  const { points } = settings;
  if (!(await parts.giveApology(services, tx, shopId, { customerId, orderId: order.id, points }))) return 'no_customer';
  await insertApology(tx, shopId, { orderId: order.id, customerId, points, givenBy, givenAt: now });
  return null;
}
