import { minorOf } from '../../money.ts';
import type { Order } from '../../world/types.ts';
import type { Fields } from '../context.ts';
import { moneyBag, moneyV2 } from '../money.ts';

const TYPENAMES = {
  discount_code: 'DiscountCodeApplication',
  manual: 'ManualDiscountApplication',
  automatic: 'AutomaticDiscountApplication',
};

/** What lowered the order's price, as it was applied. */
export function discountApplication(order: Order, index: number): Fields {
  const application = order.discountApplications[index];
  if (!application)
    throw new Error(`order ${order.id} allocates a discount application ${index} that it does not have`);
  const percentage = application.valueType === 'percentage';
  return {
    __typename: TYPENAMES[application.type],
    index,
    code: application.code ?? application.title,
    title: application.title,
    description: application.title,
    allocationMethod: application.allocationMethod.toUpperCase(),
    targetSelection: application.targetSelection.toUpperCase(),
    targetType: application.targetType.toUpperCase(),
    value: percentage
      ? { __typename: 'PricingPercentageValue', percentage: Number(application.value) }
      : moneyV2(minorOf(application.value, order.currency) ?? 0, order.currency),
  };
}

export function discountAllocation(order: Order, allocation: { application: number; amount: number }): Fields {
  return {
    allocatedAmountSet: moneyBag(allocation.amount, order),
    discountApplication: () => discountApplication(order, allocation.application),
  };
}
