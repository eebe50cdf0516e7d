/** Customers who bring a friend. */
import { z } from 'zod';
import { moreThanZero, points } from '../../../platform/settings/fields.ts';

/** What a friend gets for the first order; a code of their own. */
const friend = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), amount: moreThanZero }),
  z.object({ kind: z.literal('percentage'), percent: z.number().int().min(1).max(100) }),
  z.object({ kind: z.literal('freeShipping') }),
]);

export const referrals = z.object({
  on: z.boolean().default(false),
  friend: friend.default({ kind: 'percentage', percent: 10 }),
  /** Subtotal that the friend's first order needs, for the code and for the reward; null = none. */
  minimumSubtotal: moreThanZero.nullable().default(null),
  /** The friend's code can be used for so many days. */
  validDays: z.number().int().min(1).max(365).default(30),
  /** What the referrer gets once the friend's return window has ended. */
  points: points.default(500),
  /** A referrer is rewarded at most so often in a calendar year of the shop; null = no limit. */
  mostPerYear: z.number().int().min(1).max(1_000).nullable().default(20),
});
