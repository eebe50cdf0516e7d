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
  return signed(payload, input.apiSecret);
}

/** Those of extensions that shoppers see live five minutes. */
const extensionTokenSeconds = 300;

export interface ExtensionTokenInput
  extends Pick<SessionTokenInput, 'shopDomain' | 'apiKey' | 'apiSecret' | 'wallNow'> {
  /** Digits; null = nobody is logged in, or the app may not read customers. */
  customerId: string | null;
}

/** What `shopify.sessionToken.get()` gives an extension in checkout or on a customer's pages: the store by its domain alone, nobody's session. */
export function createExtensionToken(input: ExtensionTokenInput): string {
  const now = Math.floor(input.wallNow / 1000);
  const payload = {
    dest: input.shopDomain,
    aud: input.apiKey,
    exp: now + extensionTokenSeconds,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    ...(input.customerId !== null && { sub: `gid://shopify/Customer/${input.customerId}` }),
  };
  return signed(payload, input.apiSecret);
}

function signed(payload: object, secret: string): string {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
