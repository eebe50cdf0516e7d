import { z } from 'zod';

/**
 * Errors that somebody is told about. Expected outcomes are return values; an `AppError` is a refusal that the caller may read:
 * its message names the remedy and holds nothing private. Everything else that is thrown is a bug or an outage, and the outside
 * learns only that it happened.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  /** HTTP status. */
  readonly status: number;
  /** Stable, for programs: `not_found`, `invalid`, `conflict`, … */
  readonly code: string;
  /** The field of the request that is at fault, where there is one. */
  readonly field: string | undefined;
  /** Several faults of one request; `path` is written with dots. */
  readonly issues: readonly { path: string; message: string }[] | undefined;

  constructor(status: number, code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = status;
    this.code = code;
    this.field = options.field;
    this.issues = options.issues;
  }
}

export interface AppErrorOptions {
  field?: string;
  issues?: readonly { path: string; message: string }[];
  cause?: unknown;
}

export const notFound = (message: string) => new AppError(404, 'not_found', message);
export const conflict = (message: string, field?: string) =>
  new AppError(409, 'conflict', message, field === undefined ? {} : { field });
/** 422: understood, but not allowed as it stands. */
export const invalid = (message: string, field?: string) =>
  new AppError(422, 'invalid', message, field === undefined ? {} : { field });

/** What somebody sent, as the schema has it. Throws `invalid` with the first thing that is wrong, and its field. */
export function understood<Schema extends z.ZodType>(schema: Schema, sent: unknown): z.output<Schema> {
  const result = schema.safeParse(sent);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(issue?.message ?? 'Not understood', issue?.path.join('.') || undefined);
}

/** The store has no usable access (not installed, uninstalled, or the merchant must open the app): work for it waits or stops. */
export class ShopUnavailable extends AppError {
  readonly reason: 'not_installed' | 'uninstalled' | 'needs_reopen';

  constructor(reason: 'not_installed' | 'uninstalled' | 'needs_reopen') {
    super(
      403,
      reason,
      reason === 'uninstalled'
        ? 'The app is not installed in this store any more.'
        : 'Open the app in the Shopify admin once, so that it can connect to the store again.',
    );
    this.reason = reason;
  }
}

/** What a log line or a job's `last_error` says of anything thrown. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Its own message is JSON, of which nothing is left once everything that it quotes is taken out.
  if (error instanceof z.ZodError)
    return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  return error.cause === undefined ? error.message : `${error.message}: ${errorText(error.cause)}`;
}
