/** What the emails ask of slices that this one does not know; `app.ts` passes it in. */
import type { ShopId } from '../../../platform/kit/ids.ts';
import type { Services } from '../../../platform/manifest.ts';
import type { Language } from '../../../platform/privacy/sections.ts';
import type { TrackingParts } from '../parts.ts';

export interface ParcelEmailParts extends Pick<TrackingParts, 'orderPoints'> {
  /** Writes `50 points`, as the merchant calls them. */
  pointsInWords(services: Services, shopId: ShopId, language: Language): Promise<(count: number) => string>;
}
