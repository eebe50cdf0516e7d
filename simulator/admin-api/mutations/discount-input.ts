/** Reads the input of a code discount as Shopify's server does: what it refuses is refused, all problems at once. */
import { minorOf } from '../../money.ts';
import { findCode } from '../../world/discount-rules.ts';
import type { DiscountInput } from '../../world/discounts.ts';
import type { Discount, Minor } from '../../world/types.ts';
import type { AdminContext } from '../context.ts';
import { findCustomer } from '../fields/visible.ts';
import { idOf } from '../gid.ts';
import { notSimulated } from '../refusals.ts';

export interface DiscountUserError {
  field: string[] | null;
  message: string;
  code: string;
  extraInfo: null;
}

export interface CodeDiscountInput {
  title?: string | null;
  code?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
  context?: { all?: string | null; customers?: { add?: string[] | null } | null; [other: string]: unknown } | null;
  customerGets?: CustomerGetsInput | null;
  destination?: { all?: boolean | null; countries?: unknown } | null;
  minimumRequirement?: {
    quantity?: { greaterThanOrEqualToQuantity?: string | null } | null;
    subtotal?: { greaterThanOrEqualToSubtotal?: string | number | null } | null;
  } | null;
  combinesWith?: {
    orderDiscounts?: boolean | null;
    productDiscounts?: boolean | null;
    shippingDiscounts?: boolean | null;
  } | null;
  usageLimit?: number | null;
  appliesOncePerCustomer?: boolean | null;
  tags?: string[] | null;
  [other: string]: unknown;
}
interface CustomerGetsInput {
  value?: {
    percentage?: number | null;
    discountAmount?: { amount?: string | number | null; appliesOnEachItem?: boolean | null } | null;
    discountOnQuantity?: unknown;
  } | null;
  items?: {
    all?: boolean | null;
    products?: { productsToAdd?: string[] | null; productVariantsToAdd?: string[] | null } | null;
    collections?: { add?: string[] | null } | null;
  } | null;
  appliesOnOneTimePurchase?: boolean | null;
  appliesOnSubscription?: boolean | null;
}

export type ReadDiscount = { discount: DiscountInput } | { errors: DiscountUserError[] };

const MOST_TAGS = 5;
const LONGEST_CODE = 255;
/** Members that Shopify knows and this simulator cannot honour. */
const NOT_HONOURED = ['customerSelection', 'recurringCycleLimit', 'maximumShippingPrice', 'appliesOnSubscription'];

export function readCodeDiscount(
  context: AdminContext,
  kind: 'basic' | 'freeShipping',
  argument: string,
  input: CodeDiscountInput,
): ReadDiscount {
  const errors: DiscountUserError[] = [];
  const refuse = (member: string | null, code: string, message: string) => {
    errors.push({
      field: member === null ? [argument] : [argument, ...member.split('.')],
      code,
      message,
      extraInfo: null,
    });
  };
  for (const name of NOT_HONOURED)
    if (input[name] != null && input[name] !== false) throw notSimulated(`${argument}.${name}`);

  const title = input.title?.trim() ?? '';
  if (title === '') refuse('title', 'BLANK', "Title can't be blank");
  const code = input.code?.trim() ?? '';
  if (code === '') refuse('code', 'BLANK', "Code can't be blank");
  else if (code.length > LONGEST_CODE)
    refuse('code', 'TOO_LONG', `Code is too long (maximum is ${LONGEST_CODE} characters)`);
  else if (findCode(context.shop, code)) refuse('code', 'TAKEN', 'Code must be unique. Please try a different code.');

  const startsAt = Date.parse(input.startsAt ?? '');
  if (!Number.isFinite(startsAt)) refuse('startsAt', 'BLANK', "Starts at can't be blank");
  const endsAt = input.endsAt == null ? null : Date.parse(input.endsAt);
  if (endsAt !== null && !(endsAt > startsAt)) refuse('endsAt', 'INVALID', 'Ends at needs to be after starts_at');
  if (input.usageLimit != null && input.usageLimit < 1)
    refuse('usageLimit', 'GREATER_THAN', 'Usage limit must be greater than 0');
  if ((input.tags?.length ?? 0) > MOST_TAGS)
    refuse('tags', 'TOO_MANY_TAGS', `Tags cannot have more than ${MOST_TAGS} items`);

  const worth = kind === 'freeShipping' ? shippingWorth(input, refuse) : basicWorth(context, input, refuse);
  const customerIds = customersOf(context, input, refuse);
  const minimum = minimumOf(context, input, refuse);
  if (errors.length > 0) return { errors };
  return {
    discount: {
      title,
      codes: [code],
      ...worth,
      ...minimum,
      customerIds,
      usageLimit: input.usageLimit ?? null,
      oncePerCustomer: input.appliesOncePerCustomer ?? false,
      combinesWith: {
        order: input.combinesWith?.orderDiscounts ?? false,
        product: input.combinesWith?.productDiscounts ?? false,
        shipping: input.combinesWith?.shippingDiscounts ?? false,
      },
      startsAt,
      endsAt,
      tags: input.tags ?? [],
    },
  };
}

type Refuse = (member: string | null, code: string, message: string) => void;
type Worth = Pick<Discount, 'kind' | 'value' | 'appliesOnEachItem' | 'productIds' | 'variantIds' | 'collectionIds'>;

const EVERYTHING = { productIds: null, variantIds: null, collectionIds: null };

function shippingWorth(input: CodeDiscountInput, refuse: Refuse): Worth {
  if (input.destination?.countries != null) throw notSimulated('Free shipping to chosen countries');
  if (input.destination?.all !== true) refuse('destination', 'BLANK', "Destination can't be blank");
  return { kind: 'freeShipping', value: 0, appliesOnEachItem: false, ...EVERYTHING };
}

function basicWorth(context: AdminContext, input: CodeDiscountInput, refuse: Refuse): Worth {
  const { value, items, appliesOnSubscription } = input.customerGets ?? {};
  if (appliesOnSubscription) throw notSimulated('A discount on subscriptions');
  if (value?.discountOnQuantity != null) throw notSimulated('A discount on quantity');
  const amount =
    value?.discountAmount == null ? null : minorOf(String(value.discountAmount.amount ?? ''), context.shop.currency);
  if (value?.percentage != null && !(value.percentage > 0 && value.percentage <= 1)) {
    refuse('customerGets.value.percentage', 'VALUE_OUTSIDE_RANGE', 'Value must be between 0.0 and 1.0');
  }
  if (value?.discountAmount != null && (amount === null || amount <= 0)) {
    refuse('customerGets.value.discountAmount.amount', 'GREATER_THAN', 'Value must be greater than 0');
  }
  if (value?.percentage == null && value?.discountAmount == null) {
    refuse('customerGets.value', 'BLANK', "Value can't be blank");
  }
  const entitled = entitledBy(context, items, refuse);
  return {
    kind: value?.percentage == null ? 'amount' : 'percentage',
    value: value?.percentage ?? amount ?? 0,
    appliesOnEachItem: value?.discountAmount?.appliesOnEachItem ?? false,
    ...entitled,
  };
}

function entitledBy(
  context: AdminContext,
  items: CustomerGetsInput['items'],
  refuse: Refuse,
): Pick<Discount, 'productIds' | 'variantIds' | 'collectionIds'> {
  if (items?.all === true) return EVERYTHING;
  const productIds = ids('Product', items?.products?.productsToAdd);
  const variantIds = ids('ProductVariant', items?.products?.productVariantsToAdd);
  const collectionIds = ids('Collection', items?.collections?.add);
  if (!productIds && !variantIds && !collectionIds)
    refuse('customerGets.items', 'BLANK', "Items in 'customer get' cannot be blank");
  const variants = new Set(
    [...context.shop.products.values()].flatMap((product) => product.variants.map(({ id }) => id)),
  );
  const unknown =
    productIds?.some((id) => !context.shop.products.has(id)) || variantIds?.some((id) => !variants.has(id));
  if (unknown) refuse('customerGets.items.products', 'INVALID', 'Product or variant is invalid');
  if (collectionIds?.some((id) => !context.shop.collections.has(id)))
    refuse('customerGets.items.collections', 'INVALID', 'Collection is invalid');
  return { productIds, variantIds, collectionIds };
}

function customersOf(context: AdminContext, input: CodeDiscountInput, refuse: Refuse): string[] | null {
  const chosen = input.context;
  if (chosen?.customerSegments != null || chosen?.markets != null)
    throw notSimulated('A discount for segments or markets');
  if (chosen?.all != null) return null;
  const customerIds = ids('Customer', chosen?.customers?.add);
  if (!customerIds) {
    refuse('context', 'BLANK', "Context can't be blank");
    return null;
  }
  if (customerIds.some((id) => !findCustomer(context, id))) {
    refuse('context.customers.add', 'INVALID', 'Customer is invalid');
  }
  return customerIds;
}

function minimumOf(
  context: AdminContext,
  input: CodeDiscountInput,
  refuse: Refuse,
): { minimumSubtotal: Minor | null; minimumQuantity: number | null } {
  const { quantity, subtotal } = input.minimumRequirement ?? {};
  const least = quantity?.greaterThanOrEqualToQuantity ?? null;
  const amount = subtotal?.greaterThanOrEqualToSubtotal ?? null;
  if (least !== null && amount !== null) {
    const message = 'Only one of minimum quantity and minimum subtotal can be given';
    refuse('minimumRequirement', 'MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT', message);
  }
  const minimumSubtotal = amount === null ? null : minorOf(String(amount), context.shop.currency);
  if (amount !== null && minimumSubtotal === null) {
    refuse('minimumRequirement.subtotal.greaterThanOrEqualToSubtotal', 'INVALID', 'Minimum subtotal is invalid');
  }
  return { minimumSubtotal, minimumQuantity: least === null ? null : Number(least) };
}

function ids(type: string, gids: readonly string[] | null | undefined): string[] | null {
  return gids && gids.length > 0 ? gids.map((one) => idOf(type, one) ?? '') : null;
}
