import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { apologiesOf } from './store/apologies.ts';

/** Points that were given because the order took longer than promised; 0 = none. */
export async function apologyOf(handle: Reader, shopId: ShopId, orderId: string): Promise<number> {
  return (await apologiesOf(handle, shopId, [orderId])).get(orderId)?.points ?? 0;
}
