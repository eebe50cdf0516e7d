/** `POST /admin/api/2026-07/graphql.json` of every simulated store. */
import express, { type Request, type Response, type Router } from 'express';
import { shopOf, type Simulator } from '../context.ts';
import type { Install, Shop } from '../world/types.ts';
import { withImpliedReads } from './access.ts';
import { answer, type GraphqlRequest, operationNameOf } from './execute.ts';
import { ADMIN_API_VERSION } from './fetch-schema.ts';
import { nodes } from './fields/index.ts';
import { type AdminSchema, loadAdminSchema } from './schema.ts';

/** The store that a request is for: the app's forwarded host, else the host itself. */
function requestedShop(simulator: Simulator, request: Request): Shop | undefined {
  return shopOf(simulator.world, request.get('x-forwarded-host') ?? request.hostname);
}

/** Throws with the remedy when Shopify's schema has not been fetched. */
export function createAdminApi(simulator: Simulator, options: { schemaPath?: string } = {}): Router {
  const schema = loadAdminSchema(options.schemaPath);
  const router = express.Router();
  router.post('/admin/api/:version/graphql.json', express.json({ limit: '10mb' }), (request, response) => {
    respond(simulator, schema, request, response);
  });
  return router;
}

function respond(simulator: Simulator, schema: AdminSchema, request: Request, response: Response): void {
  const shop = requestedShop(simulator, request);
  if (!shop) return fail(response, 404, 'Not Found');
  const version = request.params.version;
  if (version !== ADMIN_API_VERSION) {
    return fail(
      response,
      404,
      `Not Found: the Admin API ${String(version)} is not simulated, only ${ADMIN_API_VERSION}`,
    );
  }
  const asked = requestOf(request.body);
  const fault = simulator.faults.current() && simulator.faults.next(asked && operationNameOf(asked));
  if (fault === 'reset') return void request.socket.destroy();
  if (fault === '5xx') return fail(response, 503, 'Service Unavailable');
  if (fault === '429') {
    response.set('Retry-After', '1.0');
    return fail(response, 429, 'Exceeded the rate limit. Reduce request rates to resume uninterrupted service.');
  }
  const token = shop.install?.accessTokens.get(request.get('x-shopify-access-token') ?? '');
  const expired = token?.expiresAt != null && token.expiresAt <= simulator.wallNow();
  if (!shop.install || !token || expired || fault === 'unauthorized') {
    return fail(response, 401, '[API] Invalid API key or access token (unrecognized login or wrong password)');
  }
  if (!asked) return fail(response, 400, 'Bad Request: the body has to be JSON with a query');

  const result = answer(asked, contextOf(simulator, schema, shop, shop.install, token.scopes), {
    now: simulator.wallNow(),
    throttled: fault === 'throttled',
    costDebug: request.get('shopify-graphql-cost-debug') === '1',
  });
  // A lost answer: the work is done, and the caller never hears of it.
  if (fault === 'timeout') return;
  response.set('X-Shopify-API-Version', ADMIN_API_VERSION).json(result);
}

function contextOf(simulator: Simulator, schema: AdminSchema, shop: Shop, install: Install, scopes: readonly string[]) {
  return {
    world: simulator.world,
    shop,
    install,
    app: simulator.app,
    schema,
    nodes,
    url: simulator.url(),
    scopes: withImpliedReads(scopes),
    granted: simulator.app.protectedFields,
    notes: [],
    returned: new Map<string, number>(),
  };
}

function requestOf(body: unknown): GraphqlRequest | null {
  if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string') return null;
  const variables = 'variables' in body ? body.variables : null;
  const name = 'operationName' in body ? body.operationName : null;
  return {
    query: body.query,
    variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
    operationName: typeof name === 'string' ? name : null,
  };
}

function fail(response: Response, status: number, errors: string): void {
  response.status(status).json({ errors });
}
