/** Every mutation that is simulated. */
import type { AdminContext, Fields } from '../context.ts';
import { bulkMutations } from './bulk-operations.ts';
import { consentMutations } from './consent.ts';
import { creditMutations } from './credits.ts';
import { discountMutations } from './discounts.ts';
import { metafieldMutations } from './metafields.ts';
import { tagMutations } from './tags.ts';

export function mutations(context: AdminContext): Fields {
  return {
    ...metafieldMutations(context),
    ...tagMutations(context),
    ...discountMutations(context),
    ...creditMutations(context),
    ...consentMutations(context),
    ...bulkMutations(context),
  };
}
