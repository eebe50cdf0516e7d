/** How orders earn, and what else does. */
import { z } from 'zod';
import {
  decimal,
  distinct,
  limit,
  localTime,
  moreThanZero,
  ownId,
  picked,
  points,
  text,
  TWICE,
} from '../../../platform/settings/fields.ts';

/** A line that matches earns `factor` times as much; of several that match, the highest alone (rule C). */
const multiplier = z
  .object({
    id: ownId,
    title: z.string().trim().max(80).default(''),
    factor: decimal.refine((factor) => Number(factor) >= 1 && Number(factor) <= 100, 'Between 1 and 100'),
    /** Lines of these products, or of products of these collections; both empty = every line. */
    products: z.array(picked('Product')).max(500).default([]),
    collections: z.array(picked('Collection')).max(50).default([]),
    /** Ids of tiers whose customers get it; empty = everybody. */
    tiers: z.array(ownId).max(50).default([]),
    /** For orders placed from this moment, before that one, of the shop's time zone; null = without an end. */
    from: localTime.nullable().default(null),
    until: localTime.nullable().default(null),
  })
  .refine(({ from, until }) => from === null || until === null || from < until, {
    message: 'Must end after it begins',
    path: ['until'],
  });
export type Multiplier = z.infer<typeof multiplier>;

/** `points` once the customer has placed so many orders, or spent so much, that count; again after as many more where it repeats. */
const orderGoal = z.object({ id: ownId, orders: z.number().int().min(1).max(1_000), points, repeat: z.boolean() });
const spendGoal = z.object({ id: ownId, amount: moreThanZero, points, repeat: z.boolean() });

export const socialNetworks = ['facebook', 'instagram', 'tiktok', 'youtube', 'zalo', 'x', 'other'] as const;

export const earn = z.object({
  /** `points` for every `per` of the shop's currency; kept as an exact fraction. */
  points: z.number().int().min(1).max(100_000),
  per: moreThanZero,
  /** net: without tax (the default). gross: the tax of the eligible lines counts too. */
  basis: z.enum(['net', 'gross']),
  /** An order whose basis is less earns nothing; null = none. */
  minimum: moreThanZero.nullable().default(null),
  multipliers: z.array(multiplier).max(100).refine(distinct, TWICE).default([]),
  /** Orders bring a customer at most so many points in each period of the shop's calendar, bonuses apart; null = no limit. */
  limit: z
    .object({ points, period: z.enum(['day', 'week', 'month', 'year']) })
    .nullable()
    .default(null),
  bonuses: z
    .object({
      /** For the first order that earns; null = none. */
      firstOrder: z.object({ points }).nullable().default(null),
      orderGoals: z.array(orderGoal).max(20).refine(distinct, TWICE).default([]),
      spendGoals: z.array(spendGoal).max(20).refine(distinct, TWICE).default([]),
      /** What a refund of the order that brought it takes of a bonus (rule H): all once everything is refunded; nothing; its share; all at once. */
      onRefund: z.enum(['full', 'never', 'share', 'any']).default('full'),
    })
    .prefault({}),
  /** Not by orders. Each null or empty list = not offered. */
  actions: z
    .object({
      signUp: z.object({ points }).nullable().default(null),
      birthday: z.object({ points }).nullable().default(null),
      newsletter: z.object({ points }).nullable().default(null),
      /** Given when an app that collects reviews says so (custom action or Flow); the app itself cannot see reviews. */
      review: z.object({ points, limit }).nullable().default(null),
      /** Given on a tap on the link: no network tells whether somebody really follows. */
      social: z
        .array(
          z.object({
            id: ownId,
            network: z.enum(socialNetworks),
            url: z.url({ protocol: /^https$/ }).max(500),
            points,
          }),
        )
        .max(10)
        .refine(distinct, TWICE)
        .default([]),
      /** By the merchant's own systems, through the API or Shopify Flow. */
      custom: z
        .array(z.object({ id: ownId, name: text(60), points, limit: limit.nullable().default(null) }))
        .max(50)
        .refine(distinct, TWICE)
        .default([]),
    })
    .prefault({}),
});
