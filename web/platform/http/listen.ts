/** The socket: takes it, and gives it back without cutting anybody off. */
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Longer than proxies keep an unused connection (nginx and Amazon's 60 s, Caddy 2 minutes): whoever closes first must not be us, or a
 * webhook that is sent at that moment gets the proxy's 502.
 */
const KEEP_ALIVE_MS = 130_000;
/** Whoever sends a head or a whole request more slowly holds a connection and nothing else: Shopify itself gives up after five seconds. */
const LIMITS: Limits = { headMs: 10_000, requestMs: 30_000, lookEveryMs: 2_000 };

export interface Limits {
  headMs: number;
  requestMs: number;
  lookEveryMs: number;
}

export interface Listening {
  port: number;
  /** Answers what has begun and takes nothing new; resolves when the last connection is closed. */
  stop(): Promise<void>;
}

export async function listen(
  handle: RequestListener,
  port: number,
  host: string,
  { headMs, requestMs, lookEveryMs }: Limits = LIMITS,
): Promise<Listening> {
  let stopping = false;
  const open = new Set<ServerResponse>();
  const limits = { headersTimeout: headMs, requestTimeout: requestMs, connectionsCheckingInterval: lookEveryMs };
  const server = createServer(limits, (request, response) => {
    open.add(response);
    if (stopping) sayLast(response);
    response.once('close', () => {
      open.delete(response);
      if (stopping) setImmediate(() => server.closeIdleConnections());
    });
    handle(request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop() {
      stopping = true;
      for (const response of open) sayLast(response);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Clients keep their connections, and a proxy keeps them busy for ever: each is told with its answer to go elsewhere. */
function sayLast(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
