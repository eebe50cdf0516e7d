/** The whole code of a reward, for the customer whose it is. */
import { offerCode } from '../../offers/discounts/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { offerIdOf } from './settle-redemption.ts';
import type { Redemption } from './store/redemption-row.ts';

export async function codeOf(
  services: Services,
  shopId: ShopId,
  { id, kind, code }: Pick<Redemption, 'id' | 'kind' | 'code'>,
): Promise<string | null> {
  return kind === 'giftCard' && code !== null ? offerCode(services, shopId, offerIdOf(id)) : code;
}
