/** What the page shows of other slices; `app.ts` passes their functions in. */
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import type { Language } from '../../platform/privacy/sections.ts';
import type { Shipments } from '../shipments/index.ts';
import type { TrackedPoints, TrackedSuggestion, TrackedTier } from './api-types.ts';
import type { Reader } from '../../../db/open.ts';

export interface TrackingParts {
  /** Null: it brought nothing, or the programme is off. */
  orderPoints(
    services: Services,
    shopId: ShopId,
    customerId: CustomerId,
    orderId: OrderId,
  ): Promise<TrackedPoints | null>;
  /** Writes `50 points`, as the merchant calls them. */
  pointsInWords(services: Services, shopId: ShopId, language: Language): Promise<(count: number) => string>;
  standing(services: Services, shopId: ShopId, customerId: CustomerId): Promise<TrackedTier | null>;
  suggest(
    services: Services,
    shopId: ShopId,
    wanted: { productIds: readonly string[]; customerId: CustomerId | null; limit: number; never: readonly string[] },
  ): Promise<TrackedSuggestion[]>;
  survey(
    services: Services,
    handle: Reader,
    shopId: ShopId,
    shipments: Shipments,
  ): Promise<{ asked: boolean; score: number | null; comment: boolean }>;
}
