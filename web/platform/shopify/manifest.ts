/** What Shopify tells about the installation itself. */
import { z } from 'zod';
import type { Tx } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';
import type { Manifest } from '../manifest.ts';
import type { AccessTokens } from './access-token.ts';
import { installationOfShop } from './find-installation.ts';
import { readTokens, markUninstalled } from './token-store.ts';
import type { Secrets } from '../kit/secrets.ts';

export interface InstallationParts {
  tokens: AccessTokens;
  secrets: Secrets;
  /** In the transaction in which the store was marked as uninstalled. */
  onUninstalled(tx: Tx, shopId: ShopId): Promise<void>;
}

const scopesUpdate = z.object({ current: z.array(z.string()) });

export function installationManifest(parts: () => InstallationParts): Manifest {
  return {
    name: 'platform/shopify',
    webhooks: {
      async 'app/uninstalled'({ db, log }, { shopId, triggeredAt }) {
        const { onUninstalled } = parts();
        const gone = await db.transaction(async (tx) => {
          const marked = await markUninstalled(tx, shopId, triggeredAt);
          if (marked) await onUninstalled(tx, shopId);
          return marked;
        });
        log.info({ shopId }, gone ? 'Store uninstalled the app' : 'Late news of an earlier uninstall left aside');
      },
      /** The token at hand knows only the old scopes: the next one carries what was granted. */
      async 'app/scopes_update'({ db }, { shopId, body }) {
        const granted = scopesUpdate.parse(body).current;
        const { tokens, secrets } = parts();
        const installation = await installationOfShop(db.read, shopId);
        if (installation?.status !== 'active' || sameScopes(installation.scopes, granted)) return;
        const stored = await readTokens(db.read, secrets, shopId);
        if (stored?.tokens?.refreshToken) await tokens.renew(shopId, stored.version);
      },
    },
  };
}

function sameScopes(held: readonly string[], granted: readonly string[]): boolean {
  return [...held].sort().join() === [...granted].sort().join();
}
