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
    const refusal = bodyRefusal(error);
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

/** What Express's body parsers throw: a status and a type. Their messages may quote the body. */
function bodyRefusal(error: unknown): { status: number; message: string } | null {
  if (!(error instanceof Error) || !('type' in error) || !('status' in error)) return null;
  if (error.status === 413) return { status: 413, message: 'The request is too large.' };
  if (typeof error.status !== 'number' || error.status < 400 || error.status > 499) return null;
  return { status: error.status, message: 'The request body cannot be read.' };
}
