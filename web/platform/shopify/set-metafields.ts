import { z } from 'zod';
import { defineOperation } from './admin-api.ts';

export interface MetafieldInput {
  ownerId: string;
  namespace: string;
  key: string;
  type: 'json';
  value: string;
  /** The digest that must still be there; null = nothing may be there; left out = whatever is there. */
  compareDigest?: string | null;
}

/** At most 25 at once, all or none. */
export const METAFIELDS_PER_CALL = 25;

export const setMetafields = defineOperation<{ metafields: MetafieldInput[] }>()(
  `mutation SetMetafields($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      metafields { compareDigest }
      userErrors { field message code elementIndex }
    }
  }`,
  z.object({
    metafieldsSet: z.object({
      metafields: z.array(z.object({ compareDigest: z.string() })).nullable(),
      userErrors: z.array(
        z.object({
          field: z.array(z.string()).nullable(),
          message: z.string(),
          code: z.string().nullable(),
          elementIndex: z.number().int().nullable(),
        }),
      ),
    }),
  }),
);
