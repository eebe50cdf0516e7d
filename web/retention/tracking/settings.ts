/** The shipment-tracking page, as the merchant has set it up. */
import { z } from 'zod';
import { text } from '../../platform/settings/fields.ts';

/** Below the answer to "where is it, when does it come?", which always stands first. */
export const sectionIds = ['parcels', 'points', 'satisfaction', 'offers', 'help'] as const;
export type SectionId = (typeof sectionIds)[number];

const sections = z
  .array(z.strictObject({ id: z.enum(sectionIds), shown: z.boolean() }))
  .refine((list) => new Set(list.map(({ id }) => id)).size === sectionIds.length, 'Each section once')
  .default(sectionIds.map((id) => ({ id, shown: true })));

/** Made for the order's customer alone when they first look; ends for good at its end. */
const discount = z.strictObject({
  percent: z.number().int().min(1).max(90),
  /** From the first look at the page. */
  hours: z.number().int().min(1).max(720),
});

export const trackingSettings = z.strictObject({
  /** Off: the address answers that there is no such page. */
  on: z.boolean().default(true),
  sections,
  /** Empty = the app's own words. */
  texts: z.strictObject({ title: text(80), intro: text(400), offersTitle: text(80), help: text(1_000) }).default({
    title: text(80).parse({}),
    intro: text(400).parse({}),
    offersTitle: text(80).parse({}),
    help: text(1_000).parse({}),
  }),
  contact: z
    .strictObject({
      email: z.union([z.literal(''), z.email().max(254)]),
      phone: z.string().trim().max(40),
      /** Of a page, a chat or a form. */
      url: z.union([
        z.literal(''),
        z.url({ protocol: /^https$/, error: 'An address that begins with https://' }).max(500),
      ]),
    })
    .default({ email: '', phone: '', url: '' }),
  offers: z
    .strictObject({
      /** At most so many products. */
      products: z.number().int().min(1).max(8),
      discount: discount.nullable(),
      /** Products that are never offered: digits of their ids, with their title for showing only. */
      never: z
        .array(z.strictObject({ id: z.string().regex(/^\d+$/), title: z.string().max(255).default('') }))
        .max(250),
    })
    .default({ products: 4, discount: null, never: [] }),
  /** A click counts for orders within so many days; last click wins. */
  attributionDays: z.number().int().min(1).max(30).default(5),
});
export type TrackingSettings = z.infer<typeof trackingSettings>;
