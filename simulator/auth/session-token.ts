import { createHmac, randomUUID } from 'node:crypto';

/** Shopify's session tokens live one minute. */
export const sessionTokenSeconds = 60;

export interface SessionTokenInput {
  shopDomain: string;
  apiKey: string;
  apiSecret: string;
  /** Digits: which member of the staff looks at the admin. */
  userId: string;
  /** Stays the same over one login. */
  sessionId: string;
  /** Wall time, ms: tokens are checked against the wall by the app's library, whatever the simulated clock says. */
  wallNow: number;
}

/** The JWT (HS256) that App Bridge hands to an embedded page. */
export function createSessionToken(input: SessionTokenInput): string {
  const now = Math.floor(input.wallNow / 1000);
  const payload = {
    iss: `https://${input.shopDomain}/admin`,
    dest: `https://${input.shopDomain}`,
    aud: input.apiKey,
    sub: input.userId,
    exp: now + sessionTokenSeconds,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: input.sessionId,
  };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}`;
  return `${signed}.${createHmac('sha256', input.apiSecret).update(signed).digest('base64url')}`;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
