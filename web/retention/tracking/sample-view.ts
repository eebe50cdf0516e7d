/** An order that was never placed, for the merchant to see the page by. */
import { DAY, HOUR } from '../../platform/kit/clock.ts';
import { addDays, dayIn } from '../../platform/kit/days.ts';
import type { Stage } from '../shipments/index.ts';
import type { PreviewSample, TrackedItem, TrackedStep, TrackedSuggestion, TrackingView } from './api-types.ts';
import type { TrackingSettings } from './settings.ts';

interface Store {
  settings: TrackingSettings;
  language: 'en' | 'vi';
  currency: string;
  timeZone: string;
  /** Ms. */
  now: number;
  /** Of the store's own products, where it is known what many buy. */
  suggestions: TrackedSuggestion[];
}

const WORDS = {
  en: {
    items: ['Canvas bag', 'Notebook'],
    points: '40 points',
    name: 'points',
    city: 'Ho Chi Minh City',
    tier: 'Gold',
    missing: '60 points',
  },
  vi: {
    items: ['Túi vải', 'Sổ tay'],
    points: '40 điểm',
    name: 'điểm',
    city: 'Thành phố Hồ Chí Minh',
    tier: 'Vàng',
    missing: '60 điểm',
  },
} as const;

/** Hours ago, oldest last. */
const WAY: Record<Exclude<PreviewSample, 'look_up'>, [stage: Stage, hours: number][]> = {
  on_the_way: [
    ['in_transit', 5],
    ['in_transit', 20],
    ['label', 44],
  ],
  late: [
    ['delayed', 9],
    ['in_transit', 60],
    ['label', 92],
  ],
  delivered: [
    ['delivered', 3],
    ['out_for_delivery', 8],
    ['in_transit', 30],
    ['label', 70],
  ],
};

export function sampleView(sample: Exclude<PreviewSample, 'look_up'>, store: Store): TrackingView {
  const { settings, language, currency, timeZone, now, suggestions } = store;
  const words = WORDS[language];
  const today = dayIn(timeZone, now);
  const both = (text: string) => ({ en: text, vi: text });
  const delivered = sample === 'delivered';
  const late = sample === 'late';
  const items: TrackedItem[] = words.items.map((title, index) => ({
    title,
    quantity: index + 1,
    imageUrl: null,
    path: null,
  }));
  const steps: TrackedStep[] = WAY[sample].map(([stage, hours]) => ({
    stage,
    status: stage,
    at: new Date(now - hours * HOUR).toISOString(),
    city: stage === 'label' ? null : words.city,
    country: stage === 'label' ? null : 'VN',
    message: null,
  }));
  const arrives = delivered ? null : { from: addDays(today, 1), to: addDays(today, late ? 3 : 2) };
  const promised = late ? { from: addDays(today, -2), to: addDays(today, -1) } : null;
  const deliveredOn = delivered ? today : null;
  const attention = late ? 'late' : null;
  const stage = steps[0]?.stage ?? 'in_transit';
  const { discount } = settings.offers;
  const { texts, contact } = settings;
  const said = { points: words.points, name: words.name };
  return {
    order: { id: '0', name: '#1001', placedOn: addDays(today, -4), currency, cancelled: false },
    timeZone,
    token: '',
    stage,
    arrives,
    promised,
    deliveredOn,
    attention,
    parcels: [
      {
        id: '0',
        stage,
        carrier: 'GHN',
        guessed: false,
        numbers: [{ number: 'GHN12345678', url: 'https://example.com/' }],
        items,
        shippedOn: addDays(today, -3),
        deliveredOn,
        arrives,
        steps,
        attention,
        silent: false,
      },
    ],
    unshipped: [],
    points: { points: 40, state: 'pending', availableOn: addDays(today, 14), words: { en: said, vi: said } },
    apology: late ? both(words.points) : null,
    tier: { name: null, next: { name: both(words.tier), missing: both(words.missing), share: 40 } },
    survey: delivered ? { score: null, commented: false } : null,
    suggestions,
    offer: discount && {
      percent: discount.percent,
      endsAt: new Date(now + Math.min(discount.hours * HOUR, 30 * DAY)).toISOString(),
      code: 'ABCDE-FGHJK',
      applyUrl: '/',
    },
    sections: settings.sections.filter(({ shown }) => shown).map(({ id }) => id),
    texts,
    contact: { email: contact.email || null, phone: contact.phone || null, url: contact.url || null },
  };
}
