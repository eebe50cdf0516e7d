/** What follows when orders are decided, or become somebody else's. */
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { storedVersions, type ProgrammeVersion } from '../programme/index.ts';
import { earningsOf } from './store/earnings.ts';

/** Whoever counts orders hears of those that earn only when it is decided that they do. */
export async function tellOfCustomers(
  services: Pick<Services, 'emit'>,
  tx: Tx,
  shopId: ShopId,
  versions: readonly ProgrammeVersion[],
  customerIds: readonly CustomerId[],
): Promise<void> {
  if (!versions.some(givesBonuses)) return;
  await services.emit(tx, ...customerIds.map((key) => ({ name: 'orders.decided', shopId, key }) as const));
}

/** Their orders count together from now on: towards bonuses, and where they share what a period allows. */
export async function lookAtAllOrders(
  services: Pick<Services, 'emit'>,
  tx: Tx,
  shopId: ShopId,
  customerId: CustomerId,
): Promise<void> {
  const versions = await storedVersions(tx, shopId);
  await tellOfCustomers(services, tx, shopId, versions, [customerId]);
  const limited = new Set(versions.flatMap(({ version, settings }) => (settings.earn.limit === null ? [] : [version])));
  if (limited.size === 0) return;
  const orders = (await earningsOf(tx, shopId, [customerId])).filter((one) => limited.has(one.programmeVersion));
  await lookAtOrders(
    services,
    tx,
    shopId,
    orders.map(({ orderId }) => orderId),
  );
}

export async function lookAtOrders(
  services: Pick<Services, 'emit'>,
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly OrderId[],
): Promise<void> {
  await services.emit(tx, ...orderIds.map((key) => ({ name: 'order.changed', shopId, key }) as const));
}

function givesBonuses({ settings: { earn } }: ProgrammeVersion): boolean {
  const { firstOrder, orderGoals, spendGoals } = earn.bonuses;
  return firstOrder !== null || orderGoals.length > 0 || spendGoals.length > 0;
}
