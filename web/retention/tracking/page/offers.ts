/** What goes with the order, and a discount that really ends: only beneath everything that was asked for. */
import { type LiquidMarkup, liquid } from '../../../platform/http/liquid.ts';
import type { TrackedSuggestion } from '../api-types.ts';
import { type OrderSheet, ownText } from './sheet.ts';

export function offers(sheet: OrderSheet): LiquidMarkup | null {
  const { view, words, language } = sheet;
  if (view.suggestions.length === 0 && view.offer === null) return null;
  const popular = view.suggestions.some(({ because }) => because === 'popular');
  return liquid`<section class="regulars-track__section" aria-labelledby="regulars-offers" data-regulars-offers>
<h2 id="regulars-offers">${ownText(view.texts.offersTitle, language, popular ? words.offers.popular : words.offers.title)}</h2>
${discount(sheet)}
${
  view.suggestions.length === 0
    ? null
    : liquid`<ul class="regulars-track__products">${view.suggestions.map((product) => card(sheet, product))}</ul>`
}
</section>`;
}

function discount({ view, words, say, around }: OrderSheet): LiquidMarkup | null {
  const { offer } = view;
  if (offer === null) return null;
  const percent = `${say.number(offer.percent)}%`;
  const ends = liquid`<time datetime="${offer.endsAt}">${say.moment(Date.parse(offer.endsAt), view.timeZone)}</time>`;
  const [before = '', after = ''] = words.offers.ends('\0').split('\0');
  return liquid`<div class="regulars-track__card" data-regulars-offer><p><b>${words.offers.offer(percent)}</b><br>${before}${ends}${after}</p>
<p><a class="regulars-track__button" href="${around.storePage(offer.applyUrl)}" data-regulars-click>${words.offers.take}</a></p>
<p class="regulars-track__quiet">${words.offers.code(offer.code)}</p></div>`;
}

function card({ view, words, say, around }: OrderSheet, product: TrackedSuggestion): LiquidMarkup {
  const { title, handle, imageUrl, productId, variantId, choose } = product;
  const back = view.offer === null ? '/cart' : view.offer.applyUrl;
  const page = around.storePage(`/products/${encodeURIComponent(handle)}`);
  const pictured = view.suggestions.some((each) => each.imageUrl !== null);
  const picture =
    imageUrl === null
      ? pictured
        ? liquid`<span class="regulars-track__photo"></span>`
        : null
      : liquid`<img class="regulars-track__photo" src="${imageUrl}" alt="" width="240" height="240" loading="lazy" decoding="async">`;
  const price = say.money(product.price, view.order.currency);
  const form = liquid`<form method="post" action="${around.storePage('/cart/add')}" data-regulars-cart><input type="hidden" name="id" value="${variantId}"><input type="hidden" name="return_to" value="${back}">
<button class="regulars-track__button" aria-label="${words.offers.addOne(title)}">${words.offers.add}</button></form>`;
  return around.product(
    { handle, price },
    (shown) => liquid`<li data-regulars-product="${productId}">
<a href="${page}" data-regulars-click>${picture}<span class="regulars-track__name">${title}</span></a>
<span>${shown}</span>
${choose ? liquid`<a class="regulars-track__button" href="${page}" aria-label="${words.offers.chooseOne(title)}" data-regulars-click>${words.offers.choose}</a>` : form}
</li>`,
  );
}
