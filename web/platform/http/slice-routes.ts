/** Mounts the routes of the slices behind their guards: nothing of a slice is reached without one. */
import { isIP } from 'node:net';
import express, { type Request, type RequestHandler, Router } from 'express';
import type { Config } from '../../config.ts';
import { AppError } from '../kit/errors.ts';
import type { ShopId } from '../kit/ids.ts';
import { textWithoutNul } from '../kit/without-nul.ts';
import type { AdminRequest, AdminRoute, Manifest, ProxyRequest, ProxyRoute, Seen, Services } from '../manifest.ts';
import { installationOfDomain } from '../shopify/find-installation.ts';
import type { Installer } from '../shopify/install.ts';
import { allowExtensions } from './allow-extensions.ts';
import { nothingHere } from './nothing-here.ts';
import { bearerToken, forOneRequest, namedParams, noStore, ownQuery, rawQuery } from './request-parts.ts';
import { verifyProxyQuery } from './verify-proxy-query.ts';
import type { SessionTokenVerifier } from './verify-session-token.ts';

const methods = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

/** What a guard found out about the caller, for the handler behind it. */
type Found<Request extends AdminRequest | ProxyRequest> = Omit<
  Request,
  'params' | 'query' | 'body' | 'ip' | 'userAgent' | 'prefetch'
>;

/** Writes down who of the staff saw whose personal data; what cannot be written down is not shown. */
type NoteAccess = (shopId: ShopId, access: Seen & { staffId: string; at: number }) => Promise<void>;

/** Below `/api`: a session token of the store's staff. The first call of a new store also installs it. */
export function adminRoutes(
  manifests: readonly Manifest[],
  services: () => Services,
  parts: { verify: SessionTokenVerifier; installer: Installer; accessLog: NoteAccess },
): Router {
  const router = Router();
  const callers = new WeakMap<Request, Found<AdminRequest>>();
  router.use(noStore);
  router.use(allowExtensions);
  router.use(async (request, response, next) => {
    const token = bearerToken(request);
    const bearer = token === undefined ? null : await parts.verify(token);
    if (token === undefined || bearer === null) {
      // App Bridge answers this header with one more try under a fresh token.
      response.set('X-Shopify-Retry-Invalid-Session-Request', '1');
      throw new AppError(401, 'unauthorized', 'The session has ended. Reload the page.');
    }
    const { shopId } = await parts.installer.ensure(bearer.domain, token);
    callers.set(request, { shopId, domain: bearer.domain, staffId: bearer.staffId });
    next();
  });
  for (const route of manifests.flatMap((manifest) => manifest.adminRoutes ?? [])) {
    const limit = route.bodyLimit ?? '1mb';
    router[methods[route.method]](
      route.path,
      express.json({ limit, inflate: false, reviver: textWithoutNul }),
      adminHandler(route, services, callers, parts.accessLog),
    );
  }
  router.use(nothingHere);
  return router;
}

function adminHandler(
  route: AdminRoute,
  services: () => Services,
  callers: WeakMap<Request, Found<AdminRequest>>,
  accessLog: NoteAccess,
): RequestHandler {
  return async (request, response) => {
    const asked: AdminRequest = {
      ...found(callers, request),
      params: namedParams(request),
      query: ownQuery(request),
      body: request.body ?? null,
    };
    const answer = await route.handle(services(), asked);
    const seen = route.personal?.(asked, answer.body);
    if (seen) await accessLog(asked.shopId, { ...seen, staffId: asked.staffId, at: services().clock.now() });
    response.status(answer.status ?? 200).json(answer.body);
  };
}

/** Below `/proxy`: a query that Shopify's app proxy signed, of a store that has the app. */
export function proxyRoutes(
  manifests: readonly Manifest[],
  services: () => Services,
  parts: { config: Pick<Config, 'apiSecrets'>; wallNow: () => number },
): Router {
  const router = Router();
  const callers = new WeakMap<Request, Found<ProxyRequest> & Pick<ProxyRequest, 'query'>>();
  router.use(noStore);
  // Links to one shopper's things come from here; no search engine is to keep them.
  router.use((_request, response, next) => {
    response.set('X-Robots-Tag', 'noindex');
    next();
  });
  router.use(async (request, _response, next) => {
    const verified = verifyProxyQuery(rawQuery(request), parts.config.apiSecrets, parts.wallNow());
    if (verified === null) throw new AppError(401, 'unauthorized', 'Not signed by Shopify.');
    const installation = await installationOfDomain(services().db.read, verified.domain);
    if (installation === null || (installation.status !== 'active' && installation.status !== 'needs_reopen')) {
      throw new AppError(404, 'not_found', 'The app is not installed in this store.');
    }
    callers.set(request, { shopId: installation.shopId, ...verified });
    next();
  });
  router.use(
    express.json({ limit: '64kb', inflate: false, reviver: textWithoutNul }),
    express.urlencoded({ extended: false, inflate: false, limit: '64kb' }),
  );
  for (const route of manifests.flatMap((manifest) => manifest.proxyRoutes ?? [])) {
    router[methods[route.method]](route.path, proxyHandler(route, services, callers));
  }
  router.use(nothingHere);
  return router;
}

function proxyHandler(
  route: ProxyRoute,
  services: () => Services,
  callers: WeakMap<Request, Found<ProxyRequest> & Pick<ProxyRequest, 'query'>>,
): RequestHandler {
  return async (request, response) => {
    const answer = await route.handle(forOneRequest(services()), {
      ...found(callers, request),
      ip: shoppersAddress(request),
      userAgent: request.get('user-agent') ?? null,
      prefetch: /prefetch|prerender|preview/i.test(request.get('sec-purpose') ?? request.get('purpose') ?? ''),
      params: namedParams(request),
      body: request.body ?? null,
    });
    response.status(answer.status ?? 200);
    if ('json' in answer) return void response.json(answer.json);
    // The page that Shopify makes of it is the theme's, styles and scripts included: our content policy would forbid them.
    response.removeHeader('Content-Security-Policy');
    response.type('application/liquid').send(answer.liquid);
  };
}

function found<Caller>(callers: WeakMap<Request, Caller>, request: Request): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('a handler was reached past its guard');
  return caller;
}

/** Shopify names the shopper first; whatever stands between Shopify and us adds itself behind. */
function shoppersAddress(request: Request): string | null {
  const [first = ''] = (request.get('x-forwarded-for') ?? '').split(',');
  const address = first.trim();
  return isIP(address) === 0 ? null : address;
}
