/**
 * A key as the merchant's program sends it: `rgl_<store>_<key>_<secret>`. The store's number and the key's id find its row; only the secret
 * proves anything. It is 32 random bytes, so a plain digest of it is safe to keep: there is nothing to guess.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ShopId } from '../kit/ids.ts';

export interface KeyText {
  shopId: ShopId;
  keyId: string;
  secret: string;
}

const TEXT = /^rgl_([1-9][0-9]{0,14})_([0-9a-f]{12})_([0-9a-f]{64})$/;

export function newKey(shopId: ShopId): KeyText & { text: string } {
  const keyId = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('hex');
  return { shopId, keyId, secret, text: `rgl_${shopId}_${keyId}_${secret}` };
}

/** Null: it is no key of ours. */
export function readKey(text: string): KeyText | null {
  const [, shop = '', keyId = '', secret = ''] = TEXT.exec(text) ?? [];
  return shop === '' ? null : { shopId: Number(shop) as ShopId, keyId, secret };
}

export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function isSecret(secret: string, digest: string): boolean {
  const [given, kept] = [Buffer.from(digestOf(secret)), Buffer.from(digest)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
