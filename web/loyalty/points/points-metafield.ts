import { z } from 'zod';
import { defineOperation } from '../../platform/shopify/admin-api.ts';

export const readPointsMetafield = defineOperation<{ id: string }>()(
  `query PointsMetafield($id: ID!) {
    customer(id: $id) { id metafield(namespace: "$app", key: "points") { value compareDigest } }
  }`,
  z.object({
    customer: z
      .object({ id: z.string(), metafield: z.object({ value: z.string(), compareDigest: z.string() }).nullable() })
      .nullable(),
  }),
);
