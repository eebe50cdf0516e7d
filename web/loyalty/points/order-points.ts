/** What one order has brought its customer, for whoever shows the order. */
import { customerOfNow } from '../../mirror/customers/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { currentProgramme, wording } from '../programme/index.ts';
import { broughtBy } from './store/earned.ts';
import { findOrderEarnings } from './store/earnings.ts';

export interface OrderPoints {
  points: number;
  /** returned: all of them were taken back. */
  state: 'pending' | 'available' | 'returned';
  /** The day from which pending ones can be used; null = not known yet. */
  availableOn: string | null;
  /** `40 beans`, and what points are called. */
  words: Record<'en' | 'vi', { points: string; name: string }>;
}

/** Null: it brought nothing, or the programme is off. */
export async function orderPoints(
  services: Services,
  shopId: ShopId,
  customerId: CustomerId,
  orderId: OrderId,
): Promise<OrderPoints | null> {
  const { db, clock } = services;
  const earning = (await findOrderEarnings(db.read, shopId, [orderId])).get(orderId);
  if (earning === undefined || earning.credited === 0) return null;
  const { settings } = await currentProgramme(services, shopId);
  if (settings.status === 'off') return null;
  const owner = await customerOfNow(db.read, shopId, customerId);
  const { points, availableAt, pending } = await broughtBy(db.read, shopId, owner, { orderId });
  const { timeZone } = await knownShop(services, shopId);
  const waits = pending && (availableAt === null || availableAt > clock.now());
  const words = (language: 'en' | 'vi') => {
    const say = wording(language, settings.name);
    return { points: say.points(points), name: say.name(2) };
  };
  return {
    points,
    state: points <= 0 ? 'returned' : waits ? 'pending' : 'available',
    availableOn: waits && availableAt !== null ? dayIn(timeZone, availableAt) : null,
    words: { en: words('en'), vi: words('vi') },
  };
}
