/**
 * Shopify's admin is set in Inter, which comes from where App Bridge comes from. With the simulator there is no such place, and
 * the system's own font stands in.
 */
export function loadInter(): void {
  const bridge = document.querySelector<HTMLScriptElement>('script[src$="/app-bridge.js"]');
  if (!bridge || new URL(bridge.src).hostname !== 'cdn.shopify.com') return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('/static/fonts/inter/v4/styles.css', bridge.src).href;
  document.head.append(link);
}
