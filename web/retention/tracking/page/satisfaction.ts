/** One tap says how the delivery went; a comment may follow. A form, so it works without scripts, and no program that opens links answers it. */
import { type LiquidMarkup, liquid } from '../../../platform/http/liquid.ts';
import type { OrderSheet } from './sheet.ts';

/** Mouths, from the unhappiest. */
const MOUTHS = ['M8 17q4-5 8 0', 'M8 16.5q4-2.5 8 0', 'M8 15.5h8', 'M8 14.5q4 3 8 0', 'M7.5 13.5q4.5 6 9 0'] as const;
const faces = MOUTHS.map(
  (mouth) =>
    liquid`<svg aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentcolor" stroke-width="1.8" stroke-linecap="round"><circle cx="12" cy="12" r="10"/><path d="M9 9v.5M15 9v.5${mouth}"/></svg>`,
);

export function satisfaction({ view, words, around }: OrderSheet): LiquidMarkup | null {
  const { survey } = view;
  if (survey === null) return null;
  const { score, commented } = survey;
  const said = words.survey;
  // What comes back is the whole page: whoever has answered is led to where they were.
  const action = liquid`${around.ownPage('/track/answer')}#regulars-survey`;
  const token = liquid`<input type="hidden" name="token" value="${view.token}">`;
  const taps = faces.map((face, index) => {
    const label = said.scale(index + 1, said.scores[index] ?? '');
    const pressed = score === null ? null : liquid` aria-pressed="${String(score === index + 1)}"`;
    return liquid`<button name="score" value="${index + 1}" aria-label="${label}" title="${label}"${pressed}>${face}</button>`;
  });
  const comment = liquid`<form method="post" action="${action}">${token}<input type="hidden" name="score" value="${score}">
<label for="regulars-comment">${said.comment}</label>
<p class="regulars-track__quiet" id="regulars-comment-hint">${said.commentHint}</p>
<textarea id="regulars-comment" name="comment" rows="3" maxlength="1000" aria-describedby="regulars-comment-hint"></textarea>
<button class="regulars-track__button">${said.send}</button></form>`;
  return liquid`<section class="regulars-track__section" id="regulars-survey" aria-labelledby="regulars-asked">
<h2 id="regulars-asked">${said.title}</h2>
${score === null ? null : liquid`<p role="status">${said.thanks} ${said.change}</p>`}
<form method="post" action="${action}"><fieldset class="regulars-track__scores"><legend>${said.ask}</legend>${token}${taps}</fieldset></form>
${score === null || commented ? null : comment}
</section>`;
}
