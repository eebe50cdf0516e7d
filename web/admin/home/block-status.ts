/** Whether our blocks stand in the store's published theme: only App Bridge can tell, the server cannot. */
import { queryOptions } from '@tanstack/react-query';

export const blocks = { balance: 'points-balance', product: 'product-points', panel: 'points-panel' } as const;
export type Block = keyof typeof blocks;

/** Null where this admin cannot say, as in an older App Bridge. */
export type BlockStatus = Record<Block, boolean> | null;

export const blockStatusQuery = queryOptions({
  queryKey: ['blocks'],
  queryFn: readBlockStatus,
  // The merchant adds the block in another tab and comes back.
  staleTime: 0,
  refetchOnWindowFocus: 'always',
});

async function readBlockStatus(): Promise<BlockStatus> {
  const asked = window.shopify.app.extensions().catch(() => null);
  const extensions = await Promise.race([asked, noAnswer()]);
  if (!extensions) return null;
  const placed = new Set<string>();
  for (const extension of extensions) {
    if (extension.type !== 'theme_app_extension') continue;
    for (const activation of extension.activations) {
      if ('status' in activation && activation.status === 'active') placed.add(activation.handle);
    }
  }
  return {
    balance: placed.has(blocks.balance),
    product: placed.has(blocks.product),
    panel: placed.has(blocks.panel),
  };
}

/** The home page waits for this, so it must not wait for ever. */
const noAnswer = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), 3_000));

/** Opens the theme editor with the block already added to the page where it belongs; nothing is saved until the merchant does. */
export function themeEditorUrl(block: Block, apiKey: string): string {
  // The panel is an app embed: it belongs to no page, and is switched on.
  if (block === 'panel') {
    const embed = new URLSearchParams({ context: 'apps', activateAppId: `${apiKey}/${blocks.panel}` });
    return `shopify://admin/themes/current/editor?${embed}`;
  }
  const parameters = new URLSearchParams({
    template: block === 'product' ? 'product' : 'index',
    addAppBlockId: `${apiKey}/${blocks[block]}`,
    target: block === 'product' ? 'mainSection' : 'newAppsSection',
  });
  return `shopify://admin/themes/current/editor?${parameters}`;
}
