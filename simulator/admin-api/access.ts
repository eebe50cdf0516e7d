/** Who may read what: access scopes and protected customer data, checked before any field is resolved. */
import type { GraphQLResolveInfo } from 'graphql';
import type { AdminContext } from './context.ts';
import { accessDenied, fieldNotApproved } from './refusals.ts';

/** Shopify: an app with a write scope can also read. */
export function withImpliedReads(scopes: Iterable<string>): Set<string> {
  const all = new Set(scopes);
  for (const scope of new Set(all)) if (scope.startsWith('write_')) all.add(`read_${scope.slice('write_'.length)}`);
  return all;
}

export function assertMayRead(context: AdminContext, info: GraphQLResolveInfo): void {
  const { name: typeName } = info.parentType;
  const required = context.schema.requirement(typeName, info.fieldName);
  if (required && !required.scopes.some((scope) => context.scopes.has(scope))) {
    throw accessDenied(info.fieldName, required.text);
  }
  const protection = context.schema.protection(typeName, info.fieldName);
  if (protection && !context.granted.has(protection)) throw fieldNotApproved(info.fieldName);
}

/** For mutations whose scope depends on their input (`metafieldsSet`, `tagsAdd`). */
export function mayWrite(context: AdminContext, scope: string | null): boolean {
  return scope === null || context.scopes.has(scope);
}
