/**
 * Routes that programs call, each behind its own guard: the merchant's own by a key of theirs (`apiRoutes`), Shopify Flow by Shopify's
 * signature (`flowActions`).
 */
import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { AppError } from '../kit/errors.ts';
import { type ShopId, shopDomain } from '../kit/ids.ts';
import { parseLosslessJson } from '../kit/lossless-json.ts';
import { signedByShopify } from '../kit/shopify-signature.ts';
import { textWithoutNul } from '../kit/without-nul.ts';
import type { ApiRoute, ApiScope, FlowAction, Manifest, Services } from '../manifest.ts';
import { installationOfDomain } from '../shopify/find-installation.ts';

/** For whoever mounts it: `POST`, `/api/actions`, and what runs one after the other. */
export interface ProgramRoute {
  area: 'api' | 'flow';
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  handlers: RequestHandler[];
}

interface Caller {
  shopId: ShopId;
  keyId: string;
  scopes: readonly ApiScope[];
}

const methods = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

/** `take`: seconds to wait where a key has made too many calls. */
export function apiRoutes(
  manifests: readonly Manifest[],
  services: () => Services,
  parts: { verifyKey: (text: string) => Promise<Caller | null>; take: (keyId: string) => number | null },
): ProgramRoute[] {
  return manifests
    .flatMap((manifest) => manifest.apiRoutes ?? [])
    .map((route) => ({
      area: 'api',
      method: methods[route.method],
      path: `/api${route.path}`,
      handlers: apiHandlers(route, services, parts),
    }));
}

function apiHandlers(
  route: ApiRoute,
  services: () => Services,
  { verifyKey, take }: Parameters<typeof apiRoutes>[2],
): RequestHandler[] {
  const callers = new WeakMap<express.Request, Caller>();
  const guard: RequestHandler = async (request, response, next) => {
    const text = /^Bearer (\S{1,200})$/.exec(request.get('authorization') ?? '')?.[1];
    const caller = text === undefined ? null : await verifyKey(text);
    response.set('Cache-Control', 'private, no-store');
    if (caller === null) {
      response.set('WWW-Authenticate', 'Bearer');
      throw new AppError(401, 'unauthorized', 'Send one of your keys as "Authorization: Bearer …".');
    }
    const wait = take(caller.keyId);
    if (wait !== null) {
      response.set('Retry-After', String(wait));
      throw new AppError(429, 'too_many_requests', 'Too many calls by this key. Try again in a moment.');
    }
    if (!caller.scopes.includes(route.scope)) throw new AppError(403, 'forbidden', 'This key may not do that.');
    callers.set(request, caller);
    next();
  };
  const handle: RequestHandler = async (request, response) => {
    const caller = callers.get(request);
    if (caller === undefined) throw new Error('a handler was reached past its guard');
    const body: unknown = request.body ?? null;
    const { status = 200, body: answer } = await route.handle(services(), { ...caller, body });
    response.status(status).json(answer);
  };
  return [guard, express.json({ limit: '64kb', inflate: false, reviver: textWithoutNul }), handle];
}

/** One address for each action: `POST /api/flow/give-points`. Flow takes 200 for done and everything else for not. */
export function flowRoutes(
  manifests: readonly Manifest[],
  services: () => Services,
  parts: { config: Pick<Config, 'apiSecrets'> },
): ProgramRoute[] {
  return manifests
    .flatMap(({ flowActions = {} }) => Object.entries(flowActions))
    .map(([handle, action]) => ({
      area: 'flow',
      method: 'post',
      path: `/api/flow/${handle}`,
      handlers: [express.raw({ type: () => true, limit: '64kb', inflate: false }), flowHandler(handle, action)],
    }));

  function flowHandler(handle: string, action: FlowAction): RequestHandler {
    return async (request, response) => {
      const raw: unknown = request.body;
      const body = Buffer.isBuffer(raw) ? raw : Buffer.alloc(0);
      const run = signedByShopify(request.get('x-shopify-hmac-sha256') ?? '', body, parts.config.apiSecrets)
        ? flowRun.safeParse(parsed(body))
        : null;
      // The signature covers the store, the action and the run: nothing else is believed.
      if (!run?.success || run.data.handle !== handle)
        throw new AppError(401, 'unauthorized', 'Not signed by Shopify.');
      const { shopify_domain, action_run_id: runId, properties } = run.data;
      const installation = await installationOfDomain(services().db.read, shopify_domain);
      if (installation?.status !== 'active' && installation?.status !== 'needs_reopen')
        throw new AppError(404, 'not_found', 'The app is not installed in this store.');
      response.json(await action(services(), { shopId: installation.shopId, runId, properties }));
    };
  }
}

const flowRun = z.object({
  shopify_domain: z.string().transform((domain, context) => {
    const known = shopDomain(domain);
    if (known !== null) return known;
    context.addIssue({ code: 'custom', message: 'not a store' });
    return z.NEVER;
  }),
  action_run_id: z.string().min(1).max(200),
  handle: z.string(),
  properties: z.record(z.string(), z.unknown()),
});

function parsed(body: Buffer): unknown {
  try {
    return parseLosslessJson(body.toString('utf8'));
  } catch {
    return null;
  }
}
