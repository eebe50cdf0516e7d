import { liquid } from '../../platform/http/liquid.ts';

/** The page brings its own few rules along: it looks like the theme, in whose middle it stands. */
export const landingStyle = liquid`<style>
.regulars-landing { max-width: 36rem; margin: 3rem auto; padding: 0 1rem; text-align: center; }
.regulars-landing__go { display: inline-block; padding: 0.8em 1.6em; border: 2px solid currentcolor; border-radius: 0.4em; background: none; color: inherit; font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
.regulars-landing__go:hover, .regulars-landing__go:focus-visible { background: color-mix(in srgb, currentcolor 12%, transparent); }
.regulars-landing__code { display: inline-block; padding: 0.6em 1em; border: 2px dashed currentcolor; border-radius: 0.4em; font: 600 1.2em/1.2 ui-monospace, monospace; user-select: all; white-space: nowrap; }
</style>`;

/**
 * The device signal of rule Z: a random number that the shopper's browser keeps, only where the shopper has allowed that such things are
 * kept (Shopify's Customer Privacy API), and that is sent with the form alone.
 */
export const keepDevice = liquid`<script>
(function () {
  var form = document.currentScript.parentNode.querySelector('form');
  var shopify = window.Shopify || {};
  if (shopify.loadFeatures) shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], function () {});
  form.addEventListener('submit', function () {
    var privacy = (window.Shopify || {}).customerPrivacy;
    if (!privacy || !privacy.preferencesProcessingAllowed || !privacy.preferencesProcessingAllowed()) return;
    try {
      var id = localStorage.getItem('regulars-device') || crypto.randomUUID();
      localStorage.setItem('regulars-device', id);
      form.device.value = id;
    } catch (error) {
      // The browser keeps nothing for this page: then there is no such number.
    }
  });
})();
</script>`;
