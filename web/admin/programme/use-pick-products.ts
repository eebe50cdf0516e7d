import { useAppBridge } from '@shopify/app-bridge-react';
import type { ProgrammeSettings } from '../../loyalty/programme/settings.ts';
import { gid, idDigits } from '../../platform/kit/ids.ts';

type Products = ProgrammeSettings['exclude']['products'];

/** Shopify's own picker, with what is chosen already ticked; null when it is closed without choosing. */
export function usePickProducts(): (chosen: Products) => Promise<Products | null> {
  const bridge = useAppBridge();
  return async (chosen) => {
    const picked = await bridge.resourcePicker({
      type: 'product',
      action: 'select',
      multiple: true,
      filter: { variants: false },
      selectionIds: chosen.map(({ id }) => ({ id: gid('Product', id) })),
    });
    if (!picked) return null;
    return picked.flatMap((product) => {
      const id = idDigits(product.id);
      return id ? [{ id, title: product.title.slice(0, 255) }] : [];
    });
  };
}
