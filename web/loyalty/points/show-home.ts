/** `GET /api/home`: true numbers of the programme. */
import { customerName, findCustomers } from '../../mirror/customers/index.ts';
import { orderHeadings } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { countDeadOf } from '../../platform/jobs/set-aside.ts';
import { DAY } from '../../platform/kit/clock.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { countOpen } from '../../platform/privacy/store.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import type { Attention, HomeFigures, TimelineItem } from './api-types.ts';
import { pointsWorth } from './point-worth.ts';
import { currentProgramme } from '../programme/index.ts';
import { dayIn, lastDays } from '../../platform/kit/days.ts';
import { left, membersSince, netPointsSince, totals } from './store/figures.ts';
import { recentHistory } from './store/history.ts';
import { entryItem } from './timeline.ts';

const TREND_DAYS = 30;
const RECENT = 10;

export async function showHome(services: Services, shopId: ShopId): Promise<HomeFigures> {
  const { db, clock } = services;
  const now = clock.now();
  const shop = await knownShop(services, shopId);
  const { settings } = await currentProgramme(services, shopId);
  const sums = await totals(db.read, shopId, now);
  const outstanding = sums.available + sums.pending - sums.debt;
  const days = lastDays(shop.timeZone, now, TREND_DAYS);
  // The first day may have begun up to a day and an hour earlier than so many times 24 hours ago.
  const quarters = await netPointsSince(db.read, shopId, now - (TREND_DAYS + 2) * DAY);
  const byDay = new Map(days.map((day) => [day, 0]));
  for (const { at, points } of quarters) {
    const day = dayIn(shop.timeZone, at);
    const sum = byDay.get(day);
    if (sum !== undefined) byDay.set(day, sum + points);
  }
  const trend = [...byDay].map(([day, points]) => ({ day, points }));
  return {
    currency: shop.currency,
    members: sums.members,
    membersLast30Days: await membersSince(db.read, shopId, now - TREND_DAYS * DAY),
    pointsGiven: outstanding + sums.lapsed + (await left(db.read, shopId)),
    pointsGivenLast30Days: trend.reduce((sum, { points }) => sum + points, 0),
    outstanding,
    available: sums.available,
    pending: sums.pending,
    debt: sums.debt,
    outstandingWorth: pointsWorth(outstanding, settings.worth, shop.currency),
    trend,
    recent: await recentItems(services, shopId, shop.currency),
    attention: await attention(services, shopId),
  };
}

async function recentItems({ db }: Services, shopId: ShopId, currency: string): Promise<TimelineItem[]> {
  const entries = await recentHistory(db.read, shopId, RECENT);
  const customers = await findCustomers(
    db.read,
    shopId,
    entries.map(({ customerId }) => customerId),
  );
  const names = new Map<string, string | null>(
    customers.map((customer) => [customer.id, customerName(customer, currency)]),
  );
  const headings = await orderHeadings(
    db.read,
    shopId,
    entries.flatMap(({ orderId }) => orderId ?? []),
  );
  const orders = new Map(headings.map((order) => [order.id, order]));
  return entries.map((entry) => ({
    ...entryItem(entry, orders),
    customer: { id: entry.customerId, name: names.get(entry.customerId) ?? null },
  }));
}

async function attention({ db }: Services, shopId: ShopId): Promise<Attention[]> {
  const installation = await installationOfShop(db.read, shopId);
  const failed = await countDeadOf(db.read, shopId);
  const open = await countOpen(db.read, shopId);
  return [
    ...(installation?.status === 'needs_reopen' ? [{ kind: 'reopen' as const, count: 1 }] : []),
    ...(failed > 0 ? [{ kind: 'failed' as const, count: failed }] : []),
    ...(open > 0 ? [{ kind: 'data-requests' as const, count: open }] : []),
  ];
}
