/** Shopify's schema, with what graphql-js does not know of it: scopes and protected customer data. Built once a process. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  type DocumentNode,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type IntrospectionQuery,
  isCompositeType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { ProtectedField } from '../context.ts';
import { defaultSchemaPath } from './fetch-schema.ts';

export interface Requirement {
  /** Any one of these is enough. */
  scopes: readonly string[];
  /** Shopify's sentence, for the error. */
  text: string;
}

export interface AdminSchema {
  graphql: GraphQLSchema;
  query: GraphQLObjectType;
  mutation: GraphQLObjectType;
  /** Documents that were read and validated before, or what is wrong with them. */
  documents: Map<string, DocumentNode | { errors: unknown[] }>;
  /** What a field needs: its own rule, else the rule of what it returns (of the nodes, for a connection). */
  requirement(typeName: string, fieldName: string): Requirement | null;
  typeRequirement(typeName: string): Requirement | null;
  protection(typeName: string, fieldName: string): ProtectedField | null;
}

interface SchemaFile {
  data: { __schema: IntrospectionQuery['__schema'] };
  offline_scopes: {
    items: {
      type: 'type' | 'field';
      typeName: string;
      fieldName?: string;
      requiredAccess: string;
      offlineScopes: string[];
    }[];
  };
}
interface ShopifyField {
  name: string;
  isProtected?: boolean;
  protectedContent?: string | null;
}

const loaded = new Map<string, AdminSchema>();

/** Throws with the remedy when the file is missing (`fetch-schema.ts` brings it). */
export function loadAdminSchema(path = defaultSchemaPath): AdminSchema {
  let schema = loaded.get(path);
  if (!schema) {
    schema = build(read(path));
    loaded.set(path, schema);
  }
  return schema;
}

function read(path: string): SchemaFile {
  try {
    return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as SchemaFile;
  } catch (cause) {
    throw new Error(`Cannot read Shopify's Admin schema at ${path}: run "npm run schema" once.`, {
      cause,
    });
  }
}

function build(file: SchemaFile): AdminSchema {
  const graphql = buildClientSchema(file.data, { assumeValid: true });
  const query = graphql.getQueryType();
  const mutation = graphql.getMutationType();
  if (!query || !mutation) throw new Error('The Admin schema has no query or mutation type');

  const rules = new Map<string, Requirement>();
  for (const item of file.offline_scopes.items) {
    if (item.offlineScopes.length === 0) continue;
    const key = item.type === 'field' ? `${item.typeName}.${item.fieldName}` : item.typeName;
    rules.set(key, { scopes: item.offlineScopes, text: item.requiredAccess.trim() });
  }
  const protections = new Map<string, ProtectedField>();
  for (const type of file.data.__schema.types) {
    if (type.kind !== 'OBJECT') continue;
    for (const field of type.fields as readonly ShopifyField[]) {
      if (field.isProtected) protections.set(`${type.name}.${field.name}`, contentOf(field));
    }
  }

  /** Asked for every field of every object that is answered. */
  const requirements = new Map<string, Requirement | null>();
  const returned = (typeName: string, fieldName: string): string | null => {
    const type = graphql.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return null;
    const field = type.getFields()[fieldName];
    const named = field && getNamedType(field.type);
    if (!named || !isCompositeType(named)) return null;
    if (!named.name.endsWith('Connection') || !isObjectType(named)) return named.name;
    const nodes = named.getFields().nodes;
    return nodes ? getNamedType(nodes.type).name : null;
  };
  return {
    graphql,
    query,
    mutation,
    documents: new Map(),
    requirement(typeName, fieldName) {
      const key = `${typeName}.${fieldName}`;
      let known = requirements.get(key);
      if (known === undefined) {
        // A mutation's own rule is the whole rule: what it returns was written by the caller.
        const result = typeName === mutation.name ? null : returned(typeName, fieldName);
        known = rules.get(key) ?? (result === null ? null : (rules.get(result) ?? null));
        requirements.set(key, known);
      }
      return known;
    },
    typeRequirement: (typeName) => rules.get(typeName) ?? null,
    protection: (typeName, fieldName) => protections.get(`${typeName}.${fieldName}`) ?? null,
  };
}

function contentOf(field: ShopifyField): ProtectedField {
  switch (field.protectedContent) {
    case 'name':
    case 'email':
    case 'phone':
    case 'address':
      return field.protectedContent;
    default:
      throw new Error(`The Admin schema protects ${field.name} as ${field.protectedContent}, which is not known here`);
  }
}
