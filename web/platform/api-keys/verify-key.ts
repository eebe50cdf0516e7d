/** Whose program is this, and what may it do? */
import type { Db } from '../../../db/open.ts';
import type { Clock } from '../kit/clock.ts';
import type { ShopId } from '../kit/ids.ts';
import type { ApiScope } from './api-types.ts';
import { installationOfShop } from '../shopify/find-installation.ts';
import { isSecret, readKey } from './key-text.ts';
import { findKey, noteUse } from './store.ts';

export interface KeyBearer {
  shopId: ShopId;
  keyId: string;
  scopes: readonly ApiScope[];
}

const HOUR = 3_600_000;

/** Null: unknown, revoked, or the store does not have the app any more. Of a wrong key nothing more is said. */
export function createKeyVerifier({
  db,
  clock,
}: {
  db: Db;
  clock: Clock;
}): (text: string) => Promise<KeyBearer | null> {
  return async (text) => {
    const given = readKey(text);
    if (given === null) return null;
    const { shopId, keyId } = given;
    const key = await findKey(db.read, shopId, keyId);
    if (key === null || !isSecret(given.secret, key.digest)) return null;
    const installation = await installationOfShop(db.read, shopId);
    if (installation?.status !== 'active' && installation?.status !== 'needs_reopen') return null;
    const now = clock.now();
    if (key.lastUsedAt === null || key.lastUsedAt <= now - HOUR)
      await db.transaction((tx) => noteUse(tx, shopId, keyId, now));
    return { shopId, keyId, scopes: key.scopes };
  };
}
