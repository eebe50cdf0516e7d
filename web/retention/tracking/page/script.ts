import { liquid } from '../../../platform/http/liquid.ts';

/**
 * Refinement only; everything works without. Tells that somebody looked, clicked or put something into the cart: without names, once a page
 * for each; never from the theme editor, from a theme that is not published, from a browser of the store's own people, or while the browser
 * fetches ahead. The first look brings the order’s discount, if there is one: then the offers are fetched anew. What cannot be told or fetched leaves
 * the page as it is, which is whole without.
 */
export const script = liquid`<script data-regulars-track>
(function () {
  var page = document.currentScript.parentNode.querySelector('.regulars-track');
  var shopify = window.Shopify || {};
  var address = new URLSearchParams(location.search);
  var MARK = 'regulars-staff';
  if (!page || page.hasAttribute('data-editor') || (shopify.theme && shopify.theme.role && shopify.theme.role !== 'main')) return;
  function send(body) {
    return fetch(page.dataset.seen, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), keepalive: true })
      .then(function (response) { return response.ok ? response.json() : {}; })
      .catch(function () { return {}; });
  }
  function isStaff() {
    try { return localStorage.getItem(MARK) === '1'; } catch (error) { return false; }
  }
  if (address.has('staff')) {
    send({ staff: address.get('staff') }).then(function (answer) {
      try { if (answer.staff) localStorage.setItem(MARK, '1'); } catch (error) { return; }
    });
    return;
  }
  if (!page.dataset.token || isStaff()) return;
  var told = {};
  function tell(kind, product) {
    var key = kind + (product || '');
    if (told[key]) return Promise.resolve({});
    told[key] = true;
    var privacy = (window.Shopify || {}).customerPrivacy;
    var refused = privacy && privacy.analyticsProcessingAllowed && !privacy.analyticsProcessingAllowed();
    return send({ token: page.dataset.token, kind: kind, product: product, via: address.get('via') === 'email' ? 'email' : undefined, count: !refused });
  }
  function showOffer(answer) {
    if (!answer.offer || page.querySelector('[data-regulars-offer]')) return;
    fetch(page.dataset.page).then(function (response) { return response.text(); }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, 'text/html').querySelector('[data-regulars-offers]');
      var old = page.querySelector('[data-regulars-offers]');
      if (!fresh) return;
      if (old) old.replaceWith(fresh);
      else page.insertBefore(fresh, page.lastElementChild);
    }).catch(function () {});
  }
  function look() {
    if (!document.prerendering && document.visibilityState === 'visible') tell('view').then(showOffer);
  }
  function start() {
    document.addEventListener('prerenderingchange', look);
    document.addEventListener('visibilitychange', look);
    look();
  }
  if (shopify.loadFeatures) shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], start);
  else start();
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
