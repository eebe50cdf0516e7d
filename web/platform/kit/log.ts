/**
 * Structured logs on standard output, one JSON object a line. They carry ids, kinds, counts and durations: never a name, an
 * address, an email, a message body or a token. The redaction below is the second line of defence, not the first.
 */
import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>;
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

const SECRET_KEYS = [
  'authorization',
  'cookie',
  'token',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'id_token',
  'client_secret',
  'secret',
  'password',
  'hmac',
  'signature',
  'email',
  'phone',
  'name',
  'firstName',
  'first_name',
  'lastName',
  'last_name',
  'address',
  'address1',
  'address2',
  'body',
];

export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Name, message, code and stack; never the other properties, which may hold a request, a row or a query's parameters. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    type: error.name,
    message: withoutTokens(error.message),
    ...('code' in error && { code: error.code }),
    stack: withoutTokens(error.stack ?? ''),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

const TOKENS = /\b(shp[a-z]{2,3}_[\w-]+|eyJ[\w-]+\.[\w-]+\.[\w-]*|Bearer\s+\S+)|(?<=:\/\/)[^/\s@]+(?=@)/g;

/** Access tokens, JWTs and passwords in URLs, which other people's error messages like to quote. */
function withoutTokens(text: string): string {
  return text.replace(TOKENS, '[redacted]');
}
