import { availableBlock } from '../storefront/extension/block-availability.ts';
import { type AppBlock, schemaText, type ThemeExtension } from '../storefront/extension/read-extensions.ts';
import type { Metafield, Shop } from '../world/types.ts';
import { themeId } from '../storefront/theme-places.ts';

/** What `shopify.app.extensions()` answers; the shape is that of `@shopify/app-bridge-types`. */
export interface ExtensionInfo {
  handle: string;
  type: 'theme_app_extension';
  activations: {
    handle: string;
    name: string;
    target: string;
    status: 'active' | 'available' | 'unavailable';
    activations: { target: string; themeId: string }[];
  }[];
}

/** The status of the app's blocks in the published theme. */
export function extensionStatus(
  shop: Shop,
  extensions: ThemeExtension[],
  appData: Map<string, Metafield>,
  locale: string,
): ExtensionInfo[] {
  return extensions.map((extension) => ({
    handle: extension.handle,
    type: 'theme_app_extension',
    activations: [...extension.blocks.values()].map((block) => activation(shop, extension, block, appData, locale)),
  }));
}

function activation(
  shop: Shop,
  extension: ThemeExtension,
  block: AppBlock,
  appData: Map<string, Metafield>,
  locale: string,
): ExtensionInfo['activations'][number] {
  const placed = shop.themeBlocks.filter(({ handle }) => handle === block.handle);
  const available = availableBlock(block.schema, appData);
  return {
    handle: block.handle,
    name: schemaText(extension, block.schema.name, locale),
    target: block.schema.target,
    status: available ? (placed.length > 0 ? 'active' : 'available') : 'unavailable',
    activations: placed.map(({ template }) => ({
      target: template === '*' ? block.schema.target : `template--${template}`,
      themeId: themeId(shop),
    })),
  };
}
