/**
 * What is kept of a network address or a device: a digest under a key that is made of the app's encryption key and the store's number. So
 * whoever has the database alone cannot try all addresses, and two stores cannot be compared. After a change of the encryption key older
 * digests match nothing any more.
 */
import { createHmac } from 'node:crypto';
import type { Config } from '../../config.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { network } from '../../platform/kit/network.ts';
import type { Trace } from './store/traces.ts';

export interface Seen {
  ip: string | null;
  /** What the shopper's browser keeps after consent. Hostile. */
  device: string | null;
}

/** As `crypto.randomUUID` makes them. */
const DEVICE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function tracesOfSeen(
  { encryptionKeys: [key] }: Pick<Config, 'encryptionKeys'>,
  shopId: ShopId,
  { ip, device }: Seen,
): Trace[] {
  const digest = (kind: Trace['kind'], text: string): Trace => ({
    kind,
    digest: createHmac('sha256', key).update(`referral-trace/${shopId}/${kind}/${text}`).digest('base64url'),
  });
  return [
    ...(ip === null ? [] : [digest('ip', network(ip))]),
    ...(device !== null && DEVICE.test(device) ? [digest('device', device)] : []),
  ];
}
