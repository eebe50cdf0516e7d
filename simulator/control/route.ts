/** How the calls under `/_simulator` are written: a body described by zod, an answer or a refusal, always JSON. */
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { complain } from '../complain.ts';
import { NotAllowed, Unknown } from '../world/refusals.ts';

/** An answer with another status than 200, or one that was not as hoped. */
export class ControlError extends Error {
  override name = 'ControlError';
  readonly status: number;
  readonly more: Record<string, unknown>;
  constructor(status: number, message: string, more: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.more = more;
  }
}

export interface ControlRoute {
  method: 'get' | 'post';
  path: string;
  handle(request: Request, response: Response): Promise<void>;
}

export function post<Schema extends z.ZodType>(
  path: string,
  body: Schema,
  handle: (body: z.output<Schema>, request: Request) => unknown,
): ControlRoute {
  return {
    method: 'post',
    path,
    async handle(request, response) {
      response.json((await handle(checked(body, request.body ?? {}), request)) ?? {});
    },
  };
}

export function get<Schema extends z.ZodType>(
  path: string,
  query: Schema,
  handle: (query: z.output<Schema>, request: Request) => unknown,
): ControlRoute {
  return {
    method: 'get',
    path,
    async handle(request, response) {
      response.json((await handle(checked(query, request.query), request)) ?? {});
    },
  };
}

export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = schema.safeParse(leftOut(schema, value));
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new NotAllowed(problems.join('; '));
}

/** Many languages write a field that they leave out as null: so it is read, unless null itself says something there. */
function leftOut(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return leftOut(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((item) => leftOut(schema.element, item));
  if (!(schema instanceof z.ZodObject) || typeof value !== 'object' || value === null) return value;
  const shape: Record<string, z.ZodType | undefined> = schema.shape;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, given]) => {
      const field = shape[name];
      if (field && given === null && !field.safeParse(null).success) return [];
      return [[name, leftOut(field, given)]];
    }),
  );
}

export function createRouter(routes: ControlRoute[]): Router {
  const router = express.Router();
  router.use(express.json({ limit: '50mb' }), (request, response, next) => {
    // A page of another origin cannot send JSON without being asked about it first; anything else it could.
    if (request.method === 'POST' && request.body === undefined && Number(request.headers['content-length'] ?? 0) > 0) {
      refuse(response, new NotAllowed('send the body as Content-Type: application/json'));
      return;
    }
    next();
  });
  for (const route of routes) {
    router[route.method](`/${route.path}`, (request, response) => {
      route.handle(request, response).catch((error: unknown) => refuse(response, error));
    });
  }
  router.use((request, response) => {
    response.status(404).json({ error: `no call ${request.method} /_simulator${request.path}` });
  });
  // Express recognises an error handler by its four parameters; what arrives here is a body that is no JSON.
  router.use((error: unknown, _request: Request, response: Response, _next: express.NextFunction) => {
    refuse(response, error);
  });
  return router;
}

export function refuse(response: Response, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof Unknown) response.status(404).json({ error: error.message });
  else if (error instanceof NotAllowed) response.status(422).json({ error: error.message });
  else if (error instanceof ControlError) response.status(error.status).json({ error: error.message, ...error.more });
  else if (error instanceof SyntaxError && 'body' in error) response.status(422).json({ error: 'the body is no JSON' });
  else {
    complain('A control call failed', error);
    response.status(500).json({ error: error instanceof Error ? error.message : String(error) });
  }
}
