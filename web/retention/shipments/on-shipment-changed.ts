/** `shipment.changed`: something of an order's parcels, or of what of it is to be sent. */
import type { BatchHandler, Work } from '../../platform/manifest.ts';
import type { ApologyParts } from './apologise.ts';
import { bringShipments } from './bring-shipments.ts';

export const onShipmentChanged = (parts: ApologyParts): BatchHandler<Work> => ({
  async batch(services, shopId, works) {
    await bringShipments(services, parts, shopId, [...new Set(works.map(({ key }) => key))]);
  },
});
