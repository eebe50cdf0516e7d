/** A world whose app logs everything it ever logs, and whose log is searched at the end for what must not be there. */
import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { createLog } from '../../web/platform/kit/log.ts';
import { bodySignature, sessionToken, signedQuery } from './attacker.ts';
import { startWorld, type TestWorld } from './world.ts';

export interface AttackedWorld extends TestWorld {
  /** What Shopify and the app know of each other. */
  apiKey: string;
  apiSecret: string;
  /** The client secret before the present one: a rotation is under way. */
  previousSecret: string;
  /** Nothing that contains this may ever be logged: names, texts, tokens. */
  secret(...texts: string[]): void;
  /** What the app has logged so far. */
  logged(): string;
  /** A session token of this store's staff, as the admin would hand it out. */
  staffToken(domain: string): string;
  /** Of a webhook's body. */
  sign(body: string | Buffer): string;
  signQuery(pairs: readonly (readonly [string, string])[]): string;
}

export async function startAttackedWorld(): Promise<AttackedWorld> {
  const lines: string[] = [];
  const log = createLog('trace', { write: (line: string) => void lines.push(line) });
  const previousSecret = randomBytes(16).toString('hex');
  const encryptionKey = randomBytes(32).toString('base64');
  const env = { SHOPIFY_API_SECRET_PREVIOUS: previousSecret, ENCRYPTION_KEY: encryptionKey };
  const world = await startWorld({ log, env });
  const { SHOPIFY_API_KEY: apiKey = '', SHOPIFY_API_SECRET: apiSecret = '' } = world.environment;
  const kept = [previousSecret, apiSecret, encryptionKey];
  return {
    ...world,
    apiKey,
    apiSecret,
    previousSecret,
    secret: (...texts) => void kept.push(...texts),
    logged: () => lines.join(''),
    staffToken(domain) {
      const token = sessionToken({ domain, apiKey, secret: apiSecret });
      kept.push(token);
      return token;
    },
    sign: (body) => bodySignature(body, apiSecret),
    signQuery: (pairs) => signedQuery(pairs, apiSecret),
    async stop(options) {
      for (const shop of world.simulated.shops.values()) {
        kept.push(...(shop.install?.accessTokens.keys() ?? []), ...(shop.install?.refreshTokens.keys() ?? []));
        for (const { email, firstName, lastName } of shop.customers.values()) {
          kept.push(...[email, firstName, lastName].filter((text): text is string => (text ?? '').length > 5));
        }
      }
      await world.stop(options);
      const text = lines.join('');
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.filter((line) => !isJson(line))).toEqual([]);
      expect(lines.filter((line) => kept.some((each) => line.includes(each)))).toEqual([]);
      expect(text).not.toMatch(/shp(at|rt|ca|ss)_\w|eyJ[\w-]+\.[\w-]+\.|Bearer \S|signature=[0-9a-f]{64}/);
    },
  };
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
