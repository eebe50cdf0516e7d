/** `GET /api/tracking/results`: what people did with what was offered beside their orders, and what it brought. */
import { z } from 'zod';
import { knownShop } from '../../mirror/shops/index.ts';
import { addDays, dayIn } from '../../platform/kit/days.ts';
import { invalid, understood } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { surfaces, type TrackingResults } from './api-types.ts';
import { figuresOf } from './figures.ts';
import type { WindowDays } from './on-order-changed.ts';
import { attributedSums } from './store/attributed.ts';
import { daySums } from './store/touches.ts';

const BY_DEFAULT = 30;
const MOST = 366;

const day = z.iso.date({ error: 'A day such as 2026-11-22' });
const asked = z.object({ from: day.optional(), to: day.optional() });

export async function showResults(
  services: Services,
  shopId: ShopId,
  query: URLSearchParams,
  windowDays: WindowDays,
): Promise<TrackingResults> {
  const { db, clock } = services;
  const { currency, timeZone } = await knownShop(services, shopId);
  const { to = dayIn(timeZone, clock.now()), from = addDays(to, 1 - BY_DEFAULT) } = understood(
    asked,
    Object.fromEntries(query),
  );
  if (from > to) throw invalid('The first day is after the last one.', 'from');
  const days: string[] = [];
  for (let one = from; one <= to && days.length <= MOST; one = addDays(one, 1)) days.push(one);
  if (days.length > MOST) throw invalid(`At most ${MOST} days.`, 'from');
  const touches = await daySums(db.read, shopId, from, to);
  const orders = await attributedSums(db.read, shopId, from, to);
  const touchesOn = Map.groupBy(touches, (row) => row.day);
  const ordersOn = Map.groupBy(orders, (row) => row.day);
  return {
    from,
    to,
    timeZone,
    currency,
    windowDays: await windowDays(db.read, shopId),
    total: figuresOf('lookUps', touches, orders, currency),
    places: surfaces.map((surface) => ({ surface, ...figuresOf(surface, touches, orders, currency) })),
    days: days.map((one) => ({
      day: one,
      ...figuresOf('lookUps', touchesOn.get(one) ?? [], ordersOn.get(one) ?? [], currency),
    })),
  };
}
