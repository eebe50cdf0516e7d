/** The whole page, in the theme or alone. The shopper's language is known only in the theme, so both are sent. */
import { type LiquidMarkup, liquid } from '../../../platform/http/liquid.ts';
import type { OrderId } from '../../../platform/kit/ids.ts';
import type { TrackingView } from '../api-types.ts';
import type { SectionId, TrackingSettings } from '../settings.ts';
import { trackingPath } from '../tracking-link.ts';
import { answer } from './answer.ts';
import { help } from './help.ts';
import { type LookUp, lookUpForm, NOTHING_TYPED } from './look-up-form.ts';
import { offers } from './offers.ts';
import { parcels } from './parcels.ts';
import { points } from './points.ts';
import { satisfaction } from './satisfaction.ts';
import { script } from './script.ts';
import { type OrderSheet, orderSheet, ownText, type Sheet, sheet } from './sheet.ts';
import { style } from './style.ts';
import { alone, inTheme, ROOT, type Surroundings } from './surroundings.ts';
import { type Language, trackingWords } from './words.ts';

/** What the page is about. */
export type Content =
  | { kind: 'order'; view: TrackingView; others: readonly OtherOrder[] }
  | { kind: 'look_up'; lookUp: LookUp; texts: TrackingSettings['texts']; others: readonly OtherOrder[] };

/** Another order of whoever is logged in. */
export interface OtherOrder {
  id: OrderId;
  name: string;
  placedOn: string;
}

/** As `application/liquid`. */
export function themePage(pathPrefix: string, content: Content): string {
  const around = inTheme(pathPrefix);
  const { markup } = liquid`<meta name="robots" content="noindex">${ROOT}${style}
{%- if request.locale.iso_code == 'vi' -%}${box('vi')}{%- else -%}${box('en')}{%- endif -%}
${script}`;
  return markup;

  function box(language: Language): LiquidMarkup {
    const order = content.kind === 'order' ? orderMarks(around, content.view.token) : null;
    return liquid`<div class="regulars-track" lang="${language}" data-seen="${around.ownPage('/track/seen')}"${order}{% if request.design_mode %} data-editor{% endif %}>${body(sheet(language, around), content)}</div>`;
  }
}

/** For the script: which order it is, and where its page is, also when it was looked up. */
function orderMarks(around: Surroundings, token: string): LiquidMarkup {
  return liquid` data-token="${token}" data-page="${around.ownPage(trackingPath(token))}"`;
}

/** What a merchant who has switched the page off shows at its address. */
export function noSuchPage(): string {
  const says = (language: Language) => {
    const { off, home } = trackingWords[language].problem;
    return liquid`<h1>${off}</h1><p><a href="{{ routes.root_url }}">${home}</a></p>`;
  };
  return liquid`${style}<div class="regulars-track">{%- if request.locale.iso_code == 'vi' -%}${says('vi')}{%- else -%}${says('en')}{%- endif -%}</div>`
    .markup;
}

/** As a document of its own, for the merchant to look at. */
export function previewDocument(language: Language, content: Content): string {
  return liquid`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Regulars</title>
<style>body { margin: 0; color: #202223; background: #fff; font: 16px/1.55 system-ui, sans-serif; }</style>${style}</head>
<body><main class="regulars-track">${body(sheet(language, alone), content)}</main></body></html>`.markup;
}

function body(base: Sheet, content: Content): LiquidMarkup {
  if (content.kind === 'order') return orderBody(base, content.view, content.others);
  const { words, language } = base;
  const { texts, lookUp, others } = content;
  const intro = ownText(texts.intro, language, words.form.intro);
  return liquid`<h1>${ownText(texts.title, language, words.title)}</h1>
<p class="regulars-track__own">${intro}</p>
${lookUpForm(base, lookUp)}
${otherOrders(base, others)}`;
}

const SECTIONS: Record<SectionId, (sheet: OrderSheet) => LiquidMarkup | null> = {
  parcels,
  points,
  satisfaction,
  offers,
  help,
};

function orderBody(base: Sheet, view: TrackingView, others: readonly OtherOrder[]): LiquidMarkup {
  const page = orderSheet(base.language, base.around, view);
  return liquid`${answer(page)}
${view.sections.map((id) => SECTIONS[id](page))}
${otherOrders(base, others)}
<details class="regulars-track__section"><summary>${base.words.form.another}</summary>${lookUpForm(base, NOTHING_TYPED)}</details>`;
}

function otherOrders({ words, say, around }: Sheet, others: readonly OtherOrder[]): LiquidMarkup | null {
  if (others.length === 0) return null;
  return liquid`<nav class="regulars-track__section" aria-labelledby="regulars-mine"><h2 id="regulars-mine">${words.form.mine}</h2>
<ul class="regulars-track__plain">${others.map(({ id, name, placedOn }) => {
    const day = say.date(Date.parse(`${placedOn}T12:00:00Z`), 'UTC');
    return liquid`<li><a class="regulars-track__link" href="${around.ownPage(`/track/order/${encodeURIComponent(id)}`)}">${words.order(name)}</a>, ${words.placed(day)}</li>`;
  })}</ul></nav>`;
}
