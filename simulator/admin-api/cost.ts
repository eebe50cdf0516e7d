/**
 * What a query costs, by Shopify's published rule: a scalar 0, an object 1, an interface or union the dearest of its
 * possible selections, a mutation 10, a connection 2 plus its nodes. Nodes are tallied on a logarithmic scale:
 * floor(2 ln size) times the cost of one node, so that 250 nodes weigh 11 times one (the formula as public code cites it from
 * community.shopify.dev; it gives the cost that a merchant's query was reported to have there).
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  getNamedType,
  getArgumentValues,
  type GraphQLCompositeType,
  type GraphQLField,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { refusal } from './refusals.ts';
import type { AdminSchema } from './schema.ts';

export const MAX_QUERY_COST = 1000;
export const MAX_PAGE = 250;
const MUTATION_COST = 10;
/** Value objects without an identity, which Shopify has been seen to give away. */
const FREE_FIELDS = new Set(['pageInfo', 'currencyFormats', 'billingAddress', 'edges']);

export interface FieldCost {
  path: string[];
  definedCost: number | null;
  requestedTotalCost: number;
  requestedChildrenCost: number | null;
}

export interface CostInput {
  schema: AdminSchema;
  operation: OperationDefinitionNode;
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
  /** With it, the cost of what was really returned: nodes of a connection, 1 for an object, by path. */
  returned?: ReadonlyMap<string, number>;
}

/** Total and the breakdown of `Shopify-GraphQL-Cost-Debug: 1`. Throws Shopify's refusal of a page that is too large. */
export function queryCost(input: CostInput): { total: number; fields: FieldCost[] } {
  const fields: FieldCost[] = [];
  const root = input.operation.operation === 'mutation' ? input.schema.mutation : input.schema.query;
  return { total: selectionCost(input, root, [input.operation.selectionSet], [], fields), fields };
}

function selectionCost(
  input: CostInput,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  path: string[],
  fields: FieldCost[],
): number {
  const candidates = isObjectType(type) ? [type] : [type, ...namedTypes(input, sets).filter((named) => named !== type)];
  let dearest = 0;
  let breakdown: FieldCost[] = [];
  for (const candidate of candidates) {
    const own: FieldCost[] = [];
    let sum = 0;
    for (const [key, nodes] of collect(input, candidate, sets))
      sum += fieldCost(input, candidate, nodes, [...path, key], own);
    if (sum >= dearest) [dearest, breakdown] = [sum, own];
  }
  fields.push(...breakdown);
  return dearest;
}

function fieldCost(
  input: CostInput,
  parent: GraphQLCompositeType,
  nodes: readonly FieldNode[],
  path: string[],
  fields: FieldCost[],
): number {
  const name = nodes[0]?.name.value ?? '';
  const definition = isUnionType(parent) ? undefined : parent.getFields()[name];
  const type = definition && getNamedType(definition.type);
  if (!definition || !type || !isCompositeType(type)) return 0;

  const isConnection = type.name.endsWith('Connection');
  const size = isConnection ? pageSize(input, definition, nodes) : 1;
  const seen = input.returned ? (input.returned.get(path.join('.')) ?? 0) : null;
  const sets = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
  const children = seen === 0 ? 0 : selectionCost(input, type, sets, path, fields);
  const [own, total] = price(parent === input.schema.mutation, isConnection, name, children, seen ?? size);
  fields.push({ path, definedCost: own, requestedTotalCost: total, requestedChildrenCost: children });
  return total;
}

function price(
  mutation: boolean,
  connection: boolean,
  name: string,
  children: number,
  size: number,
): [number | null, number] {
  if (mutation) return [MUTATION_COST, MUTATION_COST];
  if (connection) return [null, 2 + (size > 0 ? Math.floor(2 * Math.log(Math.max(2, size))) * children : 0)];
  const own = FREE_FIELDS.has(name) ? 0 : 1;
  return [own, own + children];
}

function pageSize(input: CostInput, definition: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): number {
  let size = 0;
  for (const node of nodes) {
    const { first, last } = getArgumentValues(definition, node, input.variables) as { first?: number; last?: number };
    for (const [name, asked] of Object.entries({ first, last })) {
      if (asked != null && asked > MAX_PAGE) {
        throw refusal(
          `${name} cannot exceed ${MAX_PAGE}. To query larger amounts of data with fewer limits, bulk operations should be used ` +
            'instead.\nSee https://shopify.dev/api/usage/bulk-operations/queries for usage details.\n',
          'INVALID_FIELD_ARGUMENTS',
        );
      }
      size = Math.max(size, asked ?? 0);
    }
  }
  return size;
}

/** Fields of a selection as they apply to one type, by response key. */
function collect(
  input: CostInput,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const visit = (selection: SelectionNode): void => {
    if (leftOut(input, selection)) return;
    if (selection.kind === 'Field') {
      const key = selection.alias?.value ?? selection.name.value;
      found.set(key, [...(found.get(key) ?? []), selection]);
      return;
    }
    const fragment = selection.kind === 'FragmentSpread' ? input.fragments[selection.name.value] : selection;
    if (fragment && applies(input, fragment.typeCondition?.name.value, type))
      fragment.selectionSet.selections.forEach(visit);
  };
  for (const set of sets) set.selections.forEach(visit);
  return found;
}

function leftOut(input: CostInput, selection: SelectionNode): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, input.variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, input.variables);
  return skip?.if === true || include?.if === false;
}

function applies(input: CostInput, condition: string | undefined, type: GraphQLCompositeType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = input.schema.graphql.getType(condition);
  if (!isInterfaceType(named) && !isUnionType(named)) return false;
  return !isUnionType(type) && input.schema.graphql.isSubType(named, type);
}

/** Every object type that a selection's fragments name. */
function namedTypes(input: CostInput, sets: readonly SelectionSetNode[]): GraphQLCompositeType[] {
  const found = new Set<GraphQLCompositeType>();
  const visit = (selection: SelectionNode): void => {
    if (selection.kind === 'Field') return;
    const fragment = selection.kind === 'FragmentSpread' ? input.fragments[selection.name.value] : selection;
    if (!fragment) return;
    const named = fragment.typeCondition && input.schema.graphql.getType(fragment.typeCondition.name.value);
    if (isObjectType(named)) found.add(named);
    fragment.selectionSet.selections.forEach(visit);
  };
  for (const set of sets) set.selections.forEach(visit);
  return [...found];
}
