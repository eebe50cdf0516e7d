/** What a shopper reads of their own points beside the balance: where they stand, and what happened last. In words of one language. */
import { orderHeadings } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import type { Balance } from './account-book.ts';
import { historyTexts } from './history-texts.ts';
import { type HeldLot, viewAccount } from './store/accounts.ts';
import { findOrderEarnings } from './store/earnings.ts';
import { accountHistory } from './store/history.ts';

export interface PointsLine {
  text: string;
  day: string;
  points: string;
}
export interface MemberPage {
  /** Number of the last entry; 0 before the first. */
  rev: number;
  balance: Balance;
  lots: PointsLine[];
  history: PointsLine[];
}

const LINES = 12;

export async function memberPage(
  services: Services,
  shopId: ShopId,
  customerId: CustomerId,
  { language, names }: { language: 'en' | 'vi'; names: ProgrammeSettings['name'] },
): Promise<MemberPage> {
  const { db, clock } = services;
  const view = await viewAccount(db.read, shopId, customerId, clock.now());
  if (!view) return { rev: 0, balance: { available: 0, pending: 0, debt: 0 }, lots: [], history: [] };
  const { timeZone } = await knownShop(services, shopId);
  const lots = view.lots.slice(0, LINES);
  const entries = await accountHistory(db.read, shopId, view.accountId, { offset: 0, limit: LINES });
  const orderIds = [...lots, ...entries].flatMap(({ orderId }) => orderId ?? []);
  const headings = await orderHeadings(db.read, shopId, [...new Set(orderIds)]);
  const orderNames = new Map(headings.map(({ id, name }) => [id, name]));
  const orderName = (id: string | null) => (id === null ? null : (orderNames.get(id) ?? null));
  const texts = historyTexts(language, names);
  const when = ({ state, availableAt, expiresAt }: HeldLot) => {
    if (state === 'pending') {
      return availableAt === null ? texts.unlocksLater : texts.unlocksOn(texts.date(availableAt, timeZone));
    }
    return expiresAt === null ? texts.usable : texts.usableUntil(texts.date(expiresAt, timeZone));
  };
  return {
    rev: view.rev,
    balance: view.balance,
    lots: lots.map((lot) => ({ text: texts.from(lot.remaining, orderName(lot.orderId)), day: when(lot), points: '' })),
    history: entries.map((entry) => ({
      text: texts.event(entry, orderName(entry.orderId)),
      day: texts.date(entry.occurredAt, timeZone),
      points: entry.points === 0 ? '' : texts.signed(entry.points),
    })),
  };
}

/** Whether the ledger has decided about that order, whatever it brought. */
export async function isCounted(services: Services, shopId: ShopId, orderId: OrderId): Promise<boolean> {
  return (await findOrderEarnings(services.db.read, shopId, [orderId])).has(orderId);
}
