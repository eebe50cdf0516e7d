/** Where is it, when does it come? In the first lines, before anything else. */
import { type LiquidMarkup, liquid } from '../../../platform/http/liquid.ts';
import type { Stage } from '../../shipments/index.ts';
import { type OrderSheet, ownText } from './sheet.ts';

export function answer(sheet: OrderSheet): LiquidMarkup {
  const { view, words, language, day } = sheet;
  const { order, stage, parcels } = view;
  const title = ownText(view.texts.title, language, words.title);
  const intro = ownText(view.texts.intro, language, '');
  // That all goes as it should is not said where it does not.
  const meaning = view.attention !== null && REASSURES.includes(stage) ? undefined : words.meaning[stage];
  const arrived = parcels.filter(({ deliveredOn }) => deliveredOn !== null).length;
  return liquid`<header class="regulars-track__answer">
<p class="regulars-track__quiet">${title} · ${words.order(order.name)}, ${words.placed(day(order.placedOn))}</p>
<h1>${silent(sheet) ? words.noNews : words.headline[stage]}</h1>
${when(sheet)}
${parcels.length > 1 && arrived < parcels.length ? liquid`<p>${words.parcelsDone(arrived, parcels.length)}</p>` : null}
${attention(sheet)}
${view.apology === null ? null : liquid`<p>${words.apology(ownText(view.apology, language, ''))}</p>`}
${meaning === undefined ? null : liquid`<p>${meaning}</p>`}
${progress(sheet)}
${intro === '' ? null : liquid`<p class="regulars-track__own">${intro}</p>`}
</header>`;
}

const REASSURES: readonly Stage[] = ['label', 'shipped', 'out_for_delivery'];

function when({ view, words, say }: OrderSheet): LiquidMarkup | null {
  const { arrives, deliveredOn } = view;
  const days = (from: string, to: string) =>
    liquid`<time datetime="${from === to ? from : `${from}/${to}`}">${say.weekdays(from, to).split(BEFORE_LAST).map(unbroken)}</time>`;
  if (deliveredOn !== null)
    return liquid`<p class="regulars-track__when">${around(words.delivered, days(deliveredOn, deliveredOn))}</p>`;
  if (arrives === null) return null;
  return liquid`<p class="regulars-track__when">${around(words.arrives, days(arrives.from, arrives.to))}</p>`;
}

/** Of two days, where the second begins: lines break there and nowhere else. */
const BEFORE_LAST = /(?<=–\s)/;
const unbroken = (day: string) => liquid`<span class="regulars-track__day">${day}</span>`;

/** A sentence with something marked up in the middle. */
function around(sentence: (middle: string) => string, middle: LiquidMarkup): LiquidMarkup {
  const [before = '', after = ''] = sentence('\0').split('\0');
  return liquid`${before}${middle}${after}`;
}

/** After so long nobody knows whether anything is still on its way. */
function silent({ view: { parcels } }: OrderSheet): boolean {
  return parcels.length > 0 && parcels.every((parcel) => parcel.silent && parcel.deliveredOn === null);
}

function attention(sheet: OrderSheet): LiquidMarkup | null {
  const { view, words, say } = sheet;
  const { promised } = view;
  const note = (text: string) => liquid`<p class="regulars-track__note">${text}</p>`;
  if (silent(sheet)) return note(words.silent);
  if (view.attention === 'late')
    return note(promised === null ? words.late : words.lateSince(say.weekdays(promised.from, promised.to)));
  return view.attention === 'stuck' && view.stage !== 'failed' ? note(words.stuck) : null;
}

/** How many of the four marks are behind the order. */
const REACHED: Record<Stage, number> = {
  unshipped: 0,
  label: 0,
  shipped: 1,
  in_transit: 1,
  delayed: 1,
  failed: 1,
  unknown: 1,
  out_for_delivery: 2,
  ready_for_pickup: 2,
  attempted: 2,
  delivered: 3,
  picked_up: 3,
  cancelled: 0,
};

function progress({ view, words }: OrderSheet): LiquidMarkup | null {
  const { stage } = view;
  if (stage === 'cancelled') return null;
  const { ordered, shipped, outForDelivery, pickup, delivered, title } = words.progress;
  const toFetch = stage === 'ready_for_pickup' || stage === 'picked_up';
  const marks = [ordered, shipped, toFetch ? pickup : outForDelivery, delivered];
  const reached = REACHED[stage];
  return liquid`<ol class="regulars-track__progress" aria-label="${title}">${marks.map((mark, index) => {
    if (index > reached) return liquid`<li><span>${mark}</span></li>`;
    const spoken = index < reached ? words.progressDone : words.progressNow;
    const current = index === reached ? liquid` aria-current="step"` : null;
    return liquid`<li class="regulars-track__reached"${current}><span>${mark}<span class="regulars-track__spoken"> (${spoken})</span></span></li>`;
  })}</ol>`;
}
