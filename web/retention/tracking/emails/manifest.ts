import type { Manifest } from '../../../platform/manifest.ts';
import { delayed } from './delayed.ts';
import { delivered } from './delivered.ts';
import { outForDelivery } from './out-for-delivery.ts';
import { parcelEmail } from './parcel-email.ts';
import type { ParcelEmailParts } from './parts.ts';
import { shipped } from './shipped.ts';
import { tellParcels } from './tell.ts';

/** Emails about parcels. Shopify sends the first three itself, so those start switched off. */
export const parcelEmails = (parts: ParcelEmailParts): Manifest => ({
  name: 'retention/tracking/emails',
  on: { 'parcel.news': tellParcels },
  emails: {
    parcel_shipped: parcelEmail(parts, shipped),
    parcel_out_for_delivery: parcelEmail(parts, outForDelivery),
    parcel_delivered: parcelEmail(parts, delivered),
    parcel_delayed: parcelEmail(parts, delayed),
  },
});
