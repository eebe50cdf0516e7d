/** A parcel that there is not, for the merchant to look at. */
import { DAY } from '../../../platform/kit/clock.ts';
import { addDays, dayIn } from '../../../platform/kit/days.ts';
import type { Facts, Letter, ParcelEmail } from './parcel-email.ts';

const ITEM = { en: 'Ground coffee, 500 g', vi: 'Cà phê xay 500 g' };

export function sampleFacts(
  { page, timeZone, language }: Letter,
  { parcel, ...own }: ReturnType<ParcelEmail['sample']>,
  now: number,
): Facts {
  const today = dayIn(timeZone, now);
  const promise = { from: addDays(today, 1), to: addDays(today, 2), by: 'transit' } as const;
  return {
    order: '#1001',
    place: { number: 1, of: 1 },
    items: [{ title: ITEM[language], quantity: 2 }],
    moreToCome: false,
    complete: true,
    trackingPage: page('/'),
    earned: null,
    apology: 0,
    ...own,
    parcel: {
      fulfillmentId: '1',
      stage: 'in_transit',
      carrier: { id: null, name: 'GHN' },
      guessed: false,
      numbers: [{ number: 'G8AB3CDE', url: page('/'), carriers: [] }],
      shippedAt: now - DAY,
      deliveredAt: null,
      lines: [],
      steps: [],
      estimate: promise,
      firstPromise: promise,
      attention: null,
      attentionSince: null,
      silent: false,
      ...parcel,
    },
  };
}
