/** Of the contacts of an order only digests are kept, and of one that is long past not even those. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { KEPT } from '../../platform/privacy/limits.ts';
import { findShop } from '../shops/index.ts';
import { proofsOf } from './order-proofs.ts';
import type { OrderSnapshot } from './order-snapshot.ts';

/** `proofs`: null where nothing was told. */
export async function withProofs<Told extends { order: OrderSnapshot }>(
  { config, clock }: Pick<Services, 'config' | 'clock'>,
  tx: Tx,
  shopId: ShopId,
  told: readonly Told[],
): Promise<(Told & { proofs: string | null })[]> {
  const since = clock.now() - KEPT.proof;
  const anyPhone = told.some(({ order }) => order.contacts?.phones.some(Boolean));
  const store = anyPhone ? ((await findShop(tx, shopId))?.country ?? null) : null;
  return told.map((one) => {
    const { contacts, placedAt, destinationCountry: destination } = one.order;
    const keeps = contacts && placedAt >= since;
    return { ...one, proofs: keeps ? proofsOf(config, shopId, contacts, { destination, store }) : null };
  });
}
