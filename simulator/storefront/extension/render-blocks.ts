/** Renders the blocks of the app that the merchant has placed, as Shopify does: each alone, with its own texts and files. */
import { createEngine, renderLiquid } from '../liquid/engine.ts';
import type { FilterContext } from '../liquid/filters.ts';
import { escapeHtml } from '../../html.ts';
import type { Metafield, Shop, ThemeBlock } from '../../world/types.ts';
import { availableBlock, fitsTemplate } from './block-availability.ts';
import { type AppBlock, defaultBlockSettings, type ThemeExtension } from './read-extensions.ts';

export interface BlockInput {
  shop: Shop;
  extensions: ThemeExtension[];
  /** The app's own metafields (owner: its installation), by `namespace.key`. */
  appData: Map<string, Metafield>;
  /** Address of an asset of an extension. */
  assetUrl(extension: ThemeExtension, file: string): string;
  /** Everything a block may read besides `block` and `app`. */
  globals: Record<string, unknown>;
  app: object;
  filters: Omit<FilterContext, 'translations' | 'assetUrl'>;
  locale: string;
}

export interface RenderedBlocks {
  html: string;
  stylesheets: Set<string>;
  scripts: Set<string>;
}

/** The blocks that stand at `place`: a template, `group:header`, or `*` with the embed's target. */
export function renderBlocks(input: BlockInput, place: string, template: string, embedTarget?: string): RenderedBlocks {
  const rendered: RenderedBlocks = { html: '', stylesheets: new Set(), scripts: new Set() };
  // Uninstalling takes the app's blocks out of the page, though the theme still names them.
  if (!input.shop.install) return rendered;
  for (const [index, placed] of input.shop.themeBlocks.entries()) {
    if (placed.template !== place) continue;
    const found = findBlock(input.extensions, placed.handle);
    if (!found) continue;
    const [extension, block] = found;
    if (!fitsTemplate(block.schema, place) || !availableBlock(block.schema, input.appData)) continue;
    if (embedTarget !== undefined && block.schema.target !== embedTarget) continue;
    rendered.html += renderBlock(input, extension, block, placed, index, template);
    const { stylesheet, javascript } = block.schema;
    if (stylesheet) rendered.stylesheets.add(input.assetUrl(extension, stylesheet));
    if (javascript) rendered.scripts.add(input.assetUrl(extension, javascript));
  }
  return rendered;
}

export function findBlock(extensions: ThemeExtension[], handle: string): [ThemeExtension, AppBlock] | null {
  for (const extension of extensions) {
    const block = extension.blocks.get(handle);
    if (block) return [extension, block];
  }
  return null;
}

function renderBlock(
  input: BlockInput,
  extension: ThemeExtension,
  block: AppBlock,
  placed: ThemeBlock,
  index: number,
  template: string,
): string {
  const id = `${block.handle}-${index}`;
  const engine = createEngine({
    ...input.filters,
    translations: { locale: input.locale, defaultLocale: extension.defaultLocale, texts: extension.locales },
    assetUrl: (file) => input.assetUrl(extension, file),
    snippets: extension.snippets,
  });
  const globals = {
    ...input.globals,
    app: input.app,
    block: {
      id,
      type: `shopify://apps/${extension.handle}/blocks/${block.handle}`,
      settings: { ...defaultBlockSettings(block.schema), ...autofilled(block, input.globals), ...placed.settings },
      shopify_attributes: `data-shopify-editor-block='{"id":"${id}","type":"${block.handle}"}'`,
    },
    section: { id: `template--${template.replace('/', '-')}__apps` },
  };
  let text: string;
  try {
    text = renderLiquid(engine, block.source, globals).text;
  } catch (error) {
    // Shopify prints the error where the block stands; the rest of the page lives on.
    text = `Liquid error (${block.handle}): ${escapeHtml(error instanceof Error ? error.message : String(error))}`;
  }
  if (block.schema.target !== 'section') return text;
  const { tag = 'div', class: extra } = block.schema;
  return `<${tag} id="shopify-block-${id}" class="shopify-block shopify-app-block${extra ? ` ${escapeHtml(extra)}` : ''}">${text}</${tag}>`;
}

/** A `product` setting with `autofill` holds the product of the page that the block stands on. */
function autofilled(block: AppBlock, globals: Record<string, unknown>): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const { type, id, autofill } of block.schema.settings) {
    if (autofill && id !== undefined && type in globals) settings[id] = globals[type];
  }
  return settings;
}
