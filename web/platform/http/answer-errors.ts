/** The one place where errors become answers. What is not an `AppError` is logged and not explained to the outside. */
import type { ErrorRequestHandler } from 'express';
import { AppError } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';

export function answerErrors(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const requestId: unknown = response.locals.requestId;
    if (response.headersSent) {
      log.error({ err: error, requestId }, 'A request failed after its answer had begun');
      next(error);
      return;
    }
    if (error instanceof AppError) {
      if (error.status >= 500) log.warn({ err: error, requestId }, 'A request could not be served');
      response.status(error.status).json({
        error: error.message,
        code: error.code,
        ...(error.field !== undefined && { field: error.field }),
        ...(error.issues !== undefined && { issues: error.issues }),
      });
      return;
    }
    const refusal = httpRefusal(error);
    if (refusal) {
      response.status(refusal.status).json({ error: refusal.message, code: 'bad_request' });
      return;
    }
    log.error({ err: error, requestId }, 'A request failed');
    response.status(500).json({
      error: 'Something went wrong on our side. Try again; if it stays so, tell the operator the request id.',
      code: 'internal',
      requestId,
    });
  };
}

/** What Express throws of a request that it cannot read: an error with a status. Its message may quote the request. */
function httpRefusal(error: unknown): { status: number; message: string } | null {
  if (!(error instanceof Error) || !('status' in error)) return null;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  if (status === 413) return { status, message: 'The request is too large.' };
  return { status, message: `The ${error instanceof URIError ? 'address' : 'request body'} cannot be read.` };
}
