/** `POST /admin/api/2026-07/graphql.json` of every simulated store. */
import express, { type Request, type Response, type Router } from 'express';
import { shopOf, type Simulator } from '../context.ts';
import type { Install, Shop } from '../world/types.ts';
import { refusedByFault, sendThroughFault } from '../control/faulty-answers.ts';
import { withImpliedReads } from './access.ts';
import { type BulkOperations, createBulkOperations } from './bulk/run-operations.ts';
import { RESULT_PATH, serveResult } from './bulk/serve-result.ts';
import type { WholeLists } from './bulk/whole-lists.ts';
import type { AdminContext } from './context.ts';
import { answer, type GraphqlRequest, operationNameOf } from './execute.ts';
import { ADMIN_API_VERSION } from './fetch-schema.ts';
import { nodes } from './fields/index.ts';
import { loadAdminSchema } from './schema.ts';

/** The store that a request is for: the app's forwarded host, else the host itself. */
function requestedShop(simulator: Simulator, request: Request): Shop | undefined {
  return shopOf(simulator.world, request.get('x-forwarded-host') ?? request.hostname);
}

export interface AdminApi {
  router: Router;
  bulk: BulkOperations;
}

/** Throws with the remedy when Shopify's schema has not been fetched. `bulkFolder`: where results in bulk outlive the process. */
export function createAdminApi(
  simulator: Simulator,
  options: { schemaPath?: string; bulkFolder?: string } = {},
): AdminApi {
  const schema = loadAdminSchema(options.schemaPath);
  const parts = (shop: Shop, install: Install, scopes: readonly string[], wholeLists: WholeLists | null) => ({
    simulator,
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
    bulk,
    wholeLists,
    returned: new Map<string, number>(),
  });
  const bulk: BulkOperations = createBulkOperations(
    simulator,
    (shop, lists) => shop.install && parts(shop, shop.install, shop.install.scopes, lists),
    options.bulkFolder ?? null,
  );
  const router = express.Router();
  router.post('/admin/api/:version/graphql.json', express.json({ limit: '10mb' }), (request, response) => {
    const contextOf: ContextOf = (shop, install, scopes) => parts(shop, install, scopes, null);
    respond(simulator, contextOf, request, response);
  });
  router.get(`${RESULT_PATH}/:name`, (request, response) => {
    serveResult(simulator, bulk, request.params.name, request, response);
  });
  return { router, bulk };
}

type ContextOf = (shop: Shop, install: Install, scopes: readonly string[]) => AdminContext;

function respond(simulator: Simulator, contextOf: ContextOf, request: Request, response: Response): void {
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
  const fault = simulator.faults.current() === null ? null : simulator.faults.next(asked && operationNameOf(asked));
  if (refusedByFault(fault, request, response)) return;
  const token = shop.install?.accessTokens.get(request.get('x-shopify-access-token') ?? '');
  const expired = token?.expiresAt != null && token.expiresAt <= simulator.wallNow();
  if (!shop.install || !token || expired || fault === 'unauthorized') {
    return fail(response, 401, '[API] Invalid API key or access token (unrecognized login or wrong password)');
  }
  if (!asked) return fail(response, 400, 'Bad Request: the body has to be JSON with a query');

  const result = answer(asked, contextOf(shop, shop.install, token.scopes), {
    now: simulator.wallNow(),
    throttled: fault === 'throttled',
    costDebug: request.get('shopify-graphql-cost-debug') === '1',
  });
  response.set('X-Shopify-API-Version', ADMIN_API_VERSION);
  sendThroughFault(simulator.faults, fault, response, result);
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
