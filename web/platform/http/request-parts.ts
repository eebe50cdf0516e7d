/** What the guards read of a request, and say of every answer behind them. */
import type { Request, RequestHandler } from 'express';
import type { Services } from '../manifest.ts';

export const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'private, no-store');
  next();
};

/** What the store is and how it is set up, whoever of the slices asks, is read once for a request. */
export function forOneRequest(services: Services): Services {
  return { ...services, db: services.db.look() };
}

export function rawQuery(request: Request): string {
  const start = request.originalUrl.indexOf('?');
  return start < 0 ? '' : request.originalUrl.slice(start + 1);
}

/** Without NUL, which no text of ours has and no database takes. */
export function ownQuery(request: Request): URLSearchParams {
  return new URLSearchParams(rawQuery(request).replaceAll('%00', ''));
}

/** Named parts of the path; only wildcards give lists, and no route has one. */
export function namedParams(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.params).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

export function bearerToken(request: Request): string | undefined {
  return /^Bearer (\S+)$/.exec(request.get('authorization') ?? '')?.[1];
}
