import { liquid } from '../../../platform/http/liquid.ts';

/**
 * Refinement only; everything works without. Tells that somebody looked, clicked or put something into the cart: without names, once a page
 * for each, never from the theme editor or where the browser fetches ahead.
 */
export const script = liquid`<script>
(function () {
  var page = document.currentScript.parentNode.querySelector('.regulars-track[data-token]');
  if (!page || page.hasAttribute('data-editor')) return;
  var told = {};
  function tell(kind, product) {
    var key = kind + (product || '');
    if (told[key]) return;
    told[key] = true;
    var body = { token: page.dataset.token, kind: kind, product: product };
    fetch(page.dataset.seen, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), keepalive: true }).catch(function () {});
  }
  function look() {
    if (!document.prerendering && document.visibilityState === 'visible') tell('view');
  }
  document.addEventListener('prerenderingchange', look);
  document.addEventListener('visibilitychange', look);
  look();
  function productOf(element) {
    var item = element.closest('[data-regulars-product]');
    return item ? item.dataset.regularsProduct : undefined;
  }
  page.addEventListener('click', function (event) {
    var link = event.target.closest('[data-regulars-click]');
    if (link) tell('click', productOf(link));
  });
  page.addEventListener('submit', function (event) {
    if (event.target.hasAttribute('data-regulars-cart')) tell('cart', productOf(event.target));
  });
})();
</script>`;
