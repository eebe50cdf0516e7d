/** `order.changed`: a new order may have followed a click; what an older one that did has brought is written anew. */
import { codesOfOrders, loadOrders, orderHeadings } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { DAY } from '../../platform/kit/clock.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { BatchHandler, Services, Work } from '../../platform/manifest.ts';
import type { Reader } from '../../../db/open.ts';
import { whatItBrought, whatItFollowed } from './decide-attribution.ts';
import { attributedAmong, hasAttributed, insertAttributed, updateAttributed } from './store/attributed.ts';
import { clicksOf, handedCodes, hasFollowable } from './store/touches.ts';

/** Where nobody clicks any more, what was bought after earlier clicks may still be given back. */
export async function isConcerned(handle: Reader, shopId: ShopId): Promise<boolean> {
  return (await hasFollowable(handle, shopId)) || hasAttributed(handle, shopId);
}

/** Days within which an order follows a click, as the merchant has set it. */
export type WindowDays = (handle: Reader, shopId: ShopId) => Promise<number>;

export function onOrderChanged(windowDays: WindowDays): BatchHandler<Work> {
  return {
    async batch(services, shopId, works) {
      const { read } = services.db;
      const orderIds = [...new Set(works.map(({ key }) => key))];
      const days = await windowDays(read, shopId);
      const known = await attributedAmong(read, shopId, orderIds);
      const fresh = orderIds.filter((id) => !known.has(id));
      const led = await whatLedTo(services, shopId, fresh, days);
      const orders = await loadOrders(read, shopId, [...known, ...led.keys()]);
      if (orders.size === 0) return;
      const { timeZone } = await knownShop(services, shopId);
      await services.db.transaction(async (tx) => {
        for (const [id, order] of orders) {
          const brought = whatItBrought(order);
          if (known.has(id)) {
            await updateAttributed(tx, shopId, id, brought);
            continue;
          }
          const { clicks = [], handed = null } = led.get(id) ?? {};
          const followed = whatItFollowed(order, clicks, handed, days);
          if (followed)
            await insertAttributed(tx, shopId, id, { followed, brought, day: dayIn(timeZone, order.placedAt) });
        }
      });
    },
  };
}

type Clicks = Awaited<ReturnType<typeof clicksOf>>;
type Handed = Awaited<ReturnType<typeof handedCodes>> extends Map<string, infer One> ? One : never;

/** Order → its customer's clicks and where its codes were handed over; orders without either are left out. */
async function whatLedTo(
  { db: { read } }: Services,
  shopId: ShopId,
  orderIds: readonly string[],
  days: number,
): Promise<Map<string, { clicks: Clicks; handed: Handed | null }>> {
  const headings = await orderHeadings(read, shopId, orderIds);
  const earliest = headings.reduce((first, { processedAt }) => Math.min(first, processedAt), Number.MAX_SAFE_INTEGER);
  const customerIds = [...new Set(headings.flatMap(({ customerId }) => customerId ?? []))];
  // An order may be processed later than it was placed, and hardly earlier: a day more costs nothing.
  const clicks = await clicksOf(read, shopId, customerIds, earliest - (days + 1) * DAY);
  const codes = await codesOfOrders(read, shopId, orderIds);
  const used = [...codes.values()].flatMap((list) => list.map(({ code }) => code));
  const handed = await handedCodes(read, shopId, used);
  return new Map(
    headings.flatMap(({ id, customerId }) => {
      const own = clicks.filter((click) => click.customerId === customerId);
      const [code] = (codes.get(id) ?? []).flatMap(({ code }) => handed.get(code) ?? []);
      return own.length === 0 && !code ? [] : [[id, { clicks: own, handed: code ?? null }] as const];
    }),
  );
}
