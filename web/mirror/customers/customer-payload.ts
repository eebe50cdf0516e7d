/** A customer in a webhook or inside an order. Addresses, phone and notes are not read: the app has no use for them. */
import { z } from 'zod';
import { optionalTime, payloadId, payloadText } from '../../platform/kit/payload-fields.ts';

export const customerPayload = z
  .object({
    id: payloadId,
    email: payloadText,
    verified_email: z.boolean().nullish(),
    first_name: payloadText,
    last_name: payloadText,
    state: payloadText,
    created_at: optionalTime,
    updated_at: optionalTime,
  })
  .transform(
    (payload): CustomerSnapshot => ({
      id: payload.id,
      email: payload.email,
      ...(typeof payload.verified_email === 'boolean' && { verified: payload.verified_email }),
      firstName: payload.first_name,
      lastName: payload.last_name,
      state: payload.state,
      createdAt: payload.created_at,
      updatedAt: payload.updated_at,
    }),
  );

export interface CustomerSnapshot {
  id: string;
  email: string | null;
  /** Shopify knows that the address is theirs; left out where the source does not say. */
  verified?: boolean;
  firstName: string | null;
  lastName: string | null;
  state: string | null;
  /** Ms; null where the source does not say. */
  createdAt: number | null;
  updatedAt: number | null;
  /** Present only where the Admin API was read. */
  tags?: readonly string[];
}
