import { useAppBridge } from '@shopify/app-bridge-react';
import { gid, idDigits } from '../../platform/kit/ids.ts';

/** Something of the store's catalogue: its id in digits, and its title when it was chosen. */
export interface Picked {
  id: string;
  title: string;
}

/** Shopify's own picker, with what is chosen already ticked; null when it is closed without choosing. */
export function usePick(): (type: 'product' | 'collection' | 'variant', chosen: Picked[]) => Promise<Picked[] | null> {
  const bridge = useAppBridge();
  return async (type, chosen) => {
    if (type === 'variant') {
      const picked = await bridge.resourcePicker({ type, action: 'select', multiple: false });
      return picked?.flatMap((variant) => own(variant.id, variantTitle(variant))) ?? null;
    }
    if (type === 'collection') {
      const selectionIds = chosen.map(({ id }) => ({ id: gid('Collection', id) }));
      const picked = await bridge.resourcePicker({ type, action: 'select', multiple: true, selectionIds });
      return picked?.flatMap(({ id, title }) => own(id, title)) ?? null;
    }
    const selectionIds = chosen.map(({ id }) => ({ id: gid('Product', id) }));
    const picked = await bridge.resourcePicker({
      type,
      action: 'select',
      multiple: true,
      filter: { variants: false },
      selectionIds,
    });
    return picked?.flatMap(({ id, title }) => own(id, title)) ?? null;
  };
}

function own(given: string | undefined, title: string): Picked[] {
  const id = given ? idDigits(given) : null;
  return id ? [{ id, title: title.slice(0, 255) }] : [];
}

/** Shopify gives a variant's own title as "Product - Variant"; a product without variants has "Default Title". */
function variantTitle({ displayName, title }: { displayName?: string; title?: string }): string {
  return (displayName ?? title ?? '').replace(/ - Default Title$/, '');
}
