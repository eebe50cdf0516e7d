import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { erasedCustomers, erasedEmails } from '../../platform/privacy/erased.ts';
import type { CustomerSnapshot } from './customer-payload.ts';

/**
 * Ids of those who were erased: what still comes of them is not written down. Where Shopify had no id of somebody to erase but an address,
 * a customer with it who is older than the erasure is that person; one who was made later is somebody new.
 */
export async function erasedAmong(
  tx: Tx,
  shopId: ShopId,
  snapshots: readonly Pick<CustomerSnapshot, 'id' | 'email' | 'createdAt'>[],
): Promise<Set<string>> {
  const erased = await erasedCustomers(
    tx,
    shopId,
    snapshots.map(({ id }) => id),
  );
  const addressOf = ({ email }: Pick<CustomerSnapshot, 'email'>) => email?.trim().toLowerCase() ?? '';
  const at = await erasedEmails(tx, shopId, snapshots.map(addressOf).filter(Boolean));
  if (at.size === 0) return erased;
  for (const snapshot of snapshots) {
    const erasedAt = at.get(addressOf(snapshot));
    if (erasedAt !== undefined && (snapshot.createdAt ?? 0) <= erasedAt) erased.add(snapshot.id);
  }
  return erased;
}
