import { decimalText } from '../../money.ts';
import { discountClass } from '../../world/discount-rules.ts';
import { discountStatus } from '../../webhooks/render/discount.ts';
import type { Discount } from '../../world/types.ts';
import { pagesOf } from '../connection.ts';
import type { AdminContext, Fields } from '../context.ts';
import { dateTime, gid } from '../gid.ts';
import { moneyV2 } from '../money.ts';
import { findCustomer } from './visible.ts';
import { metafieldFields } from './metafields.ts';

/** A discount that needs a code; automatic ones have no node of this type. */
export function discountNode(context: AdminContext, discount: Discount): Fields {
  const id = gid('DiscountCodeNode', discount.id);
  return {
    __typename: 'DiscountCodeNode',
    id,
    codeDiscount: () => codeDiscount(context, discount),
    ...metafieldFields(context, id),
  };
}

function codeDiscount(context: AdminContext, discount: Discount): Fields {
  const { currency } = context.shop;
  const freeShipping = discount.kind === 'freeShipping';
  const summary = summaryOf(discount, currency);
  return {
    __typename: freeShipping ? 'DiscountCodeFreeShipping' : 'DiscountCodeBasic',
    title: discount.title,
    status: discountStatus(discount, context.world.now()),
    summary,
    shortSummary: summary,
    startsAt: dateTime(discount.startsAt),
    endsAt: discount.endsAt === null ? null : dateTime(discount.endsAt),
    createdAt: dateTime(discount.createdAt),
    updatedAt: dateTime(discount.updatedAt),
    usageLimit: discount.usageLimit,
    asyncUsageCount: discount.codes.reduce((sum, { used }) => sum + used, 0),
    appliesOncePerCustomer: discount.oncePerCustomer,
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: false,
    recurringCycleLimit: null,
    hasTimelineComment: false,
    tags: discount.tags,
    discountClasses: [discountClass(discount).toUpperCase()],
    codesCount: { count: discount.codes.length, precision: 'EXACT' },
    codes: pagesOf(discount.codes, ({ id, code, used }) => ({
      id: gid('DiscountRedeemCode', id),
      code,
      asyncUsageCount: used,
    })),
    combinesWith: {
      orderDiscounts: discount.combinesWith.order,
      productDiscounts: discount.combinesWith.product,
      shippingDiscounts: discount.combinesWith.shipping,
      productDiscountsWithTagsOnSameCartLine: null,
    },
    context: () =>
      discount.customerIds === null
        ? { __typename: 'DiscountBuyerSelectionAll', all: 'ALL' }
        : { __typename: 'DiscountCustomers', customers: customersOf(context, discount) },
    minimumRequirement: minimum(discount, currency),
    maximumShippingPrice: null,
    customerGets: freeShipping ? undefined : () => customerGets(context, discount),
  };
}

function customersOf(context: AdminContext, discount: Discount): Fields[] {
  const found = (discount.customerIds ?? []).map((id) => findCustomer(context, id)).filter((one) => one !== null);
  return found.map((customer) => context.nodes.customer(context, customer));
}

function minimum(discount: Discount, currency: string): Fields | null {
  if (discount.minimumQuantity !== null) {
    return { __typename: 'DiscountMinimumQuantity', greaterThanOrEqualToQuantity: String(discount.minimumQuantity) };
  }
  if (discount.minimumSubtotal === null) return null;
  return {
    __typename: 'DiscountMinimumSubtotal',
    greaterThanOrEqualToSubtotal: moneyV2(discount.minimumSubtotal, currency),
  };
}

function customerGets(context: AdminContext, discount: Discount): Fields {
  return {
    appliesOnOneTimePurchase: true,
    appliesOnSubscription: false,
    value:
      discount.kind === 'percentage'
        ? { __typename: 'DiscountPercentage', percentage: discount.value }
        : {
            __typename: 'DiscountAmount',
            amount: moneyV2(discount.value, context.shop.currency),
            appliesOnEachItem: discount.appliesOnEachItem,
          },
    items:
      discountClass(discount) === 'order'
        ? { __typename: 'AllDiscountItems', allItems: true }
        : () => entitled(context, discount),
  };
}

function entitled(context: AdminContext, discount: Discount): Fields {
  if (discount.collectionIds !== null) {
    const collections = discount.collectionIds.flatMap((id) => context.shop.collections.get(id) ?? []);
    return {
      __typename: 'DiscountCollections',
      collections: pagesOf(collections, (collection) => context.nodes.collection(context, collection)),
    };
  }
  const products = (discount.productIds ?? []).flatMap((id) => context.shop.products.get(id) ?? []);
  const variants = [...context.shop.products.values()].flatMap((product) =>
    product.variants
      .filter(({ id }) => discount.variantIds?.includes(id))
      .map((variant) => ({ id: variant.id, product, variant })),
  );
  return {
    __typename: 'DiscountProducts',
    products: pagesOf(products, (product) => context.nodes.product(context, product)),
    productVariants: pagesOf(variants, ({ product, variant }) => context.nodes.variant(context, product, variant)),
  };
}

function summaryOf(discount: Discount, currency: string): string {
  if (discount.kind === 'freeShipping') return 'Free shipping';
  const off =
    discount.kind === 'percentage'
      ? `${Math.round(discount.value * 10_000) / 100}% off`
      : `${decimalText(discount.value, currency)} ${currency} off`;
  return `${off} ${discountClass(discount) === 'order' ? 'entire order' : 'selected products'}`;
}
