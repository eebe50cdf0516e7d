/** Number and proof; asked for on the page, below an order, and after a look-up that found nothing. */
import { type LiquidMarkup, liquid } from '../../../platform/http/liquid.ts';
import type { Sheet } from './sheet.ts';

export interface LookUp {
  /** As it was typed. */
  number: string;
  problem: Problem | null;
}
export type Problem = { kind: 'not_found' | 'incomplete' | 'gone' } | { kind: 'wait'; seconds: number };

export const NOTHING_TYPED: LookUp = { number: '', problem: null };

export function lookUpForm({ words, around }: Sheet, { number, problem }: LookUp): LiquidMarkup {
  const said = words.form;
  const faulty = problem !== null && (problem.kind === 'not_found' || problem.kind === 'incomplete');
  const state = faulty ? liquid` aria-invalid="true"` : null;
  const login = liquid`<p><a class="regulars-track__link" href="${around.login}">${said.login}</a></p>`;
  return liquid`${problem === null ? null : liquid`<p class="regulars-track__note" role="alert">${problemText({ words }, problem)}</p>`}
<form class="regulars-track__form" method="post" action="${around.ownPage('/track')}">
<p><label for="regulars-number">${said.number}</label>
<input id="regulars-number" name="number" value="${number}" required maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="regulars-number-hint"${state}>
<span class="regulars-track__quiet" id="regulars-number-hint">${said.numberHint}</span></p>
<p><label for="regulars-proof">${said.proof}</label>
<input id="regulars-proof" name="proof" required maxlength="254" autocomplete="email" autocapitalize="none" spellcheck="false" aria-describedby="regulars-proof-hint"${state}>
<span class="regulars-track__quiet" id="regulars-proof-hint">${said.proofHint}</span></p>
<p><button class="regulars-track__button">${said.submit}</button></p>
</form>
${around.login === null ? null : around.guests(login)}`;
}

function problemText({ words }: Pick<Sheet, 'words'>, problem: Problem): string {
  if (problem.kind !== 'wait') return words.problem[problem.kind];
  const { seconds } = problem;
  return words.problem.wait(seconds < 90 ? words.seconds(seconds) : words.minutes(Math.ceil(seconds / 60)));
}
