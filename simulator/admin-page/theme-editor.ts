/** The theme editor, as far as the app's blocks go: where each stands and how it is set. */
import {
  type AppBlock,
  type BlockSetting,
  defaultBlockSettings,
  schemaText,
  type ThemeExtension,
} from '../storefront/extension/read-extensions.ts';
import { placesOf } from '../storefront/theme-places.ts';
import { html, type Html, jsonScript } from '../html.ts';
import type { Shop, ThemeBlock } from '../world/types.ts';
import { type AdminLocale, texts } from './texts.ts';

/** What a deep link asks for: `addAppBlockId={api key}/{block}&template=…`, `activateAppId=…`. */
export interface EditorWish {
  block: string | null;
  template: string | null;
}

export function readWish(query: URLSearchParams): EditorWish {
  const id = query.get('addAppBlockId') ?? query.get('activateAppId');
  const target = query.get('target') ?? '';
  const group = /^sectionGroup:(.+)$/.exec(target)?.[1];
  return { block: id?.split('/').at(-1) ?? null, template: group ? `group:${group}` : query.get('template') };
}

export function editorPage(shop: Shop, extensions: ThemeExtension[], locale: AdminLocale, wish: EditorWish): Html {
  const say = texts[locale];
  return html`<h1>${say.editor}</h1><p>${say.editorIntro}</p>
    ${extensions.flatMap((extension) => [...extension.blocks.values()].map((block) => blockCard(shop, extension, block, locale, wish)))}`;
}

function blockCard(
  shop: Shop,
  extension: ThemeExtension,
  block: AppBlock,
  locale: AdminLocale,
  wish: EditorWish,
): Html {
  const say = texts[locale];
  const placed = shop.themeBlocks.filter(({ handle }) => handle === block.handle);
  const free = placesOf(block.schema).filter((place) => !placed.some(({ template }) => template === place));
  const wanted = wish.block === block.handle;
  return html`<article${wanted ? html` class="wanted"` : ''} id="${block.handle}">
    <h2>${schemaText(extension, block.schema.name, locale)} <small>${placed.length === 0 ? say.none : ''}</small></h2>
    ${
      free.length > 0 &&
      html`<form class="inline" data-call="themeBlocks/place" data-body="${body(shop, block)}">
        <label>${say.placedIn}
          <select data-field="template">
            ${free.map((place) => html`<option value="${place}"${wanted && wish.template === place ? html` selected` : ''}>${placeName(place, locale)}</option>`)}
          </select>
        </label>
        <button class="primary">${say.place}</button>
      </form>`
    }
    ${placed.map((one) => placedForm(shop, extension, block, one, locale))}
  </article>`;
}

function placedForm(
  shop: Shop,
  extension: ThemeExtension,
  block: AppBlock,
  one: ThemeBlock,
  locale: AdminLocale,
): Html {
  const say = texts[locale];
  const values = { ...defaultBlockSettings(block.schema), ...one.settings };
  const { template } = one;
  return html`<div class="placed">
    <h3>${placeName(template, locale)}</h3>
    <form data-call="themeBlocks/place" data-body="${body(shop, block, { template })}">
      ${block.schema.settings.map((setting) => settingField(extension, setting, values, locale))}
      <div class="buttons"><button class="primary">${say.update}</button></div>
    </form>
    <form data-call="themeBlocks/remove" data-body="${body(shop, block, { template })}">
      <div class="buttons"><button>${say.remove}</button></div>
    </form>
  </div>`;
}

const body = (shop: Shop, block: AppBlock, more: object = {}): string =>
  jsonScript({ shop: shop.domain, block: block.handle, ...more }).html;

export function placeName(place: string, locale: AdminLocale): string {
  const names: Record<string, string> = texts[locale].templates;
  return names[place] ?? place;
}

/** A setting as the theme editor would offer it; resource pickers are typed by hand here. */
function settingField(
  extension: ThemeExtension,
  setting: BlockSetting,
  values: Record<string, unknown>,
  locale: AdminLocale,
): Html {
  const say = (value: unknown) => schemaText(extension, value, locale);
  if (setting.id === undefined) return setting.content ? html`<h4>${say(setting.content)}</h4>` : html``;
  const { id, type } = setting;
  // A product is left to the page's own; the simulator's editor has no picker for it.
  if (type === 'product') return html``;
  const value = values[id];
  const info = setting.info ? html`<small>${say(setting.info)}</small>` : '';
  if (type === 'checkbox') {
    return html`<label class="tick"><input type="checkbox" data-setting="${id}"${value === true ? html` checked` : ''}> ${say(setting.label)}</label>`;
  }
  if (type === 'select' || type === 'radio') {
    const options = (setting.options ?? []).map(
      (option) =>
        html`<option value="${option.value}"${option.value === value ? html` selected` : ''}>${say(option.label)}</option>`,
    );
    return html`<label>${say(setting.label)}<select data-setting="${id}">${options}</select>${info}</label>`;
  }
  if (type === 'range' || type === 'number') {
    const limits = (['min', 'max', 'step'] as const).map((name) =>
      setting[name] === undefined ? '' : html` ${name}="${setting[name]}"`,
    );
    return html`<label>${say(setting.label)}<input type="number" data-setting="${id}" value="${String(value)}"${limits}>${info}</label>`;
  }
  // Colours may be empty, which <input type="color"> cannot say.
  return html`<label>${say(setting.label)}<input type="text" data-setting="${id}" value="${String(value ?? '')}"${type === 'color' ? html` placeholder="#336699"` : ''}>${info}</label>`;
}
