/** What can be seen in the sources and the configuration: `docs/security.md` says why each of these holds. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { everyManifest } from '../web/app.ts';
import { countNamed, missingFrom } from './support/named-tests.ts';
import { projectFolder, readSources, type SourceFile } from './support/source-files.ts';

/** What `shopify app doctor` looks at, by its own names. */
const DOCTOR = `APP_PROXY_LIQUID_INJECTION APP_PROXY_UNVERIFIED_SIGNATURE COMMITTED_SECRET CREDENTIAL_BROWSER_LEAKAGE
  CREDENTIAL_LOG_LEAKAGE CSRF_MISSING_PROTECTION DEPRECATED_SCRIPT_TAG_SCOPE EOL_API_VERSION EXPIRING_OFFLINE_TOKEN
  INSECURE_WEBHOOK_URL KNOWN_CVE_IN_DEPENDENCY LIQUID_UNSAFE_RENDER METAFIELD_OFFLINE_TOKEN MISSING_AUTHORIZATION_CHECK
  MISSING_COMPLIANCE_WEBHOOKS MISSING_EMBEDDED_CSP MISSING_TENANT_ISOLATION OPEN_REDIRECT OVERBROAD_DATA_ACCESS
  REQUEST_CONTROLLED_ADMIN_CONTEXT REQUEST_DERIVED_SHOP_SCOPE SCOPE_OVER_REQUEST SCRIPT_TAG_URL_INJECTION SSRF_REQUEST_FORGERY
  STATIC_FRAME_ANCESTORS TEXT_SETTING_HTML_SMUGGLING THEME_EXTENSION_XSS UNAUTHENTICATED_ENDPOINT UNSAFE_INNERHTML
  UNSCOPED_SHOP_CONFIG_WRITE WEAK_SHOP_VALIDATION`.split(/\s+/);

describe('docs/security.md', () => {
  const page = 'docs/security.md';

  test('answers every check of the app doctor once, and no other', async () => {
    const text = await readFile(join(projectFolder, page), 'utf8');
    const answered = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, check]) => check);
    expect(answered).toEqual(DOCTOR);
  });

  test('names only tests and files that there are', async () => {
    expect(await missingFrom(page)).toEqual([]);
    expect(await countNamed(page)).toBeGreaterThan(30);
  });
});

let shipped: SourceFile[];
beforeAll(async () => {
  shipped = (await readSources()).filter(({ path }) => /^(web|db)\//.test(path) && !/\.test\.tsx?$/.test(path));
});
/** Files of ours in which this stands. */
const withIn = (pattern: RegExp) => shipped.flatMap(({ code, path }) => (pattern.test(code) ? [path] : [])).toSorted();

test('no text of anybody becomes markup or a program', async () => {
  const dangerous =
    /\b(?:inner|outer)HTML\b|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|\beval\(|new Function\(|srcdoc|javascript:/;
  expect(withIn(dangerous)).toEqual([]);
  const assets = join(projectFolder, 'extensions/points/assets');
  for (const name of await readdir(assets)) expect(await readFile(join(assets, name), 'utf8')).not.toMatch(dangerous);
});

test('only these files call other hosts, and each checks where', () => {
  expect(
    withIn(/(?<![\w.])fetch\(|\bhttps?\.request\(|\bundici\b/).filter((path) => !path.startsWith('web/admin/')),
  ).toEqual([
    // The simulator, in development alone.
    'web/platform/clock/follow-clock.ts',
    // The file of a bulk operation, of Shopify's storage alone.
    'web/platform/shopify/bulk-result.ts',
    'web/platform/shopify/store-fetch.ts',
    // Runs in the shopper's browser, and asks the store's own address.
    'web/retention/tracking/page/script.ts',
  ]);
  // The mail server of SMTP_URL, which the operator names.
  expect(withIn(/\bcreateTransport\(/)).toEqual(['web/platform/messages/mailer.ts']);
  expect(withIn(/\.redirect\(/)).toEqual(['web/platform/http/admin-page.ts']);
});

test('SQL is never put together from text outside of the migrations', () => {
  expect(withIn(/\bsql\.raw\(/).filter((path) => !/^db\/(migrations|dialect)\//.test(path))).toEqual([]);
});

test('the store of a request comes from its guard: no slice reads it from a query or a body', () => {
  const slices = shipped.filter(({ path }) => !/^web\/(platform|admin)\/|^db\//.test(path));
  const chosen = /\b(?:query\.get\(|params\.|body\.)['"]?(?:shop|shop_?id|domain|shop_?domain|store)\b/i;
  expect(slices.filter(({ code }) => chosen.test(code)).map(({ path }) => path)).toEqual([]);
});

test('nobody else may read our answers: one file lets the app’s own extensions, and no cookie is set or read', () => {
  expect(withIn(/access-control-allow/i)).toEqual(['web/platform/http/allow-extensions.ts']);
  expect(withIn(/\.cookie\(|set-cookie/i)).toEqual([]);
});

test('what the theme blocks print is escaped, or is one of these', async () => {
  /** Numbers, addresses of the store's own, and what Shopify itself writes. */
  const harmless = new Set([
    'number | strip',
    'each.id',
    'root',
    'routes.account_login_url',
    'block.shopify_attributes',
    // One of three words of the schema.
    "block.settings.alignment | default: 'start'",
  ]);
  /** A text of our own with nothing put in; and what stands in JSON, which cannot end its script. */
  const own = /^'[\w.]+' \| t$|^\w+ \| json$/;
  const folder = join(projectFolder, 'extensions/points');
  const printed: string[] = [];
  for (const part of ['blocks', 'snippets']) {
    for (const name of await readdir(join(folder, part))) {
      const source = await readFile(join(folder, part, name), 'utf8');
      printed.push(...[...source.matchAll(/\{\{-?\s*([\s\S]*?)\s*-?\}\}/g)].map(([, output = '']) => output));
    }
  }
  expect(printed.length).toBeGreaterThan(20);
  expect(
    printed.filter((output) => !/\| escape(_once)?$/.test(output) && !harmless.has(output) && !own.test(output)),
  ).toEqual([]);
});

describe('shopify.app.toml', () => {
  const toml = z
    .object({
      application_url: z.url({ protocol: /^https$/ }),
      embedded: z.literal(true),
      access_scopes: z.object({
        scopes: z.string(),
        optional_scopes: z.array(z.string()),
        use_legacy_install_flow: z.literal(false),
      }),
      auth: z.object({ redirect_urls: z.array(z.url({ protocol: /^https$/ })) }),
      app_proxy: z.object({ url: z.url({ protocol: /^https$/ }) }),
      webhooks: z.object({
        subscriptions: z.array(z.object({ uri: z.string(), compliance_topics: z.array(z.string()).optional() })),
      }),
    })
    .loose();
  const configuration = async () => toml.parse(parse(await readFile(join(projectFolder, 'shopify.app.toml'), 'utf8')));

  test('takes webhooks at the app itself, those about personal data among them', async () => {
    const { subscriptions } = (await configuration()).webhooks;
    expect(new Set(subscriptions.map(({ uri }) => uri))).toEqual(new Set(['/api/webhooks']));
    const compliance = subscriptions.flatMap((each) => each.compliance_topics ?? []);
    expect(compliance.toSorted()).toEqual(['customers/data_request', 'customers/redact', 'shop/redact']);
    const handled = everyManifest(() => {
      throw new Error('nothing runs here');
    }).flatMap(({ webhooks = {} }) => Object.keys(webhooks));
    for (const topic of compliance) expect(handled).toContain(topic);
  });

  test('asks for no scope that is not used, and for none of scripts, themes or all orders', async () => {
    const scopes = (await configuration()).access_scopes.scopes.split(',');
    expect(scopes.toSorted()).toEqual([
      'read_customer_merge',
      'read_fulfillments',
      'read_orders',
      'read_products',
      'write_app_proxy',
      'write_customers',
      'write_discounts',
    ]);
    expect((await configuration()).access_scopes.optional_scopes.toSorted()).toEqual([
      'read_store_credit_accounts',
      'write_gift_cards',
      'write_store_credit_account_transactions',
    ]);
  });
});

test('no secret is kept among the sources', async () => {
  const secret =
    /shp(at|ca|pa|ss|ua)_[0-9a-f]{32}|-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|xox[bp]-\w{10}/;
  const skipped = new Set(['node_modules', '.git', '.cache', '.demo', 'dist', 'coverage', 'test-results']);
  const names = (await readdir(projectFolder, { withFileTypes: true })).filter(({ name }) => !skipped.has(name));
  const found: string[] = [];
  for (const { name } of names) {
    const inside = await readdir(join(projectFolder, name), { recursive: true, withFileTypes: true }).catch(() => []);
    const files = inside.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.length > 0 ? files : [join(projectFolder, name)]) {
      const text = await readFile(file, 'utf8').catch(() => '');
      if (secret.test(text)) found.push(file);
      if (/\.env(\.|$)|\.pem$|\.key$/.test(file)) found.push(file);
    }
  }
  expect(found).toEqual([]);
});
