import { lineTotal } from '../../world/order-state.ts';
import { findVariant } from '../../world/price-lines.ts';
import type { Order, OrderLine } from '../../world/types.ts';
import type { AdminContext, Fields } from '../context.ts';
import { gid } from '../gid.ts';
import { moneyBag } from '../money.ts';
import { discountAllocation } from './discount-applications.ts';

export function lineItemNode(context: AdminContext, order: Order, line: OrderLine): Fields {
  const bag = (minor: number) => moneyBag(minor, order);
  const gross = line.price * line.quantity;
  const ofLine = lineDiscounts(order, line);
  const variantTitle = line.variantTitle === null || line.variantTitle === 'Default Title' ? null : line.variantTitle;
  return {
    __typename: 'LineItem',
    id: gid('LineItem', line.id),
    title: line.title,
    variantTitle,
    name: variantTitle === null ? line.title : `${line.title} - ${variantTitle}`,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    refundableQuantity: line.currentQuantity,
    unfulfilledQuantity: line.fulfillableQuantity,
    nonFulfillableQuantity: line.quantity - line.currentQuantity,
    isGiftCard: line.giftCard,
    taxable: line.taxable,
    requiresShipping: line.requiresShipping,
    restockable: line.variantId !== null,
    merchantEditable: order.cancelledAt === null,
    customAttributes: line.properties.map(({ name, value }) => ({ key: name, value })),
    originalUnitPriceSet: bag(line.price),
    originalTotalSet: bag(gross),
    totalDiscountSet: bag(ofLine.all),
    discountedTotalSet: ({ withCodeDiscounts }: { withCodeDiscounts: boolean }) =>
      bag(gross - (withCodeDiscounts ? ofLine.all : ofLine.withoutCodes)),
    discountedUnitPriceSet: bag(perUnit(gross - ofLine.withoutCodes, line)),
    discountedUnitPriceAfterAllDiscountsSet: bag(perUnit(lineTotal(line), line)),
    discountAllocations: line.allocations.map((allocation) => discountAllocation(order, allocation)),
    duties: [],
    taxLines: ({ first }: { first?: number | null }) =>
      (line.tax > 0
        ? [
            {
              title: 'Tax',
              rate: line.taxRate,
              ratePercentage: line.taxRate * 100,
              priceSet: bag(line.tax),
              source: null,
            },
          ]
        : []
      ).slice(0, first ?? undefined),
    sellingPlan: null,
    product: () => {
      const product = line.productId === null ? undefined : context.shop.products.get(line.productId);
      return product ? context.nodes.product(context, product) : null;
    },
    variant: () => {
      const found = line.variantId === null ? null : findVariant(context.shop, { variantId: line.variantId });
      return found && context.nodes.variant(context, ...found);
    },
  };
}

function perUnit(total: number, line: OrderLine): number {
  return line.quantity === 0 ? 0 : Math.round(total / line.quantity);
}

/** Discounts of the line itself; those spread across the whole order are not "of the line" to Shopify. */
function lineDiscounts(order: Order, line: OrderLine): { all: number; withoutCodes: number } {
  let all = 0;
  let withoutCodes = 0;
  for (const { application, amount } of line.allocations) {
    const source = order.discountApplications[application];
    if (!source || source.allocationMethod === 'across') continue;
    all += amount;
    if (source.type !== 'discount_code') withoutCodes += amount;
  }
  return { all, withoutCodes };
}
