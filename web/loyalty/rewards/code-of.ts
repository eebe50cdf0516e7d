/** The whole code of a reward, for the customer whose it is. */
import { offerCode } from '../../offers/discounts/index.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { UnreadableSecret } from '../../platform/kit/secrets.ts';
import type { Services } from '../../platform/manifest.ts';
import { offerIdOf } from './settle-redemption.ts';
import type { Redemption } from './store/redemption-row.ts';

export async function codeOf(
  services: Services,
  shopId: ShopId,
  { id, kind, code }: Pick<Redemption, 'id' | 'kind' | 'code'>,
): Promise<string | null> {
  if (kind !== 'giftCard' || code === null) return code;
  try {
    return await offerCode(services, shopId, offerIdOf(id));
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    // Its end is known still; the merchant finds the card by it.
    services.log.error({ err: error, shopId }, 'The code of a gift card cannot be decrypted');
    return code;
  }
}
