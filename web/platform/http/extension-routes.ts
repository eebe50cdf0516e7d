/** Below `/ext`: calls of the app's UI extensions in checkout and on customers' pages, each with a session token of a shopper. */
import express, { type Request, Router } from 'express';
import { AppError } from '../kit/errors.ts';
import { textWithoutNul } from '../kit/without-nul.ts';
import type { ExtensionRequest, Manifest, Services } from '../manifest.ts';
import { installationOfDomain } from '../shopify/find-installation.ts';
import { allowShopperExtensions } from './allow-extensions.ts';
import { nothingHere } from './nothing-here.ts';
import { bearerToken, forOneRequest, namedParams, noStore, ownQuery } from './request-parts.ts';
import type { ExtensionTokenVerifier } from './verify-extension-token.ts';

const methods = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;

export function extensionRoutes(
  manifests: readonly Manifest[],
  services: () => Services,
  { verify }: { verify: ExtensionTokenVerifier },
): Router {
  const router = Router();
  const callers = new WeakMap<Request, Pick<ExtensionRequest, 'shopId' | 'domain' | 'customerId'>>();
  router.use(noStore, allowShopperExtensions);
  router.use(async (request, _response, next) => {
    const token = bearerToken(request);
    const bearer = token === undefined ? null : await verify(token);
    if (bearer === null) throw new AppError(401, 'unauthorized', 'The session has ended. Reload the page.');
    // A shopper installs nothing: a store that has not opened the app is none of ours.
    const installation = await installationOfDomain(services().db.read, bearer.domain);
    if (installation?.status !== 'active' && installation?.status !== 'needs_reopen')
      throw new AppError(404, 'not_found', 'The app is not installed in this store.');
    callers.set(request, { shopId: installation.shopId, ...bearer });
    next();
  });
  router.use(express.json({ limit: '16kb', inflate: false, reviver: textWithoutNul }));
  for (const route of manifests.flatMap((manifest) => manifest.extensionRoutes ?? [])) {
    router[methods[route.method]](route.path, async (request, response) => {
      const caller = callers.get(request);
      if (caller === undefined) throw new Error('a handler was reached past its guard');
      const answer = await route.handle(forOneRequest(services()), {
        ...caller,
        params: namedParams(request),
        query: ownQuery(request),
        body: request.body ?? null,
      });
      response.status(answer.status ?? 200).json(answer.body);
    });
  }
  router.use(nothingHere);
  return router;
}
