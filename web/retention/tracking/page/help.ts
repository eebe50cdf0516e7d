import { type LiquidMarkup, liquid } from '../../../platform/http/liquid.ts';
import { type OrderSheet, ownText } from './sheet.ts';

/** How to reach the store; left out where the merchant has said nothing of that. */
export function help({ view, words, language }: OrderSheet): LiquidMarkup | null {
  const { email, phone, url } = view.contact;
  const own = ownText(view.texts.help, language, '');
  const subject = encodeURIComponent(words.order(view.order.name));
  const ways = [
    email === null
      ? null
      : liquid`<li>${words.help.email}: <a class="regulars-track__link" href="mailto:${email}?subject=${subject}">${email}</a></li>`,
    phone === null
      ? null
      : liquid`<li>${words.help.phone}: <a class="regulars-track__link" href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a></li>`,
    url === null
      ? null
      : liquid`<li><a class="regulars-track__link" href="${url}" rel="noreferrer">${words.help.page}</a></li>`,
  ].filter((way) => way !== null);
  if (own === '' && ways.length === 0) return null;
  return liquid`<section class="regulars-track__section" aria-labelledby="regulars-help">
<h2 id="regulars-help">${words.help.title}</h2>
${own === '' ? null : liquid`<p class="regulars-track__own">${own}</p>`}
${ways.length === 0 ? null : liquid`<p>${words.help.hint(view.order.name)}</p><ul class="regulars-track__plain">${ways}</ul>`}
</section>`;
}
