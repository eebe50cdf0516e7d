/** Where Shopify hosts the code of UI extensions in the admin: their requests to the app come from there, each with a session token. */
export const EXTENSION_ORIGIN = 'https://extensions.shopifycdn.com';
