/** Which queries Shopify takes for an operation in bulk, refused in its words as public conformance tests against live stores record them. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  isCompositeType,
  isListType,
  isNonNullType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { notSimulated } from '../refusals.ts';
import type { AdminSchema } from '../schema.ts';

const MOST_CONNECTIONS = 5;
/** Connections below the root's. */
const DEEPEST_NESTING = 2;
const MOST_BYTES = 65_535;

/** One connection of the root with everything below it, as a document of its own. */
export interface RootConnection {
  /** The key of the answer. */
  key: string;
  document: DocumentNode;
}

/** What is wrong with the query, or the connections that it reads. Throws for what Shopify might take and the simulator does not. */
export function checkBulkQuery(
  schema: AdminSchema,
  query: string,
): { problems: string[] } | { roots: RootConnection[] } {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    const detail = query.trim() === '' ? 'syntax error, unexpected end of file' : String(error);
    return { problems: [`Invalid bulk query: ${detail}`] };
  }
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation || operations.length > 1) return { problems: ['Invalid bulk query: it has to be one operation'] };
  if (operation.operation !== 'query') {
    return { problems: ['Invalid operation type. Only `query` operations are supported.'] };
  }
  const invalid = validate(schema.graphql, document);
  if (invalid.length > 0) return { problems: invalid.map(({ message }) => `Invalid bulk query: ${message}`) };
  if ((operation.variableDefinitions ?? []).length > 0) throw notSimulated('A bulk query with variables');

  const fragments = new Map(
    document.definitions
      .filter((each) => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((each) => [each.name.value, each]),
  );
  const seen = analyse(schema, operation, fragments);
  const problems = problemsOf(seen);
  const bytes = Buffer.byteLength(query);
  if (problems.length === 0 && bytes > MOST_BYTES) {
    problems.push(`Query is too large (${bytes} bytes; maximum is ${MOST_BYTES} bytes)`);
  }
  if (problems.length > 0) return { problems };
  return { roots: seen.roots.map((field) => rootConnection(schema, operation, fragments, field)) };
}

function rootConnection(
  schema: AdminSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  field: FieldNode,
): RootConnection {
  const type = schema.query.getFields()[field.name.value]?.type;
  if (!type || !isConnection(type)) throw notSimulated(`The field ${field.name.value} at the root of a bulk query`);
  const alone: OperationDefinitionNode = {
    ...operation,
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
  };
  return {
    key: field.alias?.value ?? field.name.value,
    document: { kind: Kind.DOCUMENT, definitions: [alone, ...fragments.values()] },
  };
}

interface Analysis {
  roots: FieldNode[];
  connections: number;
  deepest: number;
  viaNodes: string[];
  withoutId: Set<string>;
  withinList: boolean;
  topLevelNodes: string[];
}

function problemsOf(seen: Analysis): string[] {
  const problems: string[] = [];
  const [first] = seen.viaNodes;
  if (first !== undefined) {
    const all = seen.viaNodes.map((name) => `'${name}'`).join(', ');
    problems.push(
      "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: " +
        `'${first} { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: ${all}.`,
    );
  }
  for (const name of seen.topLevelNodes) problems.push(`Bulk queries cannot contain a top level \`${name}\` field.`);
  if (seen.deepest > DEEPEST_NESTING) {
    problems.push(`Bulk queries cannot contain connections with a nesting depth greater than ${DEEPEST_NESTING}.`);
  }
  if (seen.connections > MOST_CONNECTIONS) {
    problems.push(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`);
  }
  if (seen.withoutId.size > 0) {
    problems.push(
      "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' " +
        `return type. Connection fields without 'id': ${[...seen.withoutId].join(', ')}.`,
    );
  }
  if (seen.withinList) {
    problems.push('Queries that contain a connection field within a list field are not currently supported.');
  }
  if (seen.connections === 0 && problems.length === seen.topLevelNodes.length) {
    problems.push('Bulk queries must contain at least one connection.');
  }
  return problems;
}

/** Where a selection stands. */
interface Place {
  /** Connections around it. */
  depth: number;
  inList: boolean;
  /** The nearest connection around it and whether its node selects its id; null at the root. */
  parent: { name: string; hasId: boolean } | null;
}

function analyse(
  schema: AdminSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Analysis {
  const seen: Analysis = {
    roots: [],
    connections: 0,
    deepest: 0,
    viaNodes: [],
    withoutId: new Set(),
    withinList: false,
    topLevelNodes: [],
  };
  const fieldsOf = (type: GraphQLCompositeType, set: SelectionSetNode): [GraphQLCompositeType, FieldNode][] =>
    set.selections.flatMap((selection: SelectionNode): [GraphQLCompositeType, FieldNode][] => {
      if (selection.kind === Kind.FIELD) return [[type, selection]];
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) return [];
      const named = fragment.typeCondition && schema.graphql.getType(fragment.typeCondition.name.value);
      return fieldsOf(isCompositeType(named) ? named : type, fragment.selectionSet);
    });
  const below = (type: GraphQLOutputType, field: FieldNode): [GraphQLCompositeType, FieldNode][] => {
    const named = getNamedType(type);
    return field.selectionSet && isCompositeType(named) ? fieldsOf(named, field.selectionSet) : [];
  };
  const typeOf = (parent: GraphQLCompositeType, field: FieldNode): GraphQLOutputType | null =>
    isUnionType(parent) ? null : (parent.getFields()[field.name.value]?.type ?? null);

  const visit = (parent: GraphQLCompositeType, field: FieldNode, place: Place): void => {
    const type = typeOf(parent, field);
    if (!type) return;
    if (isConnection(type)) return visitConnection(type, field, place);
    const inList = place.inList || isList(type);
    for (const [of, child] of below(type, field)) visit(of, child, { ...place, inList });
  };
  const visitConnection = (type: GraphQLOutputType, field: FieldNode, place: Place): void => {
    const name = field.name.value;
    seen.connections += 1;
    seen.deepest = Math.max(seen.deepest, place.depth);
    if (place.inList) seen.withinList = true;
    if (place.parent && !place.parent.hasId) seen.withoutId.add(place.parent.name);
    for (const [of, part] of below(type, field)) {
      refuseAlias(part);
      if (part.name.value === 'nodes') seen.viaNodes.push(name);
      const edge = part.name.value === 'edges' ? typeOf(of, part) : null;
      for (const [ofEdge, inner] of edge ? below(edge, part) : []) {
        refuseAlias(inner);
        const node = inner.name.value === 'node' ? typeOf(ofEdge, inner) : null;
        const children = node ? below(node, inner) : [];
        const hasId = children.some(([, child]) => child.name.value === 'id' && !child.alias);
        for (const [ofNode, child] of children) {
          visit(ofNode, child, { depth: place.depth + 1, inList: place.inList, parent: { name, hasId } });
        }
      }
    }
  };
  for (const [type, field] of fieldsOf(schema.query, operation.selectionSet)) {
    if (field.name.value === 'node' || field.name.value === 'nodes') {
      seen.topLevelNodes.push(field.name.value);
      continue;
    }
    seen.roots.push(field);
    visit(type, field, { depth: 0, inList: false, parent: null });
  }
  return seen;
}

/** The lines are made from what stands under `edges` and `node`. */
function refuseAlias(field: FieldNode): void {
  if (field.alias) throw notSimulated(`The alias ${field.alias.value} inside a connection of a bulk query`);
}

function isConnection(type: GraphQLOutputType): boolean {
  return getNamedType(type).name.endsWith('Connection');
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
