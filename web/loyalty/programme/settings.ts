/**
 * The merchant's settings of the points programme, as one document: `GET` and `PUT /api/programme`. Shared with the admin
 * page, so nothing here may reach for the server. Every change is kept as a version with the moment from which it holds.
 */
import { z } from 'zod';
import { earn } from './settings/earn.ts';
import { emails } from './settings/emails.ts';
import { decimal, picked } from '../../platform/settings/fields.ts';
import { look } from './settings/look.ts';
import { referrals } from './settings/referrals.ts';
import { spend } from './settings/spend.ts';
import { tiers } from './settings/tiers.ts';

export { type Multiplier, socialNetworks } from './settings/earn.ts';
export { type EmailKind, emailKinds } from './settings/emails.ts';
export type { Reward, RewardKind } from './settings/spend.ts';

/** Where the return window starts: at the latest of payment and this. */
export const windowStarts = ['payment', 'order', 'fulfillment', 'delivery'] as const;
/** Orders come from these places; the merchant chooses which of them earn. */
export const orderSources = ['online', 'pos', 'draft', 'b2b', 'subscription', 'other'] as const;
export type OrderSource = (typeof orderSources)[number];

const document = z.object({
  /** on: orders earn. paused: nothing new is earned, refunds still take back, balances stay visible. off: hidden from shoppers. */
  status: z.enum(['on', 'paused', 'off']),
  /** Orders processed before this moment earn nothing. ISO 8601 with offset. */
  startsAt: z.iso.datetime({ offset: true }),
  earn,
  spend: spend.prefault({}),
  tiers: tiers.prefault({}),
  referrals: referrals.prefault({}),
  emails: emails.prefault({}),
  look: look.prefault({}),
  /** Points wait this many times 24 hours before they can be spent. */
  window: z.object({ days: z.number().int().min(0).max(365), startsAt: z.enum(windowStarts) }),
  exclude: z.object({
    products: z.array(picked('Product')).max(500),
    collections: z.array(picked('Collection')).max(50).default([]),
    /** Customers who carry one of these tags earn nothing; compared without regard to case. */
    customerTags: z.array(z.string().trim().min(1).max(255)).max(50),
  }),
  /**
   * Points lapse so many months after they became available, each lot by itself, at the end of that day of the shop (rule Q); null = never.
   * Customers whose points lapse are reminded so many days before.
   */
  expiry: z
    .object({ months: z.number().int().min(1).max(120), remindDays: z.number().int().min(1).max(90) })
    .nullable()
    .default(null),
  /** When a refund takes more than is left: allow = the rest is owed and paid by what is earned next; clamp = it is written off (rule O). */
  negative: z.enum(['allow', 'clamp']).default('allow'),
  /** May orders without a customer earn? Their points wait for whoever signs up with that address (rule W). */
  guests: z.boolean().default(true),
  sources: z.record(z.enum(orderSources), z.boolean()),
  /** What shoppers read. Vietnamese has one form. */
  name: z.object({
    en: z.object({ one: z.string().trim().min(1).max(30), other: z.string().trim().min(1).max(30) }),
    vi: z.object({ other: z.string().trim().min(1).max(30) }),
  }),
  /** What points are worth when they are spent; values the liability and what shoppers read. */
  worth: z.object({ points: z.number().int().min(1).max(1_000_000), amount: decimal }),
});

/** As stored, and as `GET` answers: what an older version did not know stands at its default. */
export const programmeSettings = document.superRefine(
  ({ tiers: { levels }, earn: { multipliers }, spend: { rewards } }, context) => {
    const known = new Set(levels.map(({ id }) => id));
    const places = [
      ...multipliers.map(({ tiers }, index) => ({ path: ['earn', 'multipliers', index, 'tiers'], tiers })),
      ...rewards.map(({ tiers }, index) => ({ path: ['spend', 'rewards', index, 'tiers'], tiers })),
    ];
    for (const { path, tiers } of places) {
      const missing = tiers.find((id) => !known.has(id));
      if (missing !== undefined) context.addIssue({ code: 'custom', path, message: `There is no tier ${missing}` });
    }
  },
);
export type ProgrammeSettings = z.infer<typeof programmeSettings>;

export interface ProgrammeVersion {
  version: number;
  /** Ms from which it holds. */
  validFrom: number;
  settings: ProgrammeSettings;
}

/**
 * Sensible start: 1 point per 1.00, 100 points worth 5.00, 14 days from payment. Currencies whose unit is small get a rate of
 * the same feel (1 per ₫10,000; 1 per ¥100), and a worth of the same 5 %.
 */
export function defaultSettings(currency: string, startsAt: string): ProgrammeSettings {
  const per = smallUnit[currency] ?? 1;
  return {
    status: 'on',
    startsAt,
    earn: earn.parse({ points: 1, per: String(per), basis: 'net' }),
    spend: spend.parse({ rewards: [{ id: 'discount', kind: 'fixed', points: 100, amount: String(per * 5) }] }),
    tiers: tiers.parse({}),
    referrals: referrals.parse({}),
    emails: emails.parse({}),
    look: look.parse({}),
    window: { days: 14, startsAt: 'payment' },
    exclude: { products: [], collections: [], customerTags: [] },
    expiry: null,
    negative: 'allow',
    guests: true,
    sources: { online: true, pos: true, draft: true, b2b: true, subscription: true, other: true },
    name: { en: { one: 'point', other: 'points' }, vi: { other: 'điểm' } },
    worth: { points: 100, amount: String(per * 5) },
  };
}
const smallUnit: Record<string, number> = {
  VND: 10_000,
  IDR: 10_000,
  JPY: 100,
  KRW: 1_000,
  CLP: 1_000,
  LAK: 10_000,
  HUF: 100,
  TWD: 10,
};
