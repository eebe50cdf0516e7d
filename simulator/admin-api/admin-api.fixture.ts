/** A small simulated Shopify with the Admin API alone, for the tests beside it. */
import express from 'express';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Simulator } from '../context.ts';
import { createClock } from '../control/clock.ts';
import { createFaults } from '../control/faults.ts';
import { parseAppToml } from '../webhooks/app-toml.ts';
import { createShop } from '../world/shops.ts';
import { createWorld } from '../world/create-world.ts';
import type { Shop } from '../world/types.ts';
import type { BulkOperations } from './bulk/run-operations.ts';
import { createAdminApi } from './create-admin-api.ts';

export interface Fixture {
  simulator: Simulator;
  shop: Shop;
  /** Wall time, ms; tests move it. */
  wall: { now: number };
  /** POSTs a GraphQL request with a valid token, unless the options say otherwise. */
  call(query: string, variables?: Record<string, unknown>, options?: CallOptions): Promise<Answer>;
  /** Replaces the token's scopes. */
  grant(...scopes: string[]): void;
  bulk: BulkOperations;
  close(): Promise<void>;
}
export interface CallOptions {
  token?: string;
  version?: string;
  host?: string;
  headers?: Record<string, string>;
}
interface GraphqlProblem {
  message: string;
  path?: (string | number)[];
  extensions?: Record<string, unknown>;
}
export interface Answer {
  status: number;
  headers: Headers;
  data: unknown;
  errors: GraphqlProblem[];
  /** `errors` as it stands when it is a sentence, as in HTTP failures. */
  failure: string | null;
  extensions: unknown;
}

/** A value deep inside an answer. */
export function pick(data: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    data,
  );
}

export const TOKEN = 'shpat_test';
const CONFIGURATION = `
name = "Fixture"
handle = "fixture"
application_url = "https://app.example.com"
[access_scopes]
scopes = "read_orders,write_customers,read_products"
[webhooks]
api_version = "2026-07"
[customer.metafields.app.points]
name = "Points"
type = "json"
`;

/** 2026-11-01T00:00:00Z */
export const START = Date.UTC(2026, 10, 1);

export async function startFixture(currency = 'USD'): Promise<Fixture> {
  const wall = { now: START };
  const wallNow = () => wall.now;
  const clock = createClock({ wallNow, start: START, running: false });
  const world = createWorld({ now: () => clock.now() });
  let url = '';
  const shop = createShop(world, { domain: 'fixture.myshopify.com', currency, locale: 'en', timeZone: 'UTC' });
  const simulator: Simulator = {
    world,
    clock,
    wallNow,
    faults: createFaults(),
    url: () => url,
    mailboxUrl: () => null,
    app: {
      id: '4242',
      apiKey: 'key',
      apiSecret: 'secret',
      configuration: parseAppToml(CONFIGURATION),
      extensionsDir: '',
      url: () => null,
      protectedFields: new Set(['name', 'email']),
    },
  };
  const grant = (...scopes: string[]) => {
    shop.install = {
      appInstallationId: shop.install?.appInstallationId ?? world.nextId(),
      scopes,
      installedAt: START,
      accessTokens: new Map([[TOKEN, { expiresAt: START + 3_600_000, scopes }]]),
      refreshTokens: new Map(),
    };
  };
  grant('read_orders', 'write_customers', 'read_products', 'read_fulfillments');

  const app = express();
  const { router, bulk } = createAdminApi(simulator);
  app.use(router);
  const server: Server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  url = `http://127.0.0.1:${port}`;
  return {
    simulator,
    shop,
    wall,
    grant,
    async call(query, variables = {}, { token = TOKEN, version = '2026-07', host = shop.domain, headers = {} } = {}) {
      const response = await fetch(`http://127.0.0.1:${port}/admin/api/${version}/graphql.json`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-host': host,
          'x-shopify-access-token': token,
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as Record<string, unknown>;
      return {
        status: response.status,
        headers: response.headers,
        data: body.data,
        errors: Array.isArray(body.errors) ? body.errors : [],
        failure: typeof body.errors === 'string' ? body.errors : null,
        extensions: body.extensions,
      };
    },
    bulk,
    async close() {
      await bulk.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
