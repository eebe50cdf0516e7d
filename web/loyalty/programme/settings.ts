/**
 * The merchant's settings of the points programme, as one document: `GET` and `PUT /api/programme`. Shared with the admin
 * page, so nothing here may reach for the server. Every change is kept as a version with the moment from which it holds.
 */
import { z } from 'zod';

const decimal = z.string().regex(/^\d{1,13}(\.\d{1,3})?$/, 'A number such as 1.00');

/** Where the return window starts: at the latest of payment and this. */
export const windowStarts = ['payment', 'order', 'fulfillment', 'delivery'] as const;
/** Orders come from these places; the merchant chooses which of them earn. */
export const orderSources = ['online', 'pos', 'draft', 'b2b', 'subscription', 'other'] as const;
export type OrderSource = (typeof orderSources)[number];

const excludedProduct = z.object({
  /** Digits of the product's id; its gid is understood, too. */
  id: z
    .string()
    .regex(/^(gid:\/\/shopify\/Product\/)?\d+$/, "The product's id: its digits or its gid")
    .transform((id) => id.slice(id.lastIndexOf('/') + 1)),
  /** As it was when it was chosen, for showing only. */
  title: z.string().max(255).default(''),
});

export const programmeSettings = z.object({
  /** on: orders earn. paused: nothing new is earned, refunds still take back, balances stay visible. off: hidden from shoppers. */
  status: z.enum(['on', 'paused', 'off']),
  /** Orders processed before this moment earn nothing. ISO 8601 with offset. */
  startsAt: z.iso.datetime({ offset: true }),
  /** `points` for every `per` of the shop's currency; kept as an exact fraction. */
  earn: z.object({
    points: z.number().int().min(1).max(100_000),
    per: decimal.refine((text) => Number(text) > 0, 'Must be more than zero'),
    /** net: without tax (the default). gross: the tax of the eligible lines counts too. */
    basis: z.enum(['net', 'gross']),
  }),
  /** Points wait this many times 24 hours before they can be spent. */
  window: z.object({ days: z.number().int().min(0).max(365), startsAt: z.enum(windowStarts) }),
  exclude: z.object({
    products: z.array(excludedProduct).max(500),
    /** Customers who carry one of these tags earn nothing; compared without regard to case. */
    customerTags: z.array(z.string().trim().min(1).max(255)).max(50),
  }),
  sources: z.record(z.enum(orderSources), z.boolean()),
  /** What shoppers read. Vietnamese has one form. */
  name: z.object({
    en: z.object({ one: z.string().trim().min(1).max(30), other: z.string().trim().min(1).max(30) }),
    vi: z.object({ other: z.string().trim().min(1).max(30) }),
  }),
  /** What points are worth when they are spent; values the liability and what shoppers read. */
  worth: z.object({ points: z.number().int().min(1).max(1_000_000), amount: decimal }),
});
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
    earn: { points: 1, per: String(per), basis: 'net' },
    window: { days: 14, startsAt: 'payment' },
    exclude: { products: [], customerTags: [] },
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
