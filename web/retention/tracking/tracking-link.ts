/**
 * The link to an order's tracking page that needs no login: whoever holds it may see the order. It names the order and carries a mark under
 * the app's key that nobody else can make. It works as long as its key is configured (ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS).
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../../config.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { storefrontAddress } from '../../platform/shopify/addresses.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import { pathPrefixOf } from './store/places.ts';

type Keys = Pick<Config, 'encryptionKeys'>;

/** Of 128 bits nobody finds one by trying. */
const MARK_BYTES = 16;

export function trackingToken({ encryptionKeys: [key] }: Keys, shopId: ShopId, orderId: OrderId): string {
  return `${nameOf(orderId)}.${mark(key, shopId, orderId)}`;
}

/** Null for whatever we have not written, or have written for another store. */
export function readTrackingToken({ encryptionKeys }: Keys, shopId: ShopId, token: unknown): OrderId | null {
  const [, named, marked] = (typeof token === 'string' ? /^([\w-]{1,80})\.([\w-]{22})$/.exec(token) : null) ?? [];
  if (named === undefined || marked === undefined) return null;
  const orderId = Buffer.from(named, 'base64url').toString() as OrderId;
  // As text: bytes can be written in several ways, and only ours is a link.
  const given = Buffer.from(marked);
  const known = encryptionKeys.map((key) => timingSafeEqual(given, Buffer.from(mark(key, shopId, orderId))));
  return known.includes(true) && named === nameOf(orderId) ? orderId : null;
}

const nameOf = (orderId: OrderId) => Buffer.from(orderId).toString('base64url');

function mark(key: Buffer, shopId: ShopId, orderId: OrderId): string {
  const whole = createHmac('sha256', key).update(`tracking-link/v1/${shopId}/${orderId}`).digest();
  return whole.subarray(0, MARK_BYTES).toString('base64url');
}

/** Below the place that the merchant has given the app in the store. */
export const trackingPath = (token: string) => `/track/o/${token}`;

/** The whole address. Shopify leads from here to the store's own domain. `via`: whoever comes by it came from there. */
export async function trackingUrl(
  services: Services,
  shopId: ShopId,
  orderId: OrderId,
  via?: 'email',
): Promise<string> {
  const { config, db } = services;
  const domain = (await installationOfShop(db.read, shopId))?.domain;
  if (domain === undefined) throw new Error('a store without a domain');
  const path = `${await pathPrefixOf(db.read, shopId)}${trackingPath(trackingToken(config, shopId, orderId))}${via === undefined ? '' : `?via=${via}`}`;
  return storefrontAddress(domain, path, config.simulatorUrl);
}
