/**
 * The one resolver of the whole schema. Objects are plain records whose members are values or functions of the arguments.
 * A member that is there may be null; a member that is not there is an error, never a null.
 */
import { getNamedType, type GraphQLFieldResolver, type GraphQLResolveInfo, isCompositeType } from 'graphql';
import { assertMayRead } from './access.ts';
import type { AdminContext } from './context.ts';
import { notSimulated } from './refusals.ts';

type Member = (args: unknown, info: GraphQLResolveInfo) => unknown;

export const resolveField: GraphQLFieldResolver<unknown, AdminContext> = (source, args, context, info) => {
  assertMayRead(context, info);
  const { fieldName } = info;
  const member = isRecord(source) && Object.hasOwn(source, fieldName) ? source[fieldName] : undefined;
  const asked = context.wholeLists ? context.wholeLists.args(args, info) : args;
  const value = typeof member === 'function' ? (member as Member)(asked, info) : member;
  if (value === undefined) throw notSimulated(nameOf(info));
  context.wholeLists?.seen(value, info);
  if (value !== null && isCompositeType(getNamedType(info.returnType))) record(value, context, info);
  return value;
};

function nameOf(info: GraphQLResolveInfo): string {
  const type = info.parentType.name === 'QueryRoot' ? 'Query' : info.parentType.name;
  return `${type}.${info.fieldName}`;
}

/** Notes what was returned, for the actual cost. */
function record(value: unknown, context: AdminContext, info: GraphQLResolveInfo): void {
  const keys: (string | number)[] = [];
  for (let path: typeof info.path | undefined = info.path; path; path = path.prev) {
    if (typeof path.key === 'string') keys.unshift(path.key);
  }
  const size = isRecord(value) && Array.isArray(value.nodes) ? value.nodes.length : 1;
  const key = keys.join('.');
  context.returned.set(key, Math.max(size, context.returned.get(key) ?? 0));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
