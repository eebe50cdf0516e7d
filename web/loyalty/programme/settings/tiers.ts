/** Ranks that customers reach. */
import { z } from 'zod';
import { decimal, distinct, ownId, text, TWICE } from '../../../platform/settings/fields.ts';

const level = z.object({
  id: ownId,
  name: text(40),
  /** What has to be reached: whole points or orders, or an amount of the shop's currency where `basis` is spend. */
  from: decimal,
  /** What its customers earn for each line of an order, unless another multiplier is higher (rule C). */
  multiplier: decimal
    .refine((factor) => Number(factor) >= 1 && Number(factor) <= 100, 'Between 1 and 100')
    .default('1'),
  /** Once for each period in which it is reached, taken back when the tier is lost by a refund (rule T). 0 = none. */
  entryPoints: z.number().int().min(0).max(1_000_000).default(0),
  /** What shoppers read of its advantages, a line each. */
  perks: text(500).prefault({}),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'A colour such as #c8963e')
    .nullable()
    .default(null),
});

export const tiers = z
  .object({
    on: z.boolean().default(false),
    /** Points that orders earned, minus reversed; money that they brought, minus refunded; or orders, without fully refunded ones. */
    basis: z.enum(['points', 'spend', 'orders']).default('points'),
    /** Counted over the customer's life, the calendar year of the shop (kept until the end of the next), or the last `months`. */
    period: z.enum(['lifetime', 'calendarYear', 'rolling']).default('rolling'),
    months: z.number().int().min(1).max(60).default(12),
    /** A tier that is lost because time has passed is kept for so many days more. A refund moves down at once. */
    graceDays: z.number().int().min(0).max(365).default(30),
    /** In the order of what they ask for; below the first a customer has none. */
    levels: z.array(level).max(20).refine(distinct, TWICE).default([]),
  })
  .superRefine(({ basis, levels }, context) => {
    for (const [index, { from }] of levels.entries()) {
      const path = ['levels', index, 'from'];
      if (basis !== 'spend' && !/^\d+$/.test(from))
        context.addIssue({ code: 'custom', path, message: 'A whole number' });
      const below = levels[index - 1];
      if (below && Number(from) <= Number(below.from))
        context.addIssue({ code: 'custom', path, message: 'Must be more than the tier before' });
    }
  });
