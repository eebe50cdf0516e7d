import type { Metafield } from '../../world/types.ts';
import type { BlockSchema } from './read-extensions.ts';

/**
 * `available_if: "{{ app.metafields.ns.key }}"`: the block may be used while that app-data metafield is true. Only this one
 * form exists; a block without it is always available.
 */
export function availableBlock(schema: BlockSchema, appData: Map<string, Metafield>): boolean {
  if (schema.available_if === undefined) return true;
  const [, namespace, key] =
    /^\{\{-?\s*app\.metafields\.([\w-]+)\.([\w-]+)(?:\.value)?\s*-?\}\}$/.exec(schema.available_if) ?? [];
  return appData.get(`${namespace}.${key}`)?.value === 'true';
}

/** Whether `enabled_on` and `disabled_on` let the block stand in a template (or, as `group:header`, in a section group). */
export function fitsTemplate(schema: BlockSchema, template: string): boolean {
  if (schema.target !== 'section') return template === '*';
  if (template === '*') return false;
  const { enabled_on: enabled, disabled_on: disabled } = schema;
  if (template.startsWith('group:')) {
    const group = template.slice('group:'.length);
    if (enabled) return listed(enabled.groups, group);
    return !listed(disabled?.groups, group);
  }
  if (enabled) return listed(enabled.templates, template);
  return !listed(disabled?.templates, template);
}

const listed = (names: string[] | undefined, name: string): boolean =>
  names !== undefined && (names.includes(name) || names.includes('*'));
