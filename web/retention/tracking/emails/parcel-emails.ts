/** Emails about parcels. Shopify sends the first three itself, so those start switched off. */
import type { EmailKind } from '../../../platform/messages/email-kind.ts';
import type { ParcelMessage } from '../../shipments/settings.ts';
import { delayed } from './delayed.ts';
import { delivered } from './delivered.ts';
import { outForDelivery } from './out-for-delivery.ts';
import { parcelEmail } from './parcel-email.ts';
import type { ParcelEmailParts } from './parts.ts';
import { shipped } from './shipped.ts';

export function parcelEmails(parts: ParcelEmailParts): Record<`parcel_${ParcelMessage}`, EmailKind> {
  return {
    parcel_shipped: parcelEmail(parts, shipped),
    parcel_out_for_delivery: parcelEmail(parts, outForDelivery),
    parcel_delivered: parcelEmail(parts, delivered),
    parcel_delayed: parcelEmail(parts, delayed),
  };
}
