/** The Express app: one request id, one set of headers, one place for errors; each area behind its own guard. */
import { randomUUID } from 'node:crypto';
import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Log } from '../kit/log.ts';
import type { Metrics } from '../metrics.ts';
import { answerErrors } from './answer-errors.ts';
import { securityHeaders } from './security-headers.ts';

export interface ServerAreas {
  operator: Router;
  webhooks: Router;
  admin: Router;
  proxy: Router;
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
  app.use(areas.operator);
  app.use('/api/webhooks', observed('webhooks'), areas.webhooks);
  app.use('/api', observed('admin'), areas.admin);
  app.use('/proxy', observed('proxy'), areas.proxy);
  app.use(observed('page'), areas.page);
  app.use(answerErrors(log));
  return app;

  function observed(area: string): RequestHandler {
    return (request, response, next) => {
      const started = performance.now();
      const requestId = randomUUID();
      response.locals.requestId = requestId;
      response.set('X-Request-Id', requestId);
      openRequests.begin(area);
      response.once('close', () => {
        const seconds = (performance.now() - started) / 1000;
        openRequests.end(area);
        metrics.request(area, response.statusCode, seconds);
        // The path only: queries carry session tokens and signatures.
        log.debug(
          {
            requestId,
            method: request.method,
            area,
            path: request.originalUrl.split('?', 1)[0],
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
