/**
 * Whoever has the code of a gift card has its money, so it is encrypted where it is kept, bound to its offer. The code of a discount is of no
 * use to anybody but its customer.
 */
import type { ShopId } from '../../platform/kit/ids.ts';
import { createSecrets } from '../../platform/kit/secrets.ts';
import type { Services } from '../../platform/manifest.ts';
import type { OfferTerms } from './terms.ts';

type Keys = Pick<Services, 'config'>;
interface Kept {
  id: string;
  terms: OfferTerms;
}

export function sealCode({ config }: Keys, shopId: ShopId, { id, terms }: Kept, code: string): string {
  return terms.kind === 'giftCard' ? createSecrets(config.encryptionKeys).encrypt(code, place(shopId, id)) : code;
}

/** Throws `UnreadableSecret` where the key that it was sealed with is not configured any more. */
export function openCode(
  { config }: Keys,
  shopId: ShopId,
  { id, terms, code }: Kept & { code: string | null },
): string | null {
  if (code === null || terms.kind !== 'giftCard') return code;
  return createSecrets(config.encryptionKeys).decrypt(code, place(shopId, id));
}

const place = (shopId: ShopId, id: string) => `offer:${shopId}:${id}`;
