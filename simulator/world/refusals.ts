/** What Shopify would not do. The control API answers 422, the storefront shows the sentence. */
export class NotAllowed extends Error {
  override name = 'NotAllowed';
}

/** Something was named that does not exist: 404. */
export class Unknown extends Error {
  override name = 'Unknown';
}
