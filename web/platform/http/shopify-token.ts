/** What Shopify signs for code that calls the app on its own: a JWT (HS256) under the app's secret, for the app alone, with an end. */
import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { z } from 'zod';
import type { Config } from '../../config.ts';

/** Whose call it is must be read out of these by what each kind of token says of it; hostile until then. */
export type ShopifyClaims = z.infer<typeof claims>;

const claims = z.object({
  dest: z.string(),
  iss: z.unknown().optional(),
  sub: z.unknown().optional(),
  // A token that never ends is none of Shopify's, whatever it was signed with. (That it has not ended is the library's to check.)
  exp: z.number(),
});

export type TokenConfig = Pick<Config, 'apiKey' | 'apiSecrets' | 'appUrl'>;

/** Null when the token is not ours, or is not valid now (ten seconds of tolerance). */
export function createTokenReader(config: TokenConfig): (token: string) => Promise<ShopifyClaims | null> {
  const decoders = config.apiSecrets.map((apiSecretKey) => {
    const { session } = shopifyApi({
      apiKey: config.apiKey,
      apiSecretKey,
      apiVersion: ApiVersion.July26,
      hostName: new URL(config.appUrl).host,
      isEmbeddedApp: true,
      // The library's messages quote the token.
      logger: { level: LogSeverity.Error, log: () => {} },
    });
    return session.decodeSessionToken;
  });
  return async (token) => {
    for (const decode of decoders) {
      // It checks signature, age and audience.
      const payload = await decode(token).catch(() => null);
      if (payload) return claims.safeParse(payload).data ?? null;
    }
    return null;
  };
}
