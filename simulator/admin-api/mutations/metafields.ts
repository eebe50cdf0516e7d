/** `metafieldsSet` and `metafieldsDelete`: at most 25 at a time, all or none, compare-and-set by digest. */
import { createHash } from 'node:crypto';
import { reservedNamespace } from '../../context.ts';
import type { Metafield } from '../../world/types.ts';
import { mayWrite } from '../access.ts';
import type { AdminContext, Fields } from '../context.ts';
import { METAFIELD_OWNERS, metafieldNode } from '../fields/metafields.ts';
import { parseGid } from '../gid.ts';
import { accessDenied } from '../refusals.ts';
import { metafieldDefinition } from './metafield-definitions.ts';
import { canonicalValue, isMetafieldType } from './metafield-values.ts';

interface SetInput {
  ownerId: string;
  namespace?: string | null;
  key: string;
  type?: string | null;
  value: string;
  /** Absent = write in any case; null = must not exist yet; else the digest of what was read. */
  compareDigest?: string | null;
}
interface UserError {
  field: string[] | null;
  message: string;
  code: string;
  elementIndex: number | null;
}
type Planned = { ownerGid: string; namespace: string; key: string; type: string; value: string };

const MOST_AT_ONCE = 25;

export function metafieldMutations(context: AdminContext): Fields {
  return {
    metafieldsSet: ({ metafields }: { metafields: SetInput[] }) => {
      if (metafields.length > MOST_AT_ONCE) {
        const message = `Exceeded the maximum metafields input limit of ${MOST_AT_ONCE}.`;
        return refused([{ field: ['metafields'], message, code: 'LESS_THAN_OR_EQUAL_TO', elementIndex: null }]);
      }
      const checked = metafields.map((input, index) => check(context, input, index));
      const errors = checked.flatMap((one) => ('code' in one ? [one] : []));
      if (errors.length > 0) return refused(errors);
      const written = checked.flatMap((one) => ('code' in one ? [] : [write(context, one)]));
      return { metafields: written.map((metafield) => metafieldNode(context, metafield)), userErrors: [] };
    },
    metafieldsDelete: ({ metafields }: { metafields: { ownerId: string; namespace: string; key: string }[] }) => {
      for (const { ownerId } of metafields) assertOwnerScope(context, ownerId, 'metafieldsDelete');
      const deleted = metafields.map(({ ownerId, namespace, key }) => {
        const resolved = reservedNamespace(context.app, namespace);
        return context.shop.metafields.get(ownerId)?.delete(`${resolved}.${key}`)
          ? { ownerId, namespace: resolved, key }
          : null;
      });
      return { deletedMetafields: deleted, userErrors: [] };
    },
  };
}

function refused(userErrors: UserError[]): Fields {
  return { metafields: [], userErrors };
}

function check(context: AdminContext, input: SetInput, index: number): Planned | UserError {
  const at = ['metafields', String(index)];
  const refuse = (code: string, message: string, ...field: string[]): UserError => ({
    field: [...at, ...field],
    message,
    code,
    elementIndex: null,
  });
  const owner = assertOwnerScope(context, input.ownerId, 'metafieldsSet');
  if (!owner || context.nodes.byGid(context, input.ownerId) === null)
    return refuse('INVALID', 'Owner does not exist.', 'ownerId');
  const namespace = reservedNamespace(context.app, input.namespace ?? '$app');
  // `app--ID` belongs to that app alone, and so do the app-data metafields of an installation.
  if (/^app--\d+/.test(namespace) && !new RegExp(`^app--${context.app.id}(--|$)`).test(namespace)) {
    return refuse(
      'APP_NOT_AUTHORIZED',
      'Access to this namespace and key on Metafields for this resource type is not allowed.',
    );
  }
  const lengths = lengthError(input.key, 2, 64) ?? lengthError(namespace, 3, 255);
  if (lengths) return refuse(lengths.code, lengths.message, lengths.text === input.key ? 'key' : 'namespace');
  if (!/^[\w-]+$/.test(input.key)) return refuse('INVALID', 'Key contains one or more invalid characters.', 'key');
  if (!/^[\w-]+$/.test(namespace))
    return refuse('INVALID', 'Namespace contains one or more invalid characters.', 'namespace');

  const existing = context.shop.metafields.get(input.ownerId)?.get(`${namespace}.${input.key}`);
  const defined = metafieldDefinition(context, owner, namespace, input.key);
  const type = input.type ?? defined?.type ?? existing?.type;
  if (!type) return refuse('BLANK', "Type can't be blank", 'type');
  if (!isMetafieldType(type))
    return refuse('INCLUSION', `Type must be one of the supported types, not ${type}.`, 'type');
  if (defined && defined.type !== type) {
    return refuse(
      'INVALID_TYPE',
      `Type '${type}' must be consistent with the definition's type: '${defined.type}'.`,
      'type',
    );
  }
  if (existing && existing.type !== type) {
    return refuse(
      'INVALID_TYPE',
      `Type '${type}' must be consistent with the existing type: '${existing.type}'.`,
      'type',
    );
  }
  if (input.value === '') return refuse('BLANK', "Value can't be blank.", 'value');
  const value = canonicalValue(type, input.value);
  if ('problem' in value) return refuse(value.code, value.problem, 'value');
  const stale = staleness(input, existing);
  if (stale) return refuse(stale.code, stale.message);
  return { ownerGid: input.ownerId, namespace, key: input.key, type, value: value.text };
}

function staleness(input: SetInput, existing: Metafield | undefined): { code: string; message: string } | null {
  if (input.compareDigest === undefined) return null;
  if (input.compareDigest !== null && !existing) {
    return { code: 'INVALID_COMPARE_DIGEST', message: 'Invalid `compareDigest` value.' };
  }
  if (input.compareDigest === (existing?.compareDigest ?? null)) return null;
  const message = 'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.';
  return { code: 'STALE_OBJECT', message };
}

function lengthError(text: string, least: number, most: number) {
  if (text.length < least) return { text, code: 'TOO_SHORT', message: `is too short (minimum is ${least} characters)` };
  if (text.length > most) return { text, code: 'TOO_LONG', message: `is too long (maximum is ${most} characters)` };
  return null;
}

/** Writing a metafield needs what writing its owner needs. null = no type that can own metafields. */
function assertOwnerScope(context: AdminContext, ownerGid: string, fieldName: string): string | null {
  const owner = METAFIELD_OWNERS[parseGid(ownerGid)?.type ?? ''];
  if (owner && !mayWrite(context, owner.scope)) {
    throw accessDenied(
      fieldName,
      'the same access level needed to mutate the owner resource. For instance, if you want to set a metafield on a product, ' +
        'you need the same permissions as you would need to mutate a product.',
    );
  }
  return owner?.ownerType ?? null;
}

function write(context: AdminContext, planned: Planned): Metafield {
  const { shop, world } = context;
  const owned = shop.metafields.get(planned.ownerGid) ?? new Map<string, Metafield>();
  shop.metafields.set(planned.ownerGid, owned);
  const name = `${planned.namespace}.${planned.key}`;
  const before = owned.get(name);
  const now = world.now();
  const metafield: Metafield = {
    id: before?.id ?? world.nextId(),
    ...planned,
    compareDigest: createHash('sha256').update(`${planned.type}\n${planned.value}`).digest('hex'),
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  owned.set(name, metafield);
  return metafield;
}
