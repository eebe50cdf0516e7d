/** Managed installation: Shopify grants the scopes of the app's configuration; the app learns of it when it is opened. */
import { randomUUID } from 'node:crypto';
import type { Simulator } from '../context.ts';
import { NotAllowed } from '../world/refusals.ts';
import type { Ms, Shop } from '../world/types.ts';
import { frameAddress } from '../admin-page/frame-address.ts';
import { createExtensionToken, createSessionToken } from './session-token.ts';

const redactAfter: Ms = 48 * 3_600_000;

/** Grants the scopes. Says so (`app/scopes_update`) when the app was installed with others before. */
export function installApp(simulator: Simulator, shop: Shop): void {
  const { scopes } = simulator.app.configuration;
  if (shop.install) {
    changeScopes(simulator, shop, scopes);
    return;
  }
  shop.install = {
    appInstallationId: simulator.world.nextId(),
    scopes: [...scopes],
    installedAt: simulator.world.now(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
  };
}

/** New scopes reach tokens that exist too, as with managed installation. */
export function changeScopes(simulator: Simulator, shop: Shop, scopes: readonly string[]): void {
  const { install } = shop;
  if (!install) throw new NotAllowed(`the app is not installed in ${shop.domain}`);
  const previous = install.scopes;
  if (previous.length === scopes.length && previous.every((scope) => scopes.includes(scope))) return;
  install.scopes = [...scopes];
  for (const token of install.accessTokens.values()) token.scopes = [...scopes];
  simulator.world.announce({
    shop,
    topic: 'app/scopes_update',
    resource: { shop, previous, current: [...scopes] },
    eventId: randomUUID(),
  });
}

/** Ends every token at once, tells `app/uninstalled`, and 48 hours later `shop/redact` unless it is installed again. */
export function uninstallApp(simulator: Simulator, shop: Shop): void {
  if (!shop.install) throw new NotAllowed(`the app is not installed in ${shop.domain}`);
  const { world } = simulator;
  world.announce({ shop, topic: 'app/uninstalled', resource: shop, eventId: randomUUID() });
  shop.install = null;
  shop.themeBlocks = [];
  world.announce({
    shop,
    topic: 'shop/redact',
    resource: shop,
    eventId: randomUUID(),
    at: world.now() + redactAfter,
  });
}

export interface OpenedApp {
  page: number;
  api: number;
}

/**
 * What follows an installation in the admin: the merchant sees the app. Its page is fetched with Shopify's parameters, and
 * then, as App Bridge would, its API with a session token; on the first of these an app exchanges the token.
 */
export async function openApp(simulator: Simulator, shop: Shop, apiPath: string): Promise<OpenedApp> {
  const appUrl = simulator.app.url();
  if (appUrl === null) throw new NotAllowed('the app has not said where it listens (POST /_simulator/app {"url": …})');
  const token = (): string => sessionTokenFor(simulator, shop);
  const address = frameAddress({
    appUrl,
    path: '/',
    shopDomain: shop.domain,
    locale: shop.locale,
    idToken: token(),
    sessionId: randomUUID(),
    apiSecret: simulator.app.apiSecret,
    wallNow: simulator.wallNow(),
  });
  const page = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(30_000) });
  await page.body?.cancel();
  const api = await fetch(new URL(apiPath, appUrl), {
    headers: { Authorization: `Bearer ${token()}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
  });
  await api.body?.cancel();
  return { page: page.status, api: api.status };
}

/** The store's owner is the only member of its staff. */
export function sessionTokenFor(simulator: Simulator, shop: Shop): string {
  return createSessionToken({
    shopDomain: shop.domain,
    apiKey: simulator.app.apiKey,
    apiSecret: simulator.app.apiSecret,
    userId: String(BigInt(shop.id) + 3n),
    sessionId: randomUUID(),
    wallNow: simulator.wallNow(),
  });
}

/** Who is logged in is told only to an app that may read customers. */
export function extensionTokenFor(simulator: Simulator, shop: Shop, customerId: string | null): string {
  const mayRead = shop.install?.scopes.some((scope) => /^(read|write)_customers$/.test(scope)) ?? false;
  return createExtensionToken({
    shopDomain: shop.domain,
    apiKey: simulator.app.apiKey,
    apiSecret: simulator.app.apiSecret,
    customerId: mayRead ? customerId : null,
    wallNow: simulator.wallNow(),
  });
}
