import { z } from 'zod';
import { defineOperation } from '../shopify/admin-api.ts';

/** Needs no scope: whoever still has the app in the store gets an answer. */
export const stillThere = defineOperation()(
  'query StillThere { shop { id } }',
  z.object({ shop: z.object({ id: z.string() }) }),
);
