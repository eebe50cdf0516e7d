/** How far a customer is on the way to each goal of the present programme: "3 of 5 orders". */
import { knownShop } from '../../mirror/shops/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { decimalFromMinor, minorFromDecimal } from '../../platform/kit/money.ts';
import type { Services } from '../../platform/manifest.ts';
import { orderStandings } from '../points/index.ts';
import { programmeVersions } from '../programme/index.ts';
import type { BonusProgress } from './api-types.ts';
import { type CountedOrder, countGoals, goalIds } from './count-goals.ts';

export async function bonusProgress(
  services: Services,
  shopId: ShopId,
  customerId: CustomerId,
): Promise<BonusProgress[]> {
  const versions = await programmeVersions(services, shopId);
  const { settings } = versions.at(-1) ?? versions[0];
  const { firstOrder, orderGoals, spendGoals } = settings.earn.bonuses;
  if (firstOrder === null && orderGoals.length === 0 && spendGoals.length === 0) return [];
  const { currency } = await knownShop(services, shopId);
  const standings = (await orderStandings(services.db.read, shopId, [customerId], versions)).get(customerId) ?? [];
  const counted = standings.flatMap(({ version, ...standing }): CountedOrder[] => {
    const rule = versions.find((one) => one.version === version);
    return rule ? [{ ...standing, bonuses: rule.settings.earn.bonuses }] : [];
  });
  const { progress, orders } = countGoals(counted, currency);
  const stateOf = (id: string) => progress.get(id) ?? { done: 0, times: 0 };
  return [
    ...(firstOrder
      ? [{ kind: 'firstOrder', id: goalIds.first, points: firstOrder.points, reached: orders > 0 ? 1 : 0 } as const]
      : []),
    ...orderGoals.map((goal) => {
      const { done, times } = stateOf(goalIds.orders(goal.id));
      const { id, points, repeat } = goal;
      return {
        kind: 'orders',
        id,
        points,
        repeat,
        of: goal.orders,
        done: ended(repeat, times) ? goal.orders : done,
        reached: times,
      } as const;
    }),
    ...spendGoals.map((goal) => {
      const { done, times } = stateOf(goalIds.spend(goal.id));
      const { id, points, repeat, amount } = goal;
      const minor = ended(repeat, times) ? minorFromDecimal(amount, currency) : done;
      return {
        kind: 'spend',
        id,
        points,
        repeat,
        of: amount,
        done: decimalFromMinor(minor, currency),
        reached: times,
      } as const;
    }),
  ];
}

function ended(repeat: boolean, times: number): boolean {
  return !repeat && times > 0;
}
