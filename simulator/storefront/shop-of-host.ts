import type { IncomingHttpHeaders } from 'node:http';
import type { Shop, World } from '../world/types.ts';

/**
 * The store that a request is for: `X-Forwarded-Host: coffee.myshopify.com` (tools, the app), else `Host: coffee.localhost`
 * (a browser).
 */
export function shopOfHost(world: World, headers: IncomingHttpHeaders): Shop | null {
  const forwarded = headers['x-forwarded-host'];
  const name = hostName(Array.isArray(forwarded) ? forwarded[0] : forwarded) ?? hostName(headers.host);
  const handle = /^([a-z0-9][a-z0-9-]*)\.(?:myshopify\.com|localhost)$/.exec(name ?? '')?.[1];
  return handle === undefined ? null : (world.shops.get(`${handle}.myshopify.com`) ?? null);
}

const hostName = (host: string | undefined): string | null => host?.toLowerCase().replace(/:\d+$/, '') ?? null;
