/** Gives or takes points by hand, once per key (rule R). */
import { createHash } from 'node:crypto';
import type { Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { BookingServices } from './after-booking.ts';
import { adjustBalance } from './adjust-balance.ts';
import { type Booked, bookOnce, type NotBooked } from './book-once.ts';
import { saveNote } from './ledger.ts';

export interface Adjustment {
  customerId: CustomerId;
  points: number;
  reason: string;
  staffId: string;
  /** The caller's own; unique in the store. */
  key: string;
}

type TooMuch = { outcome: 'too_much'; available: number; pending: number };

export async function bookAdjustment(
  services: BookingServices,
  tx: Tx,
  shopId: ShopId,
  adjustment: Adjustment,
): Promise<Booked | NotBooked | TooMuch> {
  const { customerId, points, reason, staffId } = adjustment;
  const key = `adjust/${adjustment.key}`;
  // The reason takes part as a digest, because free text must not stand in the ledger.
  const input = { customer: customerId, points, reason: createHash('sha256').update(reason).digest('hex') };
  const booked = await bookOnce<TooMuch>(services, tx, shopId, { of: { customerId }, key, input }, (book, now) => {
    const adjusted = adjustBalance(book, { points, key, input, now });
    return adjusted.outcome === 'booked' ? adjusted.entry : { ...adjusted, pending: book.balance.pending };
  });
  if (booked.outcome === 'booked') await saveNote(tx, shopId, booked.entryId, { reason, staffId });
  return booked;
}
