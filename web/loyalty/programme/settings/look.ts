/** How the panel looks in the store, and what it says. */
import { z } from 'zod';
import { text } from '../../../platform/settings/fields.ts';

export const look = z.object({
  /** Null = the theme's own. */
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'A colour such as #1f6f5c')
    .nullable()
    .default(null),
  corner: z.enum(['start', 'end']).default('end'),
  /** On the button that opens the panel, above the panel, and to who is not logged in; empty = our own words. */
  button: text(30).prefault({}),
  title: text(60).prefault({}),
  welcome: text(300).prefault({}),
});
