/** What every booking brings with it, in its own transaction: the storefront and other slices are told, what time will do is planned. */
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { AccountChange } from './ledger.ts';
import { LAPSE, MATURE, SYNC_METAFIELDS } from './job-kinds.ts';
import { askAnew, markDirty } from './store/metafields.ts';

/** What a booking needs of the world. */
export type BookingServices = Pick<Services, 'clock' | 'addJob' | 'emit'>;

export async function afterBooking(
  services: BookingServices,
  tx: Tx,
  shopId: ShopId,
  changes: readonly AccountChange[],
): Promise<void> {
  const shown = changes.flatMap(({ customerId, changed, rev }) =>
    customerId !== null && changed ? [{ customerId, rev }] : [],
  );
  await markDirty(tx, shopId, shown);
  const dated = changes.flatMap(({ customerId, dated }) => (customerId !== null && dated ? [customerId] : []));
  await askAnew(tx, shopId, dated);
  const maturities = changes.flatMap(({ nextMaturity }) => nextMaturity ?? []);
  const lapses = changes.flatMap(({ nextLapse }) => nextLapse ?? []);
  await services.emit(
    tx,
    ...changes.flatMap(({ customerId, changed, heard }) =>
      customerId !== null && changed && heard ? [{ name: 'points.changed', shopId, key: customerId } as const] : [],
    ),
  );
  // Last of all, because every booking of the store adds these: whoever holds them must not wait for an account any more.
  if (shown.length + dated.length > 0) await services.addJob(tx, { kind: SYNC_METAFIELDS, shopId, key: 'shop' });
  const planned = [
    { kind: MATURE, dates: maturities },
    { kind: LAPSE, dates: lapses },
  ];
  for (const { kind, dates } of planned)
    if (dates.length > 0) await services.addJob(tx, { kind, shopId, key: 'shop', runAt: Math.min(...dates) });
}
