/**
 * The store's own people look at their page, too. A link out of the admin marks their browser, which tells nothing of its visits from then
 * on. The mark is the store's and names nobody.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Config } from '../../config.ts';
import type { ShopDomain, ShopId } from '../../platform/kit/ids.ts';
import type { AdminRoute, Services } from '../../platform/manifest.ts';
import { storefrontAddress } from '../../platform/shopify/addresses.ts';
import type { StaffLink } from './api-types.ts';
import { pathPrefixOf } from './store/places.ts';

type Keys = Pick<Config, 'encryptionKeys'>;

const MARK_BYTES = 16;

export function staffMark({ encryptionKeys: [key] }: Keys, shopId: ShopId): string {
  return mark(key, shopId).toString('base64url');
}

export function isStaffMark({ encryptionKeys }: Keys, shopId: ShopId, given: string): boolean {
  const bytes = Buffer.from(given, 'base64url');
  if (bytes.length !== MARK_BYTES) return false;
  return encryptionKeys.map((key) => timingSafeEqual(bytes, mark(key, shopId))).includes(true);
}

function mark(key: Buffer, shopId: ShopId): Buffer {
  return createHmac('sha256', key).update(`tracking-staff/v1/${shopId}`).digest().subarray(0, MARK_BYTES);
}

export const staffLinkRoute: AdminRoute = {
  method: 'GET',
  path: '/tracking/staff-link',
  handle: async (services, { shopId, domain }) => ({
    body: { url: await staffLink(services, shopId, domain) } satisfies StaffLink,
  }),
};

async function staffLink({ db, config }: Services, shopId: ShopId, domain: ShopDomain): Promise<string> {
  const path = `${await pathPrefixOf(db.read, shopId)}/track?staff=${staffMark(config, shopId)}`;
  return storefrontAddress(domain, path, config.simulatorUrl);
}
