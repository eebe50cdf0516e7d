/** What the emails ask of slices that this one does not know; `app.ts` passes it in. */
import type { CustomerId, OrderId, ShopId } from '../../../platform/kit/ids.ts';
import type { Services } from '../../../platform/manifest.ts';
import type { Language } from '../../../platform/privacy/sections.ts';
import type { TrackedPoints } from '../api-types.ts';

export interface ParcelEmailParts {
  /** Writes `50 points`, as the merchant calls them. */
  pointsInWords(services: Services, shopId: ShopId, language: Language): Promise<(count: number) => string>;
  /** What the order brought; null where there is nothing to tell. */
  orderPoints(
    services: Services,
    shopId: ShopId,
    customerId: CustomerId | null,
    orderId: OrderId,
  ): Promise<TrackedPoints | null>;
}
