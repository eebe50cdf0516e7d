/** Where a browser meets Shopify. (Where this server meets it: `store-fetch.ts`.) */
import type { ShopDomain } from '../kit/ids.ts';

const CDN = 'https://cdn.shopify.com';
/** As it stands in `web/admin/index.html`: Shopify measures apps by this script, so the tag must be the real one. */
export const APP_BRIDGE = `${CDN}/shopifycloud/app-bridge.js`;

export function appBridgeScript(simulatorUrl: string | null): string {
  return simulatorUrl === null ? APP_BRIDGE : `${simulatorUrl}/app-bridge.js`;
}

/** Where the merchant of this store finds the app. */
export function appInAdmin(domain: ShopDomain, apiKey: string, simulatorUrl: string | null): string {
  const handle = domain.slice(0, domain.indexOf('.'));
  return simulatorUrl === null
    ? `https://admin.shopify.com/store/${handle}/apps/${encodeURIComponent(apiKey)}`
    : `${simulatorUrl}/store/${handle}/apps/regulars`;
}

/** Where shoppers find the store. `path` begins with a slash. */
export function storefrontAddress(domain: ShopDomain, path: string, simulatorUrl: string | null): string {
  if (simulatorUrl === null) return `https://${domain}${path}`;
  const handle = domain.slice(0, domain.indexOf('.'));
  return `http://${handle}.localhost:${new URL(simulatorUrl).port}${path}`;
}

/** Sources for the content policy of the admin page of this store: who may frame it, what it may load and call. */
export function adminPageSources(domain: ShopDomain, simulatorUrl: string | null) {
  const simulator = simulatorUrl === null ? [] : [simulatorUrl];
  return {
    frames: [`https://${domain}`, 'https://admin.shopify.com', ...simulator],
    assets: [CDN, ...simulator],
    calls: ['https://*.shopify.com', 'https://*.shopifysvc.com', `https://${domain}`, ...simulator],
  };
}
