/** Environment → `Config`. The only reader of `process.env`; whatever is wrong or missing is listed at once. */
import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { logLevels } from './platform/kit/log.ts';

const origin = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be an http(s) address')
  .transform((text) => new URL(text).origin);

/** 32 bytes, as 64 hexadecimal digits or base64. */
const encryptionKey = z.string().transform((text, context) => {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (bytes.length === 32) return bytes;
  context.addIssue({
    code: 'custom',
    message: 'must be 32 bytes in base64 or hexadecimal; make one with: openssl rand -base64 32',
  });
  return z.NEVER;
});

const port = z.coerce.number('must be a number').int().min(0).max(65_535);

/** Scopes, comma separated → sorted list. */
const scopes = z.string().transform((text) => scopeList(text));

const databaseUrl = z
  .string('is missing: sqlite:PATH (one machine) or postgres://… (several)')
  .refine((text) => /^(sqlite:.|postgres(ql)?:\/\/.)/.test(text), 'must be sqlite:PATH or postgres://…');

/** Any other word would quietly be development, without the checks of production. */
const nodeEnv = z.enum(['production', 'development', 'test'], 'must be production, development or test');

const environment = z.object({
  NODE_ENV: nodeEnv.default('development'),
  DATABASE_URL: databaseUrl,
  PORT: port.default(3000),
  HOST: z.string().default('0.0.0.0'),
  APP_URL: z.string('is missing: the public https address of this app').pipe(origin),
  SHOPIFY_API_KEY: z.string('is missing: the client id of the app in the Partner or Dev Dashboard').min(1),
  SHOPIFY_API_SECRET: z.string('is missing: the client secret of the app').min(1),
  SHOPIFY_API_SECRET_PREVIOUS: z.string().min(1).optional(),
  SCOPES: scopes.optional(),
  ENCRYPTION_KEY: z.string('is missing; make one with: openssl rand -base64 32').pipe(encryptionKey),
  ENCRYPTION_KEY_PREVIOUS: encryptionKey.optional(),
  SMTP_URL: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^smtps?:\/\/./.test(text),
      'must be smtp://… or smtps://…, with what is special in a password written as %40 and the like',
    )
    .optional(),
  MAIL_FROM: z.email('must be an address such as points@example.com').max(254).optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  SHOPIFY_SIMULATOR_URL: origin.optional(),
});

/** What is wrong with values that are each well formed. Beside the schema, which asks this only when nothing else is wrong. */
function unfit(env: Record<string, string | undefined>): string[] {
  const missing = (name: string, other: string) => `${name} is missing: with ${other} it says how emails are sent`;
  return [
    ...(env.SMTP_URL !== undefined && env.MAIL_FROM === undefined ? [missing('MAIL_FROM', 'SMTP_URL')] : []),
    ...(env.MAIL_FROM !== undefined && env.SMTP_URL === undefined ? [missing('SMTP_URL', 'MAIL_FROM')] : []),
    ...unfitForProduction(env),
  ];
}

function unfitForProduction(env: Record<string, string | undefined>): string[] {
  if (env.NODE_ENV !== 'production') return [];
  return [
    ...(env.SHOPIFY_SIMULATOR_URL === undefined
      ? []
      : ['SHOPIFY_SIMULATOR_URL is for development and tests; remove it when NODE_ENV=production']),
    ...(/^http:/i.test(env.APP_URL ?? '') ? ['APP_URL must be https when NODE_ENV=production'] : []),
  ];
}

export interface Config {
  production: boolean;
  databaseUrl: string;
  port: number;
  host: string;
  /** Origin, without a slash at the end. */
  appUrl: string;
  apiKey: string;
  /** The present secret first; during a rotation the previous one second. */
  apiSecrets: readonly [string, ...string[]];
  /** Sorted. */
  scopes: readonly string[];
  /** The present key first; older ones only decrypt. 32 bytes each. */
  encryptionKeys: readonly [Buffer, ...Buffer[]];
  /** Both or neither: without them no email is sent. */
  smtpUrl: string | null;
  /** The address that emails come from. */
  mailFrom: string | null;
  /** Null: `/metrics` answers private addresses only. */
  metricsToken: string | null;
  logLevel: (typeof logLevels)[number];
  /** Origin of the simulator; null when the real Shopify is meant. */
  simulatorUrl: string | null;
}

/** Everything that is wrong with the environment, one line a problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Throws a `ConfigError` with every problem. The scopes are those of `shopify.app.toml` unless SCOPES says others. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const value = parsed(environment, env, unfit);
  return {
    production: value.NODE_ENV === 'production',
    databaseUrl: value.DATABASE_URL,
    port: value.PORT,
    host: value.HOST,
    appUrl: value.APP_URL,
    apiKey: value.SHOPIFY_API_KEY,
    apiSecrets: value.SHOPIFY_API_SECRET_PREVIOUS
      ? [value.SHOPIFY_API_SECRET, value.SHOPIFY_API_SECRET_PREVIOUS]
      : [value.SHOPIFY_API_SECRET],
    scopes: value.SCOPES ?? scopesOf(readFileSync(appToml, 'utf8')),
    encryptionKeys: value.ENCRYPTION_KEY_PREVIOUS
      ? [value.ENCRYPTION_KEY, value.ENCRYPTION_KEY_PREVIOUS]
      : [value.ENCRYPTION_KEY],
    smtpUrl: value.SMTP_URL ?? null,
    mailFrom: value.MAIL_FROM ?? null,
    metricsToken: value.METRICS_TOKEN ?? null,
    logLevel: value.LOG_LEVEL,
    simulatorUrl: value.SHOPIFY_SIMULATOR_URL ?? null,
  };
}

/** For commands that need nothing but the database. Throws a `ConfigError`. */
export function readDatabaseUrl(env: Record<string, string | undefined> = process.env): string {
  return parsed(z.object({ DATABASE_URL: databaseUrl }), env).DATABASE_URL;
}

function parsed<Values>(
  schema: z.ZodType<Values>,
  env: Record<string, string | undefined>,
  further: (given: Record<string, string | undefined>) => string[] = () => [],
): Values {
  // An empty variable is a missing one: that is how env files and container settings leave things out.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = schema.safeParse(given);
  const problems = [
    ...(result.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`),
    ...further(given),
  ];
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  return result.data;
}

const appToml = new URL('../shopify.app.toml', import.meta.url);

function scopesOf(toml: string): string[] {
  const { access_scopes: access } = z.object({ access_scopes: z.object({ scopes: z.string() }) }).parse(parse(toml));
  return scopeList(access.scopes);
}

export function scopeList(text: string): string[] {
  return [...new Set(text.split(',').map((scope) => scope.trim()))].filter(Boolean).sort();
}
