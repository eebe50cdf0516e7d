/** What points can be spent on. */
import { z } from 'zod';
import { distinct, moreThanZero, ownId, picked, points, text, TWICE } from '../../../platform/settings/fields.ts';

const common = {
  id: ownId,
  /** Off: not offered any more; what was redeemed before stays as it is. */
  enabled: z.boolean().default(true),
  /** Empty = described by what it is. */
  name: text(60).prefault({}),
  /** Ids of tiers whose customers may have it; empty = everybody. */
  tiers: z.array(ownId).max(50).default([]),
};
/** What becomes a discount code. */
const discount = {
  ...common,
  /** The code can be used for so many days; null = without an end. */
  validDays: z.number().int().min(1).max(3_650).nullable().default(90),
  /** Of what it applies to; null = none. */
  minimumSubtotal: moreThanZero.nullable().default(null),
  /** With which other discounts it may stand in one order. */
  combinesWith: z
    .object({ order: z.boolean(), product: z.boolean(), shipping: z.boolean() })
    .default({ order: false, product: true, shipping: true }),
};
/** Only products of these collections; empty = the whole order. */
const collections = z.array(picked('Collection')).max(50).default([]);

const reward = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), ...discount, collections, points, amount: moreThanZero }),
  /** Any number of points from `min` to `max` in steps: `amount` off for every `points`. */
  z
    .object({
      kind: z.literal('slider'),
      ...discount,
      collections,
      points,
      amount: moreThanZero,
      min: points,
      max: points.nullable().default(null),
      step: points,
    })
    .refine(({ min, max }) => max === null || min <= max, {
      message: 'Must not be less than the minimum',
      path: ['max'],
    }),
  z.object({
    kind: z.literal('percentage'),
    ...discount,
    collections,
    points,
    percent: z.number().int().min(1).max(100),
  }),
  z.object({ kind: z.literal('freeShipping'), ...discount, points }),
  /** The price of one piece is taken off, whatever else is in the cart. */
  z.object({ kind: z.literal('freeProduct'), ...discount, points, variant: picked('ProductVariant') }),
  /** `validDays` null: it does not expire. */
  z.object({
    kind: z.literal('giftCard'),
    ...common,
    points,
    amount: moreThanZero,
    validDays: z.number().int().min(1).max(3_650).nullable().default(null),
  }),
  z.object({
    kind: z.literal('storeCredit'),
    ...common,
    points,
    amount: moreThanZero,
    validDays: z.number().int().min(1).max(3_650).nullable().default(null),
  }),
]);
export type Reward = z.infer<typeof reward>;
export type RewardKind = Reward['kind'];

export const spend = z.object({ rewards: z.array(reward).max(50).refine(distinct, TWICE).default([]) });
