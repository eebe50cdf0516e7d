import { reservedNamespace } from '../../context.ts';
import type { AdminContext } from '../context.ts';

/** The definition that the app's configuration file declares for a metafield, if it does. */
export function metafieldDefinition(
  context: AdminContext,
  ownerType: string,
  namespace: string,
  key: string,
): { type: string } | null {
  const found = context.app.configuration.metafields.find(
    (declared) =>
      declared.owner.toUpperCase() === ownerType &&
      declared.key === key &&
      reservedNamespace(context.app, declared.namespace) === namespace,
  );
  return found ?? null;
}
