/** Every mutation that is simulated. */
import type { AdminContext, Fields } from '../context.ts';
import { metafieldMutations } from './metafields.ts';
import { tagMutations } from './tags.ts';

export function mutations(context: AdminContext): Fields {
  return { ...metafieldMutations(context), ...tagMutations(context) };
}
