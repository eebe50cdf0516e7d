import { expect, test } from 'vitest';
import { ConfigError, readConfig, readDatabaseUrl } from './config.ts';

const key = Buffer.alloc(32, 7);
const complete = {
  DATABASE_URL: 'sqlite:data/regulars.sqlite',
  APP_URL: 'https://regulars.example.com/somewhere',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  ENCRYPTION_KEY: key.toString('base64'),
};
const problems = (env: Record<string, string | undefined>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

test('what is left out gets its default, and the scopes come from shopify.app.toml', () => {
  const config = readConfig(complete);
  expect(config).toMatchObject({
    port: 3000,
    appUrl: 'https://regulars.example.com',
    apiSecrets: ['secret'],
    simulatorUrl: null,
    production: false,
  });
  expect(config.scopes).toContain('read_orders');
  expect(config.scopes).toEqual([...config.scopes].sort());
});

test('every problem is named at once', () => {
  const found = problems({
    ...complete,
    DATABASE_URL: 'mysql://x',
    APP_URL: 'nowhere',
    PORT: '99999',
    ENCRYPTION_KEY: 'short',
  });
  for (const name of ['DATABASE_URL', 'APP_URL', 'PORT', 'ENCRYPTION_KEY']) {
    expect(found.join('\n')).toContain(name);
  }
  expect(found).toHaveLength(4);
});

test('what production refuses is named together with what is missing', () => {
  const found = problems({ NODE_ENV: 'production', APP_URL: 'http://a.example', SHOPIFY_SIMULATOR_URL: 'http://b' });
  for (const name of ['DATABASE_URL', 'ENCRYPTION_KEY', 'SHOPIFY_SIMULATOR_URL', 'APP_URL must be https']) {
    expect(found.join('\n')).toContain(name);
  }
});

test('a misspelt NODE_ENV is not taken for development', () => {
  expect(problems({ ...complete, NODE_ENV: 'prod' })).toEqual(['NODE_ENV must be production, development or test']);
});

test('an empty variable counts as a missing one', () => {
  expect(problems({ ...complete, SHOPIFY_API_SECRET: ' ' }).join()).toMatch(/SHOPIFY_API_SECRET is missing/);
});

test('the encryption key may be hexadecimal, and an older one may stand beside it', () => {
  const old = Buffer.alloc(32, 9);
  const config = readConfig({
    ...complete,
    ENCRYPTION_KEY: key.toString('hex'),
    ENCRYPTION_KEY_PREVIOUS: old.toString('base64'),
  });
  expect(config.encryptionKeys).toEqual([key, old]);
});

test('production refuses the simulator and plain http, both at once', () => {
  const found = problems({
    ...complete,
    NODE_ENV: 'production',
    APP_URL: 'http://regulars.example.com',
    SHOPIFY_SIMULATOR_URL: 'http://127.0.0.1:4000',
  });
  expect(found).toHaveLength(2);
  expect(found.join()).toContain('SHOPIFY_SIMULATOR_URL');
  expect(found.join()).toContain('APP_URL must be https');
});

test('a command that needs only the database asks for nothing else', () => {
  expect(readDatabaseUrl({ DATABASE_URL: 'postgres://localhost/regulars' })).toBe('postgres://localhost/regulars');
  expect(() => readDatabaseUrl({})).toThrow('DATABASE_URL is missing');
});

test('emails need both a mail server and an address of ours', () => {
  const mail = { SMTP_URL: 'smtps://user:p%40ss@mail.example.com:465', MAIL_FROM: 'points@example.com' };
  expect(readConfig({ ...complete, ...mail })).toMatchObject({
    smtpUrl: mail.SMTP_URL,
    mailFrom: 'points@example.com',
  });
  expect(readConfig(complete)).toMatchObject({ smtpUrl: null, mailFrom: null });
  expect(problems({ ...complete, SMTP_URL: mail.SMTP_URL })).toEqual([expect.stringContaining('MAIL_FROM is missing')]);
  expect(problems({ ...complete, MAIL_FROM: mail.MAIL_FROM })).toEqual([
    expect.stringContaining('SMTP_URL is missing'),
  ]);
  expect(problems({ ...complete, ...mail, MAIL_FROM: 'Shop <points@example.com>' })).toEqual([
    expect.stringContaining('MAIL_FROM must be an address'),
  ]);
  expect(problems({ ...complete, ...mail, SMTP_URL: 'https://mail.example.com' })).toEqual([
    expect.stringContaining('SMTP_URL must be smtp'),
  ]);
});
