/** `POST /admin/oauth/access_token`: token exchange, migration of a token without an end, refresh. Errors as Shopify words them. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { type Router } from 'express';
import { z } from 'zod';
import type { AppSide } from '../context.ts';
import type { Faults } from '../control/faults.ts';
import { refusedByFault, sendThroughFault } from '../control/faulty-answers.ts';
import type { Install, Ms, Shop } from '../world/types.ts';
import { issueOffline, refreshOffline, type TokenAnswer } from './tokens.ts';

const offlineType = 'urn:shopify:params:oauth:token-type:offline-access-token';
const onlineType = 'urn:shopify:params:oauth:token-type:online-access-token';
const idTokenType = 'urn:ietf:params:oauth:token-type:id_token';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';

const request = z.object({
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  grant_type: z.string().optional(),
  subject_token: z.string().optional(),
  subject_token_type: z.string().optional(),
  requested_token_type: z.string().optional(),
  expiring: z.union([z.string(), z.number(), z.boolean()]).optional(),
  refresh_token: z.string().optional(),
});
type TokenRequest = z.infer<typeof request>;
type Answer =
  | { status: 200; body: TokenAnswer }
  | { status: 400 | 401; body: { error: string; error_description: string } };

export function createOauth(deps: {
  app: AppSide;
  faults: Faults;
  wallNow(): Ms;
  shopOf(request: express.Request): Shop | null;
}): Router {
  const router = express.Router();
  router.post(
    '/admin/oauth/access_token',
    express.json(),
    express.urlencoded({ extended: false }),
    (incoming, response) => {
      const shop = deps.shopOf(incoming);
      if (!shop) {
        response.status(404).json({ errors: 'Not Found' });
        return;
      }
      const fault = deps.faults.at('token')?.kind ?? null;
      if (refusedByFault(fault === 'throttled' ? '429' : fault, incoming, response)) return;
      const body = request.safeParse(incoming.body ?? {});
      const answer = !body.success
        ? refuse('invalid_request', 'Could not parse the request body')
        : fault === 'unauthorized'
          ? refuse('invalid_client', 'Client authentication failed: the client secret is wrong', 401)
          : answerTo(deps.app, shop, body.data, deps.wallNow());
      response.status(answer.status);
      sendThroughFault(deps.faults, fault, response, answer.body);
    },
  );
  return router;
}

function refuse(error: string, description: string, status: 400 | 401 = 400): Answer {
  return { status, body: { error, error_description: description } };
}

function answerTo(app: AppSide, shop: Shop, body: TokenRequest, wallNow: Ms): Answer {
  if (body.client_id !== app.apiKey) {
    return refuse('application_cannot_be_found', 'The application could not be found');
  }
  if (body.client_secret !== app.apiSecret) {
    return refuse('invalid_client', 'Client authentication failed: the client secret is wrong', 401);
  }
  if (!shop.install) return refuse('app_not_installed', 'The application is not installed on this shop.');
  if (body.grant_type === 'refresh_token') return refresh(shop.install, body, wallNow);
  if (body.grant_type === exchangeGrant) return exchange(app, shop, shop.install, body, wallNow);
  return refuse('unsupported_grant_type', 'The grant type is not supported');
}

function refresh(install: Install, body: TokenRequest, wallNow: Ms): Answer {
  const answer = body.refresh_token ? refreshOffline(install, body.refresh_token, wallNow) : null;
  return answer
    ? { status: 200, body: answer }
    : refuse('invalid_grant', 'The refresh token is invalid or has expired');
}

function exchange(app: AppSide, shop: Shop, install: Install, body: TokenRequest, wallNow: Ms): Answer {
  const expiring = body.expiring === true || String(body.expiring ?? '0') === '1';
  if (body.requested_token_type === onlineType) {
    return refuse('invalid_request', 'Online access tokens are not simulated');
  }
  if (body.requested_token_type !== offlineType)
    return refuse('invalid_request', 'The requested token type is invalid');
  if (body.subject_token_type === offlineType) {
    const old = install.accessTokens.get(body.subject_token ?? '');
    if (!old || old.expiresAt !== null || !expiring) {
      return refuse('invalid_subject_token', 'Token exchange cannot be performed due to an invalid subject token.');
    }
    // The old token ends with the exchange: that is what migrating is for.
    install.accessTokens.delete(body.subject_token ?? '');
    return { status: 200, body: issueOffline(install, true, wallNow) };
  }
  if (body.subject_token_type !== idTokenType) return refuse('invalid_request', 'The subject token type is invalid');
  if (!isSessionTokenOf(app, shop, body.subject_token ?? '', wallNow)) {
    return refuse('invalid_subject_token', 'Token exchange cannot be performed due to an invalid subject token.');
  }
  return { status: 200, body: issueOffline(install, expiring, wallNow) };
}

const claims = z.object({ iss: z.string(), dest: z.string(), aud: z.string(), exp: z.number(), nbf: z.number() });

function isSessionTokenOf(app: AppSide, shop: Shop, token: string, wallNow: Ms): boolean {
  const [header, payload, signature, ...rest] = token.split('.');
  if (!header || !payload || !signature || rest.length > 0) return false;
  const expected = createHmac('sha256', app.apiSecret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const read = claims.safeParse(parseJson(Buffer.from(payload, 'base64url').toString('utf8')));
  if (!read.success) return false;
  const now = wallNow / 1000;
  const { iss, dest, aud, exp, nbf } = read.data;
  const origin = `https://${shop.domain}`;
  return dest === origin && iss === `${origin}/admin` && aud === app.apiKey && exp > now && nbf <= now + 1;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller refuses it as any other bad token.
    return null;
  }
}
