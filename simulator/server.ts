/** A Shopify that runs on a laptop: composes its parts and listens. README.md says what is simulated. */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import express from 'express';
import { createAdminApi } from './admin-api/create-admin-api.ts';
import { createOauth } from './auth/oauth.ts';
import type { AppSide, Simulator } from './context.ts';
import { createAppProcesses } from './control/app-processes.ts';
import { createClock } from './control/clock.ts';
import type { Control } from './control/context.ts';
import { createFaults } from './control/faults.ts';
import { startMailbox } from './control/mailbox.ts';
import { createControl } from './control/create-control.ts';
import { createSettling } from './control/settle.ts';
import { keepState, loadState } from './control/state-file.ts';
import { createAdminPage } from './admin-page/create-admin-page.ts';
import { createInspector } from './inspector/create-inspector.ts';
import { createPictures } from './seeds/pictures/serve-pictures.ts';
import { createStorefront } from './storefront/create-storefront.ts';
import { renderProxyLiquid } from './control/render-proxy-liquid.ts';
import { shopOfHost } from './storefront/shop-of-host.ts';
import { readAppToml } from './webhooks/app-toml.ts';
import { createDispatcher } from './webhooks/dispatcher.ts';
import type { PostLimits } from './webhooks/post.ts';
import { createWorld } from './world/create-world.ts';
import type { Ms, World } from './world/types.ts';

export interface SimulatorOptions {
  /** Default: any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Where the app listens; may be said later. */
  appUrl?: string;
  apiKey: string;
  apiSecret: string;
  /** Path of `shopify.app.toml`. */
  appToml: string;
  /** Folder of the app's extensions. */
  extensionsDir: string;
  wallNow?(): Ms;
  /** How long the app may take for a webhook; by default as long as Shopify lets it. */
  deliveryLimits?: PostLimits;
  /** File in which the world is kept over restarts; without it everything ends with the process. */
  statePath?: string;
}
export interface RunningSimulator {
  url: string;
  world: World;
  simulator: Simulator;
  setAppUrl(url: string): void;
  stop(): Promise<void>;
}

export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const wallNow = options.wallNow ?? Date.now;
  const host = options.host ?? '127.0.0.1';
  const kept = options.statePath === undefined ? null : await loadState(options.statePath);
  const clock = createClock({ wallNow, ...(kept && { start: kept.now, running: kept.running }) });
  const world = createWorld({ now: () => clock.now(), ...(kept && { lastId: kept.lastId }) });
  for (const shop of kept?.shops ?? []) world.shops.set(shop.domain, shop);

  let appUrl = options.appUrl ?? null;
  let url = '';
  const app = appSide(options, () => appUrl);
  const mailbox = await startMailbox({ world, now: () => clock.now(), host });
  const faults = createFaults();
  const simulator: Simulator = {
    world,
    clock,
    wallNow,
    app,
    faults,
    url: () => url,
    mailboxUrl: () => mailbox.url(),
  };
  const dispatcher = createDispatcher({
    world,
    clock,
    app,
    url: () => url,
    ...(options.deliveryLimits && { limits: options.deliveryLimits }),
  });
  world.listen((happening) => dispatcher.accept(happening));
  const adminApi = createAdminApi(
    simulator,
    options.statePath === undefined ? {} : { bulkFolder: `${options.statePath}.bulk` },
  );
  const processes = createAppProcesses(clock);
  const closedDomains = new Set(kept?.closedDomains);
  const ends: (() => void)[] = [];
  const control: Control = {
    simulator,
    dispatcher,
    processes,
    bulk: adminApi.bulk,
    settling: createSettling(clock, processes, dispatcher, adminApi.bulk),
    mailbox,
    closedDomains,
    setAppUrl(wanted) {
      appUrl = new URL(wanted).origin;
      dispatcher.flush();
    },
    renderLiquid: (shop, liquid, customerId) => renderProxyLiquid(simulator, shop, liquid, customerId),
    onStop: (end) => ends.push(end),
  };
  if (appUrl !== null) control.setAppUrl(appUrl);

  const server = createServer(compose(control, adminApi.router));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  url = `http://${host}:${typeof address === 'object' && address !== null ? address.port : options.port}`;
  for (const shop of world.shops.values()) {
    dispatcher.adopt(shop);
    adminApi.bulk.adopt(shop);
  }
  const keeper =
    options.statePath === undefined
      ? null
      : keepState(options.statePath, () => ({
          lastId: world.lastId(),
          now: clock.now(),
          running: clock.running(),
          closedDomains: [...closedDomains],
          shops: [...world.shops.values()],
        }));

  return {
    url,
    world,
    simulator,
    setAppUrl: control.setAppUrl,
    async stop() {
      for (const end of ends) end();
      dispatcher.stop();
      processes.stop();
      await mailbox.stop();
      await adminApi.bulk.stop();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await keeper?.stop();
    },
  };
}

function appSide(options: SimulatorOptions, url: () => string | null): AppSide {
  return {
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    // Always the same for the same key, so that reserved namespaces survive a restart.
    id: String(100_000_000 + (createHash('sha256').update(options.apiKey).digest().readUInt32BE(0) % 900_000_000)),
    configuration: readAppToml(options.appToml),
    extensionsDir: options.extensionsDir,
    url,
    protectedFields: new Set(['name', 'email', 'phone', 'address']),
  };
}

function compose(control: Control, adminApi: express.Router): express.Express {
  const { simulator } = control;
  const server = express();
  server.disable('x-powered-by');
  // CSP compares origins, and cookies names: the admin has one address only.
  server.use((request, response, next) => {
    const [name, port] = (request.headers.host ?? '').split(':');
    const isTool = request.headers['x-forwarded-host'] !== undefined || request.path.startsWith('/_simulator');
    if (name !== 'localhost' || isTool) return next();
    response.redirect(307, `http://127.0.0.1${port === undefined ? '' : `:${port}`}${request.originalUrl}`);
  });
  server.use('/_simulator', createControl(control));
  server.use(
    createOauth({ app: simulator.app, faults: simulator.faults, wallNow: simulator.wallNow, shopOf: shopOfRequest }),
  );
  server.use(adminApi);
  server.use(createPictures());
  server.use(createStorefront(simulator));
  server.use(createAdminPage(simulator));
  server.use(createInspector(control));
  server.use((request, response) => {
    response.status(404).type('text/plain').send(`Nothing at ${request.path}\n`);
  });
  return server;

  function shopOfRequest(request: express.Request) {
    return shopOfHost(simulator.world, request.headers);
  }
}
