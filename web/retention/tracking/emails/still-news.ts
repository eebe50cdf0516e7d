/** Whether an email about a parcel still tells the truth when it is sent, which may be long after its cause. */
import { DAY } from '../../../platform/kit/clock.ts';
import type { ParcelView } from '../../shipments/index.ts';
import type { ParcelMessage } from '../../shipments/settings.ts';

/** What happened longer ago is no news. */
const NEWS_FOR = 3 * DAY;

type Known = Pick<ParcelView, 'stage' | 'shippedAt' | 'deliveredAt' | 'attention' | 'silent'>;

export function isStillNews(kind: ParcelMessage, parcel: Known, now: number): boolean {
  const { stage, shippedAt, deliveredAt, attention, silent } = parcel;
  if (silent || stage === 'cancelled' || stage === 'failed') return false;
  if (deliveredAt !== null) return kind === 'delivered' && now - deliveredAt < NEWS_FOR;
  switch (kind) {
    case 'delivered':
      return false;
    case 'out_for_delivery':
      return stage === 'out_for_delivery';
    case 'delayed':
      // Almost there, whatever was promised.
      return attention !== null && stage !== 'out_for_delivery' && stage !== 'ready_for_pickup';
    case 'shipped':
      return now - shippedAt < NEWS_FOR && !BEYOND_SHIPPED.has(stage);
  }
}

const BEYOND_SHIPPED: ReadonlySet<ParcelView['stage']> = new Set(['out_for_delivery', 'attempted', 'ready_for_pickup']);
