/** When parcels come, when they are late, and what is done about it. */
import { z } from 'zod';

/** Working days from the shipping to the door, both included. */
const transit = z
  .strictObject({ min: z.number().int().min(0).max(90), max: z.number().int().min(0).max(90) })
  .refine(({ min, max }) => min <= max, { path: ['max'], message: 'Not fewer than the least' });
/** ISO 3166-1 alpha-2. */
export const countryCode = z.string().regex(/^[A-Z]{2}$/, 'Two capital letters such as VN');
const day = z.iso.date('A day such as 2026-02-17');
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time such as 14:00');
const days = z.number().int().min(1).max(30);

/** Of these the customer can be told by email. */
export const parcelMessages = ['shipped', 'out_for_delivery', 'delivered', 'delayed'] as const;
export type ParcelMessage = (typeof parcelMessages)[number];
/** Shopify sends these itself unless the merchant has switched that off there, so ours start switched off. */
export const sentByShopify: readonly ParcelMessage[] = ['shipped', 'out_for_delivery', 'delivered'];

export const deliverySettings = z.strictObject({
  /** 1 = Monday … 7 = Sunday. */
  workingDays: z.array(z.number().int().min(1).max(7)).min(1, 'At least one day').max(7).default([1, 2, 3, 4, 5]),
  /** Days of the store on which nobody works. */
  holidays: z.array(day).max(200).default([]),
  /** From the order to the shipping, in working days; an order at or after `cutOff` (the store's time) counts as the next working day's. */
  processing: z
    .strictObject({ cutOff: time, min: z.number().int().min(0).max(30), max: z.number().int().min(0).max(30) })
    .refine(({ min, max }) => min <= max, { path: ['max'], message: 'Not fewer than the least' })
    .default({ cutOff: '14:00', min: 0, max: 2 }),
  transit: z
    .strictObject({
      domestic: transit,
      international: transit,
      /** Instead of the two above. */
      countries: z
        .array(
          z.strictObject({
            country: countryCode,
            min: z.number().int().min(0).max(90),
            max: z.number().int().min(0).max(90),
          }),
        )
        .max(250),
    })
    .default({ domestic: { min: 1, max: 4 }, international: { min: 5, max: 12 }, countries: [] }),
  /** Whether shoppers are told a day that is reckoned by the rule above; the carrier's own day is always shown. */
  showEstimate: z.boolean().default(true),
  /** After how long without news the merchant is told; working days, but hours for an order of which nothing was sent yet. */
  stalls: z
    .strictObject({
      label: days,
      domestic: days,
      international: days,
      unshippedHours: z.number().int().min(24, 'At least 24 hours').max(720),
    })
    .default({ label: 4, domestic: 3, international: 5, unshippedHours: 96 }),
  /** Points for whoever waits longer than promised: once an order, and not more than this for a customer and for the store. */
  apology: z
    .strictObject({
      on: z.boolean(),
      points: z.number().int().min(1).max(100_000),
      /** Orders of one customer for which it is given within a year. */
      perCustomerAYear: z.number().int().min(1).max(50),
      /** Points of all customers together within a calendar month. */
      perMonth: z.number().int().min(1).max(100_000_000),
    })
    .default({ on: false, points: 50, perCustomerAYear: 2, perMonth: 10_000 }),
  messages: z
    .strictObject(
      Object.fromEntries(parcelMessages.map((kind) => [kind, z.boolean()])) as Record<ParcelMessage, z.ZodBoolean>,
    )
    .default({ shipped: false, out_for_delivery: false, delivered: false, delayed: true }),
});
export type DeliverySettings = z.infer<typeof deliverySettings>;
