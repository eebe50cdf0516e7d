/** What the order brought, when it can be used, and what is missing to the next level. */
import { type LiquidMarkup, liquid } from '../../../platform/http/liquid.ts';
import type { TrackedPoints, TrackedTier } from '../api-types.ts';
import { type OrderSheet, ownText } from './sheet.ts';

export function points(sheet: OrderSheet): LiquidMarkup | null {
  const { view, words, language, around } = sheet;
  if (view.points === null) return null;
  const { name } = view.points.words[language];
  return liquid`<section class="regulars-track__section" aria-labelledby="regulars-points">
<h2 id="regulars-points">${words.points.title(name)}</h2>
<p>${brought(sheet, view.points)}</p>
${view.tier === null ? null : tier(sheet, view.tier)}
<p><a class="regulars-track__link" href="${around.ownPage('/history')}">${words.points.all(name)}</a></p>
</section>`;
}

function brought({ words, language, day }: OrderSheet, brought: TrackedPoints): string {
  const said = words.points;
  const { points, name } = brought.words[language];
  if (brought.state === 'returned') return said.returned(name);
  if (brought.state === 'available') return said.available(points);
  return brought.availableOn === null ? said.pendingLater(points) : said.pending(points, day(brought.availableOn));
}

function tier({ words, language }: OrderSheet, { name, next }: TrackedTier): LiquidMarkup {
  const have = name === null ? null : liquid`<p>${words.tier.have(ownText(name, language, ''))}</p>`;
  if (next === null) return liquid`${have}`;
  const missing = words.tier.next(ownText(next.missing, language, ''), ownText(next.name, language, ''));
  return liquid`${have}<p id="regulars-tier">${missing}</p>
<progress class="regulars-track__bar" max="100" value="${next.share}" aria-labelledby="regulars-tier">${next.share}%</progress>`;
}
