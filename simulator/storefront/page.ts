/** Puts a page of the theme together: what Liquid sees, the template, the app's blocks, the layout around it. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reservedNamespace, type Simulator } from '../context.ts';
import type { Customer, Metafield, Shop } from '../world/types.ts';
import { type CartView, cartDrop } from './cart-view.ts';
import { readExtensions, type Texts, type ThemeExtension } from './extension/read-extensions.ts';
import { type BlockInput, renderBlocks } from './extension/render-blocks.ts';
import { type Language, languageDrop, languages, type Localised, shopLanguage } from './languages.ts';
import { collectionDrop, customerDrop, type Drop, type DropContext, metafieldsDrop } from './liquid/drops.ts';
import { createEngine, renderLiquid } from './liquid/engine.ts';
import { moneyFormat } from './liquid/money-format.ts';
import { translate } from './liquid/translate.ts';
import { TemplateDrop } from './liquid/template-drop.ts';
import { escapeHtml } from '../html.ts';
import { embedPlace, themeId } from './theme-places.ts';

export const themeDirectory = join(import.meta.dirname, 'theme');

export interface Visit {
  simulator: Simulator;
  shop: Shop;
  customer: Customer | null;
  place: Localised;
  cart: CartView;
  query: URLSearchParams;
  origin: string;
}

export interface PageInput {
  /** File in the theme's `templates/`, such as `customers/account`. */
  template: string;
  title?: string;
  /** What this page's template sees besides the global objects. */
  objects?: (context: DropContext) => Drop;
  layout?: string;
}

/** A page made of one of the theme's templates. */
export function renderPage(visit: Visit, input: PageInput): string {
  const source = themeFile(`templates/${input.template}.liquid`);
  return renderInTheme(visit, source, input);
}

/**
 * Liquid from elsewhere (an app-proxy answer) or a template, in the theme's layout. `$app` stands for the app's namespace
 * in the app's own Liquid only; the theme has to spell it out.
 */
export function renderInTheme(visit: Visit, source: string, input: PageInput, own = false): string {
  const translations = themeTranslations(visit.place.language, shopLanguage(visit.shop));
  const globals = pageGlobals(visit, input, own);
  const filters = { currency: visit.shop.currency, timeZone: visit.shop.timeZone, now: visit.simulator.world.now() };
  const engine = createEngine({
    ...filters,
    translations,
    assetUrl: themeAssetUrl,
    snippets: join(themeDirectory, 'snippets'),
  });
  const blocks = placeBlocks(visit, input.template, pageGlobals(visit, input, true), filters);

  const content = renderLiquid(engine, source, { ...globals, placed: blocks.placed });
  const layout = content.layout ?? input.layout ?? 'theme';
  if (layout === 'none') return content.text;
  return renderLiquid(engine, themeFile(`layout/${layout}.liquid`), {
    ...globals,
    placed: blocks.placed,
    content_for_layout: content.text,
    content_for_header: blocks.head,
    content_for_body_end: blocks.body,
  }).text;
}

function placeBlocks(visit: Visit, template: string, globals: Drop, filters: BlockInput['filters']) {
  const { simulator, shop } = visit;
  const input: BlockInput = {
    shop,
    extensions: readExtensions(simulator.app.extensionsDir),
    appData: appData(shop),
    assetUrl: extensionAssetUrl,
    globals,
    app: {
      metafields: shop.install ? metafieldsDrop({ shop, root: '', ownNamespace: null }, installationGid(shop)) : {},
    },
    filters,
    locale: visit.place.language,
  };
  // Blocks do not run at the checkout, as in Shopify.
  const none = { html: '', stylesheets: new Set<string>(), scripts: new Set<string>() };
  const at = (place: string, target?: string) =>
    template.startsWith('checkout') ? none : renderBlocks(input, place, template, target);
  const inPage = at(template);
  const header = at('group:header');
  const footer = at('group:footer');
  const head = at(embedPlace, 'head');
  const body = at(embedPlace, 'body');
  const all = [inPage, header, footer, head, body];
  const styles = new Set(all.flatMap(({ stylesheets }) => [...stylesheets]));
  const scripts = new Set(all.flatMap((rendered) => [...rendered.scripts]));
  return {
    placed: { blocks: inPage.html, 'header-group': header.html, 'footer-group': footer.html },
    head:
      `<script src="${escapeHtml(themeAssetUrl('standard-actions.js'))}" defer></script>` +
      [...styles]
        .map((url) => `<link href="${escapeHtml(url)}" rel="stylesheet" type="text/css" media="all">`)
        .join('') +
      [...scripts].map((url) => `<script src="${escapeHtml(url)}" async></script>`).join('') +
      head.html,
    body: body.html,
  };
}

const installationGid = (shop: Shop): string =>
  `gid://shopify/AppInstallation/${shop.install?.appInstallationId ?? ''}`;
export const appData = (shop: Shop): Map<string, Metafield> => shop.metafields.get(installationGid(shop)) ?? new Map();

function pageGlobals(visit: Visit, input: PageInput, own: boolean): Drop {
  const { shop, place, simulator, customer } = visit;
  const context: DropContext = {
    shop,
    root: place.root,
    ownNamespace: own ? reservedNamespace(simulator.app, '$app') : null,
  };
  const objects = input.objects?.(context) ?? {};
  const route = (path: string) => `${place.root}${path}`;
  const language = (each: Language) => languageDrop(shop, each);
  return {
    shop: shopDrop(shop),
    customer: customer ? customerDrop(context, customer) : null,
    cart: cartDrop(context, visit.cart),
    collections: Object.fromEntries(
      [...shop.collections.values()].map((collection) => [collection.handle, collectionDrop(context, collection)]),
    ),
    request: {
      locale: language(place.language),
      page_type: input.template,
      path: route(place.path),
      host: new URL(visit.origin).host,
      origin: visit.origin,
      design_mode: false,
      visual_preview_mode: false,
    },
    routes: {
      root_url: place.root || '/',
      cart_url: route('/cart'),
      cart_add_url: route('/cart/add'),
      cart_change_url: route('/cart/change'),
      cart_update_url: route('/cart/update'),
      cart_clear_url: route('/cart/clear'),
      collections_url: route('/collections'),
      all_products_collection_url: route('/collections/all'),
      account_url: route('/account'),
      account_login_url: route('/account/login'),
      account_logout_url: route('/account/logout'),
      account_register_url: route('/account/register'),
      storefront_login_url: route('/account/login'),
    },
    localization: {
      available_languages: languages.map(language),
      language: language(place.language),
      country: { iso_code: shop.country, currency: { iso_code: shop.currency } },
    },
    template: new TemplateDrop(input.template),
    theme: { id: themeId(shop), name: 'Simulated', role: 'main' },
    settings: {},
    page_title: input.title ?? shop.name,
    current_page: Number(visit.query.get('page') ?? 1) || 1,
    path_without_language: place.path,
    query_string: visit.query.toString() ? `?${visit.query}` : '',
    powered_by_link: '',
    ...objects,
  };
}

function shopDrop(shop: Shop): Drop {
  return {
    id: BigInt(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    permanent_domain: shop.domain,
    url: `https://${shop.domain}`,
    secure_url: `https://${shop.domain}`,
    currency: shop.currency,
    enabled_currencies: [{ iso_code: shop.currency }],
    money_format: moneyFormat(shop.currency),
    taxes_included: shop.taxesIncluded,
    customer_accounts_enabled: true,
    customer_accounts_optional: true,
    locale: shop.locale,
    published_locales: languages.map((each) => languageDrop(shop, each)),
    products_count: [...shop.products.values()].filter(({ status }) => status === 'ACTIVE').length,
  };
}

function themeTranslations(locale: Language, defaultLocale: Language) {
  const texts = new Map<string, Texts>(
    languages.map((language) => [language, JSON.parse(themeFile(`locales/${language}.json`))]),
  );
  return { locale, defaultLocale, texts };
}

/** One of the theme's texts, for what a handler has to say. */
export const themeText = (visit: Visit, key: string): string =>
  translate(themeTranslations(visit.place.language, shopLanguage(visit.shop)), key, {});

const themeFile = (path: string): string => readFileSync(join(themeDirectory, path), 'utf8');

/** The file's time stands in the address, so that a browser may keep it until it changes. */
const stamp = (file: string): string => (existsSync(file) ? Math.floor(statSync(file).mtimeMs).toString(36) : '0');
const themeAssetUrl = (file: string): string =>
  `/theme-assets/${file}?v=${stamp(join(themeDirectory, 'assets', file))}`;
function extensionAssetUrl(extension: ThemeExtension, file: string): string {
  return `/extensions/${extension.handle}/assets/${file}?v=${stamp(join(extension.directory, 'assets', file))}`;
}
