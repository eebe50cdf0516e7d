/** The app itself, started as an operator starts it. */
import { randomBytes } from 'node:crypto';
import { type Config, readConfig } from '../../web/config.ts';
import { type Program, startProgram } from './program.ts';

export const SECRET = 'bench-secret';
const encryptionKey = randomBytes(32).toString('base64');

export const appEnvironment = (databaseUrl: string) => ({
  NODE_ENV: 'production',
  DATABASE_URL: databaseUrl,
  PORT: '0',
  HOST: '127.0.0.1',
  APP_URL: 'https://app.example.com',
  SHOPIFY_API_KEY: 'regulars-bench',
  SHOPIFY_API_SECRET: SECRET,
  ENCRYPTION_KEY: encryptionKey,
});

export function startApp(databaseUrl: string, flags: readonly string[]): Promise<Program> {
  return startProgram('web/main.ts', flags, appEnvironment(databaseUrl));
}

/** For an app within this process, which says nothing unless something is wrong. */
export function appConfig(databaseUrl: string): Config {
  return readConfig({ ...appEnvironment(databaseUrl), LOG_LEVEL: 'error' });
}
