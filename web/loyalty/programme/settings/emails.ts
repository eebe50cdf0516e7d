/** What customers are told by email. */
import { z } from 'zod';

export const emailKinds = [
  'points_earned',
  'reward_ready',
  'points_expiring',
  'tier_reached',
  'referral_rewarded',
] as const;
export type EmailKind = (typeof emailKinds)[number];

export const emails = z.object({
  /** Empty = the store's name. */
  senderName: z.string().trim().max(60).default(''),
  /** Where answers go; empty = nowhere else than to the sender. */
  replyTo: z.union([z.literal(''), z.email().max(254)]).default(''),
  /** Nothing is sent before the merchant has switched it on. */
  kinds: z.partialRecord(z.enum(emailKinds), z.boolean()).default({}),
});
