/** Each parcel: where it is, what is in it, and its way so far. */
import { type LiquidMarkup, liquid } from '../../../platform/http/liquid.ts';
import type { TrackedItem, TrackedParcel, TrackedStep } from '../api-types.ts';
import type { OrderSheet } from './sheet.ts';

/** Older ones are a tap away. */
const STEPS_SHOWN = 4;

export function parcels(sheet: OrderSheet): LiquidMarkup | null {
  const { view, words } = sheet;
  if (view.parcels.length + view.unshipped.length === 0) return null;
  return liquid`<section class="regulars-track__section" aria-labelledby="regulars-parcels">
<h2 id="regulars-parcels">${words.parcels}</h2>
${view.parcels.map((parcel, index) => oneParcel(sheet, parcel, words.parcel(index + 1, view.parcels.length)))}
${
  view.unshipped.length === 0
    ? null
    : liquid`<article class="regulars-track__card"><h3>${words.notSent}</h3>${items(sheet, view.unshipped)}</article>`
}
</section>`;
}

function oneParcel(sheet: OrderSheet, parcel: TrackedParcel, heading: string): LiquidMarkup {
  const { words, say } = sheet;
  const { arrives, deliveredOn } = parcel;
  const when =
    deliveredOn !== null
      ? say.weekdays(deliveredOn, deliveredOn)
      : arrives === null
        ? null
        : words.arrives(say.weekdays(arrives.from, arrives.to));
  return liquid`<article class="regulars-track__card">
<h3>${heading}: ${words.stage[parcel.stage]}</h3>
${when === null ? null : liquid`<p>${when}</p>`}
${numbers(sheet, parcel)}
${items(sheet, parcel.items)}
${steps(sheet, parcel.steps)}
</article>`;
}

function numbers({ words }: OrderSheet, { carrier, guessed, numbers }: TrackedParcel): LiquidMarkup | null {
  if (carrier === null && numbers.length === 0) return null;
  const name = carrier === null ? null : liquid`<p>${guessed ? words.probably(carrier) : words.carrier(carrier)}</p>`;
  const links = numbers.map(({ number, url }) => {
    const shown = liquid`${words.trackingNumber}: <span class="regulars-track__number">${number}</span>`;
    if (url === null) return liquid`<li>${shown}</li>`;
    return liquid`<li>${shown}<br><a class="regulars-track__link" href="${url}" target="_blank" rel="noopener noreferrer nofollow">${words.trackAt(carrier ?? new URL(url).hostname)}<span class="regulars-track__spoken"> ${words.newWindow}</span></a></li>`;
  });
  return liquid`${name}${links.length === 0 ? null : liquid`<ul class="regulars-track__plain">${links}</ul>`}`;
}

function items({ words, around }: OrderSheet, list: readonly TrackedItem[]): LiquidMarkup | null {
  if (list.length === 0) return null;
  const pictures = list.some(({ imageUrl }) => imageUrl !== null);
  return liquid`<ul class="regulars-track__items">${list.map(({ title, quantity, imageUrl, path }) => {
    const picture =
      imageUrl === null
        ? pictures
          ? liquid`<span class="regulars-track__picture"></span>`
          : null
        : liquid`<img class="regulars-track__picture" src="${imageUrl}" alt="" width="64" height="64" loading="lazy" decoding="async">`;
    const name = path === null ? liquid`${title}` : liquid`<a href="${around.storePage(path)}">${title}</a>`;
    const more = quantity === 1 ? null : liquid` <span class="regulars-track__quiet">${words.times(quantity)}</span>`;
    return liquid`<li>${picture}<span>${name}${more}</span></li>`;
  })}</ul>`;
}

function steps(sheet: OrderSheet, list: readonly TrackedStep[]): LiquidMarkup | null {
  if (list.length === 0) return null;
  const { words } = sheet;
  const older = list.slice(STEPS_SHOWN);
  return liquid`<h4>${words.steps}</h4>
<ol class="regulars-track__steps">${list.slice(0, STEPS_SHOWN).map((step) => oneStep(sheet, step))}</ol>
${
  older.length === 0
    ? null
    : liquid`<details><summary>${words.earlier(older.length)}</summary><ol class="regulars-track__steps">${older.map((step) => oneStep(sheet, step))}</ol></details>`
}`;
}

function oneStep({ words, moment, language }: OrderSheet, step: TrackedStep): LiquidMarkup {
  const where = [step.city, countryName(step.country, language)].filter((text) => text !== null).join(', ');
  const what = step.stage === 'unknown' ? step.status.replaceAll('_', ' ') : words.stage[step.stage];
  return liquid`<li><b>${what}</b><span class="regulars-track__quiet regulars-track__line"><time datetime="${step.at}">${moment(step.at)}</time>${where === '' ? null : liquid` · ${where}`}</span>${
    step.message === null ? null : liquid`<span class="regulars-track__line" dir="auto">${step.message}</span>`
  }</li>`;
}

const names = {
  en: new Intl.DisplayNames('en', { type: 'region' }),
  vi: new Intl.DisplayNames('vi', { type: 'region' }),
};

/** Carriers give a code, or a name. */
function countryName(country: string | null, language: 'en' | 'vi'): string | null {
  return country !== null && /^[A-Z]{2}$/.test(country) ? (names[language].of(country) ?? country) : country;
}
