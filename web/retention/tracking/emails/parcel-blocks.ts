/** What stands in several emails about parcels. */
import { startOfDay } from '../../../platform/kit/days.ts';
import type { EmailBlock } from '../../../platform/messages/email-kind.ts';
import type { Estimate } from '../../shipments/index.ts';
import { trackingWords } from '../page/words.ts';
import type { Facts, Letter } from './parcel-email.ts';

export type Row = readonly [label: string, value: string];

/** More are told on the page. */
const MOST_ITEMS = 12;
const MOST_LINKS = 3;

/** What the email is about, to begin its subject with: the order, or one of its parcels. */
export function subjectOf({ language }: Letter, { order, place, moreToCome }: Facts): string {
  const texts = TEXTS[language];
  return place.of === 1 && !moreToCome ? texts.whole(order) : texts.part(order);
}

/** Not to be broken in the middle where lines are short. */
export function whole(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

export function arrivalRow({ language, say }: Letter, estimate: Estimate | null): Row[] {
  return estimate === null ? [] : [[TEXTS[language].arrival, whole(say.weekdays(estimate.from, estimate.to))]];
}

/** Whose it is, its numbers, and which of several parcels. */
export function parcelRows({ language }: Letter, { parcel, place }: Facts): Row[] {
  const texts = TEXTS[language];
  const { carrier, guessed, numbers } = parcel;
  return [
    ...(place.of > 1 ? [[texts.parcel, texts.which(place.number, place.of)] as const] : []),
    ...(carrier === null ? [] : [[texts.carrier, guessed ? texts.probably(carrier.name) : carrier.name] as const]),
    ...(numbers.length === 0 ? [] : [[trackingWords[language].trackingNumber, shortList(numbers)] as const]),
  ];
}

function shortList(numbers: Facts['parcel']['numbers']): string {
  const first = numbers.slice(0, MOST_LINKS).map(({ number }) => number);
  return [...first, ...(numbers.length > MOST_LINKS ? ['…'] : [])].join(', ');
}

export function itemBlock({ language, say }: Letter, { items, moreToCome }: Facts): EmailBlock[] {
  const texts = TEXTS[language];
  const rows: Row[] = items
    .slice(0, MOST_ITEMS)
    .map(({ title, quantity }) => [title, whole(trackingWords[language].times(quantity))]);
  const left = items.length - MOST_ITEMS;
  return [
    ...(rows.length === 0 ? [] : [{ title: trackingWords[language].items, rows }]),
    ...(left > 0 ? [{ text: texts.andMore(say.number(left)) }] : []),
    ...(moreToCome ? [{ text: texts.moreToCome }] : []),
  ];
}

/** Our page first, under this name; the carrier's own beside it, and in its place where there is none. */
export function wayThere(
  { language, store, page }: Letter,
  { trackingPage, parcel }: Facts,
  name = TEXTS[language].track,
): EmailBlock[] {
  const texts = TEXTS[language];
  const { carrier, guessed, numbers } = parcel;
  const links = numbers.slice(0, MOST_LINKS).flatMap(({ number, url }): EmailBlock[] =>
    url === null || !isWebAddress(url)
      ? []
      : [
          {
            link: texts.atCarrier(guessed ? null : (carrier?.name ?? null), numbers.length > 1 ? number : null),
            url,
          },
        ],
  );
  if (trackingPage !== null) return [{ button: name, url: trackingPage }, ...links];
  return links.length > 0 ? links : [{ button: texts.goTo(store), url: page('/') }];
}

/** Carriers' addresses come from whoever made the parcel: anything may stand there. */
function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** What the order brought in points, and from when they can be used. */
export function earnedBlock({ language, say }: Letter, { earned }: Facts): EmailBlock[] {
  if (earned === null || earned.state === 'returned') return [];
  const { points } = earned.words[language];
  const texts = trackingWords[language].points;
  if (earned.state === 'available') return [{ text: texts.available(points) }];
  const { availableOn: day } = earned;
  const text =
    day === null ? texts.pendingLater(points) : texts.pending(points, say.date(startOfDay('UTC', day), 'UTC'));
  return [{ text }];
}

/** How to reach the store, as the merchant has set it for the tracking page. */
export function contactBlock({ language, contact }: Letter): EmailBlock[] {
  const texts = TEXTS[language];
  const rows: Row[] = [
    ...(contact.email === '' ? [] : [[texts.email, contact.email] as const]),
    ...(contact.phone === '' ? [] : [[texts.phone, contact.phone] as const]),
  ];
  return [
    ...(rows.length === 0 ? [] : [{ title: texts.questions, rows }]),
    ...(contact.url === '' ? [] : [{ link: trackingWords[language].help.page, url: contact.url }]),
  ];
}

const TEXTS = {
  en: {
    whole: (order: string) => `Your order ${order}`.trim(),
    part: (order: string) => `A parcel of your order ${order}`.trim(),
    arrival: 'Expected to arrive',
    parcel: 'Parcel',
    which: (number: number, of: number) => `${number} of ${of} so far`,
    carrier: 'Carrier',
    probably: (name: string) => `probably ${name}`,
    andMore: (count: string) => `And ${count} more.`,
    moreToCome: 'The rest of your order follows in another parcel.',
    track: 'Track your order',
    goTo: (store: string) => `Go to ${store}`,
    atCarrier: (name: string | null, number: string | null) =>
      ['Track', number ?? 'the parcel', 'at', name ?? 'the carrier'].join(' '),
    questions: 'Questions?',
    email: 'Email',
    phone: 'Phone',
  },
  vi: {
    whole: (order: string) => `Đơn hàng ${order || 'của bạn'}`,
    part: (order: string) => `Một kiện của đơn hàng ${order || 'của bạn'}`,
    arrival: 'Dự kiến đến',
    parcel: 'Kiện hàng',
    which: (number: number, of: number) => `${number}/${of} tính đến nay`,
    carrier: 'Đơn vị vận chuyển',
    probably: (name: string) => `có lẽ là ${name}`,
    andMore: (count: string) => `Và ${count} sản phẩm khác.`,
    moreToCome: 'Phần còn lại của đơn hàng sẽ đến trong kiện hàng khác.',
    track: 'Theo dõi đơn hàng',
    goTo: (store: string) => `Đến ${store}`,
    atCarrier: (name: string | null, number: string | null) =>
      ['Tra cứu', number ?? 'kiện hàng', 'tại', name ?? 'trang của đơn vị vận chuyển'].join(' '),
    questions: 'Bạn có câu hỏi?',
    email: 'Email',
    phone: 'Điện thoại',
  },
};
