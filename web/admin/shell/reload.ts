/**
 * Loads the document anew inside Shopify's frame. The address has lost what Shopify opened it with (store, host, language) as
 * soon as the router has moved on, and without these the server cannot tell who frames it.
 */
const opened = new URLSearchParams(location.search);
// A token that has run out by then.
opened.delete('id_token');

export function reloadPage(): void {
  const query = new URLSearchParams(opened);
  for (const [name, value] of new URLSearchParams(location.search)) query.set(name, value);
  location.assign(`${location.pathname}?${query}`);
}
