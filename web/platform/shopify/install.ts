/**
 * Becoming installed: the merchant opens the app, and the session token of that visit becomes an offline token. The same way leads back
 * after an uninstall, after the access has died, and to scopes that were added.
 */
import type { Db, Tx } from '../../../db/open.ts';
import { AppError, ShopUnavailable } from '../kit/errors.ts';
import type { ShopDomain, ShopId } from '../kit/ids.ts';
import type { Log } from '../kit/log.ts';
import type { Secrets } from '../kit/secrets.ts';
import { type Installation, installationOfDomain, installationsByDomain } from './find-installation.ts';
import type { TokenEndpoint } from './token-endpoint.ts';
import { activate, readTokens } from './token-store.ts';

/** While the merchant has not approved new scopes, asking Shopify at every request would be in vain. */
const ASK_FOR_SCOPES_EVERY_MS = 60_000;

export interface InstallOptions {
  db: Db;
  secrets: Secrets;
  endpoint: TokenEndpoint;
  log: Log;
  requiredScopes: readonly string[];
  now: () => number;
  /** In the transaction in which the store became active (again). */
  onActivated(tx: Tx, shopId: ShopId): Promise<void>;
  wallNow?: () => number;
}

export interface Installer {
  /** The installation of the store whose verified session token this is; makes it one when it is none. */
  ensure(domain: ShopDomain, sessionToken: string): Promise<Installation>;
}

export function createInstaller(options: InstallOptions): Installer {
  const { db, secrets, endpoint, log, requiredScopes, now, onActivated, wallNow = Date.now } = options;
  const underWay = new Map<ShopDomain, Promise<Installation>>();
  const askedAt = new Map<ShopDomain, number>();
  /** Looked at once a process: the keys do not change while it runs. */
  const opened = new Set<ShopId>();

  async function exchange(domain: ShopDomain, sessionToken: string): Promise<Installation> {
    askedAt.set(domain, wallNow());
    const answer = await endpoint.exchange(domain, sessionToken);
    if (!answer.ok) {
      log.warn({ shop: domain, detail: answer.detail }, 'Token exchange failed');
      throw answer.reason === 'refused'
        ? new ShopUnavailable('not_installed')
        : new AppError(502, 'shopify_unavailable', 'Shopify could not be reached. Try again in a minute.');
    }
    const before = await db.transaction(async (tx) => {
      const shopId = (await installationsByDomain(tx, [domain], now())).get(domain);
      if (shopId === undefined) throw new Error('a store without a number');
      const result = await activate(tx, secrets, shopId, answer.tokens, now());
      await onActivated(tx, shopId);
      return result.before;
    });
    const installation = await installationOfDomain(db.read, domain);
    if (!installation) throw new ShopUnavailable('not_installed');
    log.info({ shopId: installation.shopId, shop: domain, before }, 'Store connected');
    return installation;
  }

  /** Do our keys still open the stored access? If not, this visit brings a new one. */
  async function opens(shopId: ShopId): Promise<boolean> {
    if (!opened.has(shopId) && (await readTokens(db.read, secrets, shopId))?.tokens) opened.add(shopId);
    return opened.has(shopId);
  }

  return {
    async ensure(domain, sessionToken) {
      const known = await installationOfDomain(db.read, domain);
      const lacking = known?.status === 'active' ? lackingScopes(requiredScopes, known.scopes) : [];
      const askedLately = wallNow() - (askedAt.get(domain) ?? -Infinity) < ASK_FOR_SCOPES_EVERY_MS;
      if (known?.status === 'active' && (lacking.length === 0 || askedLately) && (await opens(known.shopId)))
        return known;
      const running = underWay.get(domain);
      if (running) return running;
      const mine = exchange(domain, sessionToken).finally(() => underWay.delete(domain));
      underWay.set(domain, mine);
      return mine;
    },
  };
}

/** `write_x` contains `read_x`. */
export function lackingScopes(required: readonly string[], granted: readonly string[]): string[] {
  const has = new Set(
    granted.flatMap((scope) => (scope.startsWith('write_') ? [scope, scope.replace('write_', 'read_')] : [scope])),
  );
  return required.filter((scope) => !has.has(scope));
}
