/** The Express app: one request id, one set of headers, one place for errors; each area behind its own guard. */
import { randomUUID } from 'node:crypto';
import express, { type Express, type Request, type RequestHandler, type Router } from 'express';
import type { Log } from '../kit/log.ts';
import type { Metrics } from '../metrics.ts';
import { answerErrors } from './answer-errors.ts';
import { nothingHere } from './nothing-here.ts';
import type { ProgramRoute } from './program-routes.ts';
import { securityHeaders } from './security-headers.ts';

export interface ServerAreas {
  operator: Router;
  webhooks: RequestHandler;
  admin: Router;
  proxy: Router;
  extensions: Router;
  choices: Router;
  programs: readonly ProgramRoute[];
  page: Router;
}

export interface ServerOptions {
  areas: ServerAreas;
  production: boolean;
  log: Log;
  metrics: Metrics;
  /** Requests that may cause work, for those who wait until nothing is open. */
  openRequests: OpenRequests;
}

/** Counts what is under way. */
export interface OpenRequests {
  begin(area: string): void;
  end(area: string): void;
}

export function createServer({ areas, production, log, metrics, openRequests }: ServerOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(securityHeaders(production));
  // First what comes most.
  app.post('/api/webhooks', observed('webhooks'), areas.webhooks);
  app.use(areas.operator);
  for (const { area, method, path, handlers } of areas.programs) app[method](path, observed(area), ...handlers);
  app.use('/api', observed('admin'), areas.admin);
  app.use('/proxy', observed('proxy'), areas.proxy);
  app.use('/ext', observed('extensions'), areas.extensions);
  app.use('/unsubscribe', observed('choices'), areas.choices, nothingHere);
  app.use(observed('page'), areas.page, nothingHere);
  app.use(answerErrors(log));
  return app;

  function observed(area: string): RequestHandler {
    return (request, response, next) => {
      const started = performance.now();
      const requestId = randomUUID();
      response.locals.requestId = requestId;
      response.setHeader('X-Request-Id', requestId);
      openRequests.begin(area);
      response.once('close', () => {
        const seconds = (performance.now() - started) / 1000;
        openRequests.end(area);
        metrics.request(area, response.statusCode, seconds);
        // The route, not the address: that holds whatever the caller has put into it, session tokens among it.
        log.debug(
          {
            requestId,
            method: request.method,
            area,
            route: routeOf(request),
            status: response.statusCode,
            seconds,
          },
          'Request',
        );
      });
      next();
    };
  }
}

/** As its slice has written it, `/customers/:id`; null where nothing was found. */
function routeOf(request: Request): string | null {
  const route: unknown = request.route;
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : null;
}
