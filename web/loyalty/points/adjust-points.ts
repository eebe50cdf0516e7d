/** `POST /api/customers/ID/adjust`. */
import { z } from 'zod';
import { conflict, invalid, understood } from '../../platform/kit/errors.ts';
import type { AdminRequest, Services } from '../../platform/manifest.ts';
import type { AdjustAnswer } from './api-types.ts';
import { bookAdjustment } from './book-adjustment.ts';
import { customerOr404, unknownCustomer } from './show-customers.ts';

/** Far beyond any gift, and far below where sums of many would stop being exact. */
const MOST = 1_000_000_000;
const WHY = 'Say why, so that others understand it later';
const KEY = 'A key of your own, so that a repetition does no harm';

const request = z.object({
  points: z
    .int('A whole number of points')
    .min(-MOST, 'That is too much at once')
    .max(MOST, 'That is too much at once')
    .refine((points) => points !== 0, 'Not zero: give points with a positive, take with a negative number'),
  reason: z.string(WHY).trim().min(1, WHY).max(500, 'At most 500 characters'),
  key: z.string(KEY).trim().min(1, KEY).max(200),
});

export async function adjustPoints(
  services: Services,
  { shopId, staffId, params, body }: AdminRequest,
): Promise<AdjustAnswer> {
  const customer = await customerOr404(services, shopId, params.id);
  const parsed = understood(request, body);
  const { points, reason, key } = parsed;
  const result = await services.db.transaction((tx) =>
    bookAdjustment(services, tx, shopId, { customerId: customer.id, points, reason, staffId, key }),
  );
  if (result.outcome === 'erased') throw unknownCustomer();
  if (result.outcome === 'other_input') throw conflict('This key was used for another adjustment.', 'key');
  if (result.outcome === 'too_much') {
    const waiting = result.pending > 0 ? ` ${result.pending} more are pending and stay with their orders.` : '';
    throw invalid(`Only ${result.available} points are available to take.${waiting}`, 'points');
  }
  return { entryId: result.entryId, ...result.balance };
}
