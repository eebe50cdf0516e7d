/**
 * Every GraphQL operation of the app against Shopify's own schema: valid, nothing deprecated, affordable, and within the
 * scopes of `shopify.app.toml`, which in turn asks for no more than operations, webhooks and proxy need.
 */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLInputType,
  isNonNullType,
  NoDeprecatedCustomRule,
  parse,
  TypeInfo,
  typeFromAST,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { withImpliedReads } from '../simulator/admin-api/access.ts';
import { MAX_PAGE, MAX_QUERY_COST, queryCost } from '../simulator/admin-api/cost.ts';
import { loadAdminSchema, type Requirement } from '../simulator/admin-api/schema.ts';
import { readAppToml } from '../simulator/webhooks/app-toml.ts';
import { missingScope } from '../simulator/webhooks/topics.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const schema = loadAdminSchema();
const configuration = readAppToml(join(root, 'shopify.app.toml'));
/** Optional ones are asked for where the merchant wants what needs them. */
const everyScope = [...configuration.scopes, ...configuration.optionalScopes];

interface FoundOperation {
  file: string;
  name: string;
  document: string;
}

/** Server files of the app; the page has no access to the Admin API. */
const sources: { file: string; text: string }[] = [];
for await (const file of glob('web/**/*.ts', { cwd: root })) {
  if (file.endsWith('.test.ts') || file.startsWith(join('web', 'admin'))) continue;
  sources.push({ file, text: readFileSync(join(root, file), 'utf8').replace(/^\s*(\/\*\*|\*|\/\/).*$/gm, '') });
}
sources.sort((a, b) => a.file.localeCompare(b.file));

const defining = sources.filter(({ text }) => /\bdefineOperation\s*(<|\()/.test(text));
const operations = (await Promise.all(defining.map(({ file }) => operationsOf(file)))).flat();

async function operationsOf(file: string): Promise<FoundOperation[]> {
  const module = (await import(join(root, file))) as Record<string, unknown>;
  return Object.values(module).flatMap((value) =>
    typeof value === 'object' &&
    value !== null &&
    'document' in value &&
    'name' in value &&
    typeof value.document === 'string' &&
    typeof value.name === 'string'
      ? [{ file, name: value.name, document: value.document }]
      : [],
  );
}

describe('The operations of the app', () => {
  it('are there', () => {
    expect(operations.length).toBeGreaterThan(0);
  });

  it('are all exported, so that nothing escapes this test', () => {
    const defined = defining.map(({ file, text }) => [file, [...text.matchAll(/\bdefineOperation\s*(<|\()/g)].length]);
    const exported = defining.map(({ file }) => [
      file,
      operations.filter((operation) => operation.file === file).length,
    ]);
    expect(exported).toEqual(defined);
  });

  it('are made by defineOperation alone: no other file holds a GraphQL document', () => {
    const written = sources.filter(
      ({ text }) => /[`'"]\s*(query|mutation)\s+\w+\s*[({]/.test(text) && !defining.some((one) => one.text === text),
    );
    expect(written.map(({ file }) => file)).toEqual([]);
  });

  it('have names of their own', () => {
    const names = operations.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  describe.each(operations)('$name ($file)', ({ document }) => {
    it("is valid by Shopify's schema and uses nothing deprecated", () => {
      const parsed = parse(document);
      const errors = [
        ...validate(schema.graphql, parsed),
        ...validate(schema.graphql, parsed, [NoDeprecatedCustomRule]),
      ];
      expect(errors.map(String)).toEqual([]);
    });

    it('costs no more than Shopify allows, even with the largest page', () => {
      expect(worstCost(document)).toBeLessThanOrEqual(MAX_QUERY_COST);
    });

    it('needs no scope that shopify.app.toml does not ask for', () => {
      expect(missingFor(document, everyScope)).toEqual([]);
    });
  });
});

describe('The scopes in shopify.app.toml', () => {
  it('suffice for every webhook topic', () => {
    const topics = configuration.subscriptions.filter(({ compliance }) => !compliance).map(({ topic }) => topic);
    expect(topics.filter((topic) => missingScope(topic, everyScope) !== null)).toEqual([]);
  });

  it.each(everyScope)('%s is needed by an operation, a webhook topic or the app proxy', (scope) => {
    const others = everyScope.filter((other) => other !== scope);
    const reasons = [
      ...operations.filter(({ document }) => missingFor(document, others).length > 0).map(({ name }) => name),
      ...configuration.subscriptions
        .filter(({ topic, compliance }) => !compliance && missingScope(topic, others) !== null)
        .map(({ topic }) => topic),
      ...(scope === 'write_app_proxy' && configuration.appProxy ? ['app proxy'] : []),
    ];
    expect(reasons).not.toEqual([]);
  });
});

/** Mutations whose scope depends on what they are given; the app gives them customers and its own installation. */
const scopesByInput: Record<string, Requirement> = {
  metafieldsSet: { scopes: ['write_customers'], text: 'write_customers' },
  metafieldsDelete: { scopes: ['write_customers'], text: 'write_customers' },
};

function missingFor(document: string, scopes: readonly string[]): string[] {
  const granted = withImpliedReads(scopes);
  const missing = new Set<string>();
  const types = new TypeInfo(schema.graphql);
  visit(
    parse(document),
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        const required = parent && (scopesByInput[node.name.value] ?? schema.requirement(parent.name, node.name.value));
        if (required && !required.scopes.some((scope) => granted.has(scope)))
          missing.add(`${node.name.value}: ${required.text}`);
      },
    }),
  );
  return [...missing];
}

function worstCost(document: string): number {
  const parsed = parse(document);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of parsed.definitions) if (node.kind === 'FragmentDefinition') fragments[node.name.value] = node;
  return Math.max(
    ...parsed.definitions.flatMap((operation) => {
      if (operation.kind !== 'OperationDefinition') return [];
      const variables: Record<string, unknown> = {};
      for (const { variable, type } of operation.variableDefinitions ?? []) {
        variables[variable.name.value] = largest(typeFromAST(schema.graphql, type) as GraphQLInputType);
      }
      return [queryCost({ schema, operation, fragments, variables }).total];
    }),
  );
}

/** Of the values that a variable may have, the one that costs most: only page sizes count. */
function largest(type: GraphQLInputType): unknown {
  if (getNamedType(type).name === 'Int') return MAX_PAGE;
  return isNonNullType(type) ? 'x' : null;
}
