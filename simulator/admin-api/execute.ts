/** One GraphQL request, after authentication: parse, validate, price, throttle, execute. Everything here is HTTP 200. */
import {
  type DocumentNode,
  execute,
  type FragmentDefinitionNode,
  getOperationAST,
  getVariableValues,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
  visit,
} from 'graphql';
import type { AdminContext } from './context.ts';
import { type CostInput, type FieldCost, MAX_QUERY_COST, queryCost } from './cost.ts';
import { rootValue } from './root.ts';
import { refusal } from './refusals.ts';
import { resolveField } from './resolve-field.ts';
import { giveBack, refill, take } from './throttle.ts';

export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}
export interface GraphqlAnswer {
  data?: unknown;
  errors?: unknown[];
  extensions?: Record<string, unknown>;
}
export interface Conditions {
  now: number;
  /** Somebody asked for this call to be throttled. */
  throttled: boolean;
  /** `Shopify-GraphQL-Cost-Debug: 1` */
  costDebug: boolean;
}

const MAX_INPUT_ITEMS = 250;

/** The operation that a request means, for faults and logs; null when the document cannot be read. */
export function operationNameOf(request: GraphqlRequest): string | null {
  try {
    return getOperationAST(parse(request.query), request.operationName)?.name?.value ?? null;
  } catch {
    return null;
  }
}

export function answer(request: GraphqlRequest, context: AdminContext, conditions: Conditions): GraphqlAnswer {
  const document = documentOf(request.query, context);
  if (!('kind' in document)) return { errors: document.errors };
  const operation = getOperationAST(document, request.operationName);
  if (!operation) {
    const message = request.operationName
      ? `No operation named "${request.operationName}"`
      : 'An operation name is required';
    return { errors: [{ message }] };
  }
  const variables = variablesOf(operation, request.variables, context);
  if ('errors' in variables) return { errors: variables.errors };

  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  const pricing: CostInput = { schema: context.schema, operation, fragments, variables: variables.values };
  let requested: { total: number; fields: FieldCost[] };
  try {
    requested = queryCost(pricing);
  } catch (error) {
    return { errors: [error] };
  }
  if (requested.total > MAX_QUERY_COST) return tooExpensive(requested.total);

  const before = refill(context.shop, conditions.now);
  const cost = (actual: number | null, fields?: FieldCost[]) => ({
    requestedQueryCost: requested.total,
    actualQueryCost: actual,
    throttleStatus: { ...before, currentlyAvailable: Math.floor(context.shop.throttle.available) },
    ...(fields && { fields }),
  });
  if (conditions.throttled || !take(context.shop, requested.total)) {
    const documentation = 'https://shopify.dev/api/usage/rate-limits';
    return { errors: [refusal('Throttled', 'THROTTLED', { documentation })], extensions: { cost: cost(null) } };
  }

  const result = execute({
    schema: context.schema.graphql,
    document,
    rootValue: rootValue(context, operation.operation),
    contextValue: context,
    variableValues: request.variables,
    operationName: request.operationName,
    fieldResolver: resolveField,
  });
  if (result instanceof Promise) throw new Error('a resolver of the Admin API became asynchronous');
  const actual = Math.min(requested.total, queryCost({ ...pricing, returned: context.returned }).total);
  giveBack(context.shop, requested.total - actual);
  return {
    data: result.data,
    ...(result.errors && { errors: result.errors.map(answered) }),
    extensions: {
      cost: cost(actual, conditions.costDebug ? requested.fields : undefined),
      ...(context.notes.length > 0 && { search: context.notes }),
    },
  };
}

/** A failure of the simulator itself must not look like an answer of Shopify's. */
function answered(error: GraphQLError): GraphQLError {
  const cause = error.originalError;
  if (cause && cause.name !== 'GraphQLError') throw cause;
  return error;
}

const MOST_DOCUMENTS = 200;

function documentOf(query: string, context: AdminContext): DocumentNode | { errors: unknown[] } {
  // Apps send the same few documents again and again.
  let read = context.schema.documents.get(query);
  if (!read) {
    read = readDocument(query, context);
    if (context.schema.documents.size >= MOST_DOCUMENTS) context.schema.documents.clear();
    context.schema.documents.set(query, read);
  }
  return read;
}

function readDocument(query: string, context: AdminContext): DocumentNode | { errors: unknown[] } {
  try {
    const document = parse(query);
    const errors = [...validate(context.schema.graphql, document)];
    visit(document, {
      ListValue(node) {
        if (node.values.length > MAX_INPUT_ITEMS) errors.push(tooManyItems(node.values.length));
      },
    });
    return errors.length > 0 ? { errors } : document;
  } catch (error) {
    return { errors: [error] };
  }
}

function variablesOf(
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
  context: AdminContext,
): { values: Record<string, unknown> } | { errors: unknown[] } {
  const definitions = operation.variableDefinitions ?? [];
  const coerced = getVariableValues(context.schema.graphql, definitions, given);
  if (coerced.errors) return { errors: coerced.errors.map(({ message }) => refusal(message, 'INVALID_VARIABLE')) };
  for (const value of Object.values(coerced.coerced)) {
    const long = longestArray(value);
    if (long > MAX_INPUT_ITEMS) return { errors: [tooManyItems(long)] };
  }
  return { values: coerced.coerced };
}

function tooManyItems(size: number): GraphQLError {
  const message = `The input array size of ${size} is greater than the maximum allowed of ${MAX_INPUT_ITEMS}.`;
  return refusal(message, 'MAX_INPUT_SIZE_EXCEEDED');
}

function longestArray(value: unknown): number {
  if (Array.isArray(value)) return Math.max(value.length, ...value.map(longestArray));
  if (typeof value !== 'object' || value === null) return 0;
  return Math.max(0, ...Object.values(value).map(longestArray));
}

function tooExpensive(cost: number): GraphqlAnswer {
  const message =
    `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).\n\n` +
    'See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\ncost of a query is calculated.\n\n' +
    'To query larger amounts of data with fewer limits, bulk operations should be used instead.\n' +
    'See https://shopify.dev/api/usage/bulk-operations/queries for usage details.\n';
  const documentation = 'https://shopify.dev/api/usage/rate-limits';
  return { errors: [refusal(message, 'MAX_COST_EXCEEDED', { cost, maxCost: MAX_QUERY_COST, documentation })] };
}
