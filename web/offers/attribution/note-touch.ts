/**
 * Somebody looked at what is offered beside an order, clicked a product of it, or put it into the cart: kept for attributing orders, and
 * added to the day's sums. The same within half an hour counts once, so that neither a reload nor a program makes it more.
 */
import type { Tx } from '../../../db/open.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { DAY, HOUR } from '../../platform/kit/clock.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { erasedOrders } from '../../platform/privacy/erased.ts';
import { isLookUp, type Surface } from './api-types.ts';
import { addToDay, countSince, insertTouch, placesLookedAt, renewTouch } from './store/touches.ts';

export interface Touch {
  surface: Surface;
  kind: 'view' | 'click' | 'cart';
  /** Beside which it was offered. */
  orderId: string;
  /** The order's; null = it has none. */
  customerId: string | null;
  /** Digits; null for a look. */
  productId: string | null;
}

const HALF_HOUR = HOUR / 2;
/** Of one order within a day: more is no person, and is neither kept nor counted. */
const MOST_A_DAY = 100;

export async function noteTouch(services: Services, shopId: ShopId, touch: Touch): Promise<void> {
  const { timeZone } = await knownShop(services, shopId);
  const now = services.clock.now();
  await services.db.transaction(async (tx) => {
    // Of somebody who was erased nothing is written down any more.
    if ((await erasedOrders(tx, shopId, [touch.orderId])).size > 0) return;
    if ((await countSince(tx, shopId, touch.orderId, halfHourOf(now - DAY))) >= MOST_A_DAY) return;
    const looked = touch.kind === 'view';
    const before = looked ? await placesLookedAt(tx, shopId, touch.orderId) : [];
    const row = {
      ...touch,
      customerId: looked ? null : touch.customerId,
      halfHour: halfHourOf(now),
      code: null,
      at: now,
    };
    if (await insertTouch(tx, shopId, row)) await count(tx, shopId, touch, before, dayIn(timeZone, now));
    else if (!looked) await renewTouch(tx, shopId, row);
  });
}

async function count(
  tx: Tx,
  shopId: ShopId,
  { surface, kind }: Touch,
  before: readonly Surface[],
  day: string,
): Promise<void> {
  const looked = kind === 'view';
  await addToDay(tx, shopId, day, surface, {
    visits: Number(looked),
    orders: Number(looked && !before.includes(surface)),
    newOrders: Number(looked && isLookUp(surface) && !before.some(isLookUp)),
    clicks: Number(kind === 'click'),
    carts: Number(kind === 'cart'),
  });
}

/** A discount of the order's customer was made there: an order that uses it has followed from there, whether or not a click was heard of. */
export async function noteCode(
  tx: Tx,
  shopId: ShopId,
  handed: { surface: Surface; orderId: string; customerId: string; code: string; now: number },
): Promise<void> {
  const { now, code, ...where } = handed;
  await insertTouch(tx, shopId, {
    ...where,
    kind: 'code',
    productId: null,
    halfHour: halfHourOf(now),
    code: code.toUpperCase(),
    at: now,
  });
}

function halfHourOf(ms: number): number {
  return Math.floor(ms / HALF_HOUR);
}
