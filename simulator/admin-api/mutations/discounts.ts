/** Code discounts: create, switch on and off, delete, and add many codes at once. */
import { findCode } from '../../world/discount-rules.ts';
import { createDiscount } from '../../world/discounts.ts';
import { touch } from '../../world/touch.ts';
import type { Discount, Id, Shop } from '../../world/types.ts';
import type { AdminContext, Fields } from '../context.ts';
import { discountNode } from '../fields/discounts.ts';
import { dateTime, gid, idOf } from '../gid.ts';
import { type CodeDiscountInput, type DiscountUserError, readCodeDiscount } from './discount-input.ts';

export function discountMutations(context: AdminContext): Fields {
  return {
    discountCodeBasicCreate: ({ basicCodeDiscount: input }: { basicCodeDiscount: CodeDiscountInput }) =>
      create(context, 'basic', 'basicCodeDiscount', input),
    discountCodeFreeShippingCreate: ({
      freeShippingCodeDiscount: input,
    }: {
      freeShippingCodeDiscount: CodeDiscountInput;
    }) => create(context, 'freeShipping', 'freeShippingCodeDiscount', input),
    discountCodeActivate: ({ id }: { id: string }) =>
      change(context, id, (discount, now) => {
        discount.startsAt = Math.min(discount.startsAt, now);
        if (discount.endsAt !== null && discount.endsAt <= now) discount.endsAt = null;
      }),
    discountCodeDeactivate: ({ id }: { id: string }) =>
      change(context, id, (discount, now) => {
        discount.startsAt = Math.min(discount.startsAt, now);
        discount.endsAt = now;
      }),
    discountCodeDelete: ({ id }: { id: string }) => {
      const discount = find(context, id);
      if (!discount) return { deletedCodeDiscountId: null, userErrors: [missing('id')] };
      context.shop.discounts.delete(discount.id);
      tell(context, 'discounts/delete', discount);
      return { deletedCodeDiscountId: id, userErrors: [] };
    },
    discountRedeemCodeBulkAdd: ({ discountId, codes }: { discountId: string; codes: { code: string }[] }) => {
      const discount = find(context, discountId);
      if (!discount) return { bulkCreation: null, userErrors: [missing('discountId')] };
      const creation = addCodes(
        context,
        discount,
        codes.map(({ code }) => code),
      );
      // Asynchronous at Shopify: the answer never carries the outcome, only what to ask for later.
      return { bulkCreation: bulkCreationNode(context, { ...creation, done: false }), userErrors: [] };
    },
  };
}

function create(
  context: AdminContext,
  kind: 'basic' | 'freeShipping',
  argument: string,
  input: CodeDiscountInput,
): Fields {
  const read = readCodeDiscount(context, kind, argument, input);
  if ('errors' in read) return { codeDiscountNode: null, userErrors: read.errors };
  const discount = createDiscount(context.world, context.shop, read.discount);
  return { codeDiscountNode: () => discountNode(context, discount), userErrors: [] };
}

function find(context: AdminContext, id: string): Discount | undefined {
  const digits = idOf('DiscountCodeNode', id);
  return digits === null ? undefined : context.shop.discounts.get(digits);
}

function missing(field: string): DiscountUserError {
  return { field: [field], code: 'INVALID', message: 'Code discount does not exist.', extraInfo: null };
}

function change(context: AdminContext, id: string, edit: (discount: Discount, now: number) => void): Fields {
  const discount = find(context, id);
  if (!discount) return { codeDiscountNode: null, userErrors: [missing('id')] };
  const now = context.world.now();
  edit(discount, now);
  touch(discount, now);
  tell(context, 'discounts/update', discount);
  return { codeDiscountNode: () => discountNode(context, discount), userErrors: [] };
}

function tell({ world, shop }: AdminContext, topic: string, resource: unknown): void {
  world.announce({ shop, topic, resource });
}

interface BulkCreation {
  id: Id;
  discountId: Id;
  done: boolean;
  createdAt: number;
  results: { code: string; error: string | null }[];
}
/** Kept with the store, and for as long as it. */
const creations = new WeakMap<Shop, Map<Id, BulkCreation>>();

function addCodes(context: AdminContext, discount: Discount, codes: readonly string[]): BulkCreation {
  const { world, shop } = context;
  const results = codes.map((wanted) => {
    const code = wanted.trim();
    if (code === '') return { code: wanted, error: "Code can't be blank" };
    if (findCode(shop, code)) return { code, error: 'Code must be unique. Please try a different code.' };
    const added = { id: world.nextId(), code, used: 0 };
    discount.codes.push(added);
    touch(discount, world.now());
    tell(context, 'discounts/redeemcode_added', { discount, code: added });
    return { code, error: null };
  });
  const creation: BulkCreation = {
    id: world.nextId(),
    discountId: discount.id,
    done: true,
    createdAt: world.now(),
    results,
  };
  const known = creations.get(shop) ?? new Map<Id, BulkCreation>();
  creations.set(shop, known.set(creation.id, creation));
  return creation;
}

/** `discountRedeemCodeBulkCreation(id)`, which the app asks until `done`. */
export function findBulkCreation(context: AdminContext, id: string): Fields | null {
  const found = creations.get(context.shop)?.get(idOf('DiscountRedeemCodeBulkCreation', id) ?? '');
  return found ? bulkCreationNode(context, found) : null;
}

function bulkCreationNode(context: AdminContext, creation: BulkCreation): Fields {
  const failed = creation.results.filter(({ error }) => error !== null).length;
  const { done, results } = creation;
  return {
    id: gid('DiscountRedeemCodeBulkCreation', creation.id),
    done,
    codesCount: results.length,
    importedCount: done ? results.length - failed : 0,
    failedCount: done ? failed : 0,
    createdAt: dateTime(creation.createdAt),
    discountCode: () => {
      const discount = context.shop.discounts.get(creation.discountId);
      return discount ? discountNode(context, discount) : null;
    },
  };
}
