/**
 * What Shopify puts into every storefront: `Shopify.actions`, as they are in a theme that has not configured them and that Shopify
 * does not recognise. Of `updateCart` only discount codes are simulated: all that the cart should hold, then the page is loaded again.
 */
(() => {
  const notSimulated = async () => {
    throw new Error('The simulator knows only Shopify.actions.updateCart({ discountCodes })');
  };
  const updateCart = async ({ discountCodes, ...rest }) => {
    if (!Array.isArray(discountCodes) || Object.keys(rest).length > 0) return notSimulated();
    const answer = await fetch('/cart/update.js', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ discount: discountCodes.join(',') }),
    });
    // To its end: loading the page again would cut it off.
    await answer.text();
    location.reload();
  };
  window.Shopify ??= {};
  window.Shopify.actions ??= { updateCart, openCart: notSimulated, getCart: notSimulated };
})();
