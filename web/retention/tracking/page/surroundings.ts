/** Where a page stands: in the store's theme, whose Liquid knows what we do not, or alone in the merchant's preview. */
import { type LiquidMarkup, liquid } from '../../../platform/http/liquid.ts';

export interface Surroundings {
  /** Address of one of the app's own pages; `path` begins with a slash. */
  ownPage(path: string): LiquidMarkup;
  /** Address of one of the store's; likewise. */
  storePage(path: string): LiquidMarkup;
  /** Null where nobody can log in. */
  login: LiquidMarkup | null;
  /** Only for whoever is not logged in. */
  guests(markup: LiquidMarkup): LiquidMarkup;
  /** The price as the store shows it to this shopper; left out altogether where the store says that it is sold out. */
  product(product: { handle: string; price: string }, show: (price: LiquidMarkup) => LiquidMarkup): LiquidMarkup;
}

/** Handles that can stand in a text of Liquid. Others are shown by what we know. */
const HANDLE = /^[\p{L}\p{N}_-]{1,255}$/u;

/** `pathPrefix`: where Shopify says that the app's pages stand. A page that is read in another language leads on in that language. */
export function inTheme(pathPrefix: string): Surroundings {
  const storePage = (path: string) => liquid`{{ regulars_root }}${path.slice(1)}`;
  return {
    storePage,
    ownPage: (path) => storePage(`${pathPrefix}${path}`),
    login: liquid`{{ routes.account_login_url }}`,
    guests: (markup) => liquid`{% unless customer %}${markup}{% endunless %}`,
    product({ handle, price }, show) {
      if (!HANDLE.test(handle)) return show(liquid`${price}`);
      // In the shopper's own currency; a store whose catalogue does not tell has our price, in its own.
      const shown = liquid`{% if regulars_product.id %}{{ regulars_product.price | money }}{% else %}${price}{% endif %}`;
      return liquid`{%- assign regulars_product = all_products['${handle}'] -%}
{%- if regulars_product.id == null or regulars_product.available -%}${show(shown)}{%- endif -%}`;
    },
  };
}

export const ROOT = liquid`{%- assign regulars_root = routes.root_url | append: '/' | replace: '//', '/' -%}`;

/** Links lead nowhere. */
export const alone: Surroundings = {
  ownPage: () => liquid`#`,
  storePage: () => liquid`#`,
  login: liquid`#`,
  guests: (markup) => markup,
  product: ({ price }, show) => show(liquid`${price}`),
};
