/**
 * The app's configuration as Shopify takes it at deployment: scopes, webhook subscriptions, app proxy, metafield
 * definitions. What a deployment refuses is refused here, all problems at once.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { missingScope } from './topics.ts';
import { parseFilter, type Filter } from './search-filter.ts';

export interface Subscription {
  topic: string;
  uri: string;
  includeFields: string[] | null;
  filter: Filter | null;
  name: string | null;
  compliance: boolean;
}
export interface AppConfiguration {
  name: string;
  handle: string;
  applicationUrl: string;
  scopes: string[];
  optionalScopes: string[];
  apiVersion: string;
  subscriptions: Subscription[];
  appProxy: { url: string; prefix: string; subpath: string } | null;
  /** `[customer.metafields.app.points]` and its like: owner type as in the file, e.g. `customer`. */
  metafields: { owner: string; namespace: string; key: string; name: string | null; type: string }[];
}

const scopeList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((scope) => scope.trim())
      .filter(Boolean),
  );
const subscription = z.object({
  topics: z.array(z.string()).optional(),
  compliance_topics: z.array(z.enum(['customers/data_request', 'customers/redact', 'shop/redact'])).optional(),
  uri: z.string(),
  include_fields: z.array(z.string()).optional(),
  filter: z.string().optional(),
  name: z.string().max(50, 'name: at most 50 characters').optional(),
});
const file = z.looseObject({
  name: z.string(),
  handle: z.string().optional(),
  application_url: z.string(),
  access_scopes: z.object({
    scopes: scopeList,
    optional_scopes: z.array(z.string()).default([]),
    use_legacy_install_flow: z.boolean().default(false),
  }),
  webhooks: z.object({ api_version: z.string(), subscriptions: z.array(subscription).default([]) }),
  app_proxy: z
    .object({ url: z.string(), prefix: z.enum(['a', 'apps', 'community', 'tools']), subpath: z.string() })
    .optional(),
});
const definition = z.looseObject({ type: z.string(), name: z.string().optional() });

export function readAppToml(path: string): AppConfiguration {
  return parseAppToml(readFileSync(path, 'utf8'), path);
}

export function parseAppToml(text: string, path = 'shopify.app.toml'): AppConfiguration {
  const read = file.safeParse(parse(text));
  if (!read.success) throw new Error(`${path}: ${z.prettifyError(read.error)}`);
  const { data } = read;
  const problems: string[] = [];
  if (data.access_scopes.use_legacy_install_flow)
    problems.push('use_legacy_install_flow: only managed installation is simulated');
  const scopes = data.access_scopes.scopes;
  const subscriptions = data.webhooks.subscriptions.flatMap((entry) => readSubscription(entry, problems));
  const seen = new Set<string>();
  for (const each of subscriptions) {
    const key = each.compliance ? each.topic : `${each.topic} ${each.uri} ${each.filter?.source ?? ''}`;
    if (seen.has(key)) problems.push(`${each.topic} is subscribed twice with the same uri and filter`);
    seen.add(key);
    const missing = each.compliance
      ? null
      : missingScope(each.topic, [...scopes, ...data.access_scopes.optional_scopes]);
    if (missing) problems.push(`${each.topic} needs the scope ${missing}`);
  }
  if (problems.length > 0) throw new Error(`${path}:\n  ${problems.join('\n  ')}`);
  return {
    name: data.name,
    handle: data.handle ?? data.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    applicationUrl: data.application_url,
    scopes,
    optionalScopes: data.access_scopes.optional_scopes,
    apiVersion: data.webhooks.api_version,
    subscriptions,
    appProxy: data.app_proxy ?? null,
    metafields: readDefinitions(data),
  };
}

function readSubscription(entry: z.infer<typeof subscription>, problems: string[]): Subscription[] {
  const topics = entry.topics ?? [];
  const compliance = entry.compliance_topics ?? [];
  if (topics.length + compliance.length === 0) problems.push('a subscription needs topics or compliance_topics');
  let filter: Filter | null = null;
  if (entry.filter) {
    try {
      filter = parseFilter(entry.filter);
    } catch (error) {
      problems.push(
        `filter ${JSON.stringify(entry.filter)}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    const included = entry.include_fields;
    for (const field of filter?.fields ?? []) {
      if (included && !included.some((path) => field === path || field.startsWith(`${path}.`))) {
        problems.push(`filter: ${field} must be in include_fields`);
      }
    }
  }
  const common = { uri: entry.uri, includeFields: entry.include_fields ?? null, filter, name: entry.name ?? null };
  return [
    ...topics.map((topic) => ({ ...common, topic, compliance: false })),
    ...compliance.map((topic) => ({ ...common, topic, compliance: true })),
  ];
}

/** Tables such as `[customer.metafields.app.points]`. */
function readDefinitions(data: Record<string, unknown>): AppConfiguration['metafields'] {
  const owners = z.looseObject({ metafields: z.record(z.string(), z.record(z.string(), z.unknown())) });
  return Object.entries(data).flatMap(([owner, table]) => {
    const read = owners.safeParse(table);
    if (!read.success) return [];
    return Object.entries(read.data.metafields).flatMap(([space, keys]) =>
      Object.entries(keys).flatMap(([key, value]) => {
        const found = definition.safeParse(value);
        const namespace = space === 'app' ? '$app' : `$app:${space}`;
        return found.success ? [{ owner, namespace, key, name: found.data.name ?? null, type: found.data.type }] : [];
      }),
    );
  });
}

/**
 * Where an address of the configuration lies now: relative ones and those below `application_url` belong to the app,
 * wherever it listens today; any other address is taken as it is. Null while the app's address is unknown.
 */
export function addressAtApp(
  configuration: Pick<AppConfiguration, 'applicationUrl'>,
  uri: string,
  appUrl: string | null,
): string | null {
  if (URL.canParse(uri)) {
    const url = new URL(uri);
    if (url.origin !== new URL(configuration.applicationUrl).origin) return uri;
    return appUrl && new URL(url.pathname + url.search, appUrl).href;
  }
  return appUrl && new URL(uri, appUrl).href;
}
