/** Shopify's own filters, and those of LiquidJS that differ from Shopify's. */
import { filters as builtIn, type Liquid } from 'liquidjs';
import { escapeHtml } from '../../html.ts';
import { stringifyExact } from './exact-json.ts';
import { handleize } from './handleize.ts';
import { colorContrast } from './color-contrast.ts';
import { dividedBy, minus, modulo, plus, times } from './exact-arithmetic.ts';
import { formatAmount, formatMoney } from './money-format.ts';
import { translate, type Translations } from './translate.ts';
import { writtenMoment } from './written-moment.ts';

export interface FilterContext {
  currency: string;
  timeZone: string;
  /** Ms of the simulator's clock: what `'now' | date` shows. */
  now: number;
  translations: Translations;
  /** Address of a file in `assets/` of the theme, or of the extension whose block is rendered. */
  assetUrl(file: string): string;
}

export function registerFilters(engine: Liquid, context: FilterContext): void {
  const { currency } = context;
  const add = (name: string, filter: (value: unknown, ...rest: unknown[]) => unknown) =>
    engine.registerFilter(name, filter);
  add('plus', plus);
  add('minus', minus);
  add('times', times);
  engine.registerFilter('divided_by', function (value: unknown, divisor: unknown) {
    // A divisor written as 2.0 asks for a fraction; LiquidJS has made it 2 by now, so look at how it was written.
    const written = /divided_by\s*:\s*(-?\d+\.\d+)/.exec(this.token.getText())?.[1];
    return dividedBy(value, written ?? divisor);
  });
  add('modulo', modulo);

  const translateFilter = (key: unknown, ...rest: unknown[]) =>
    translate(context.translations, String(key), named(rest));
  add('t', translateFilter);
  add('translate', translateFilter);

  add('money', (cents) => formatMoney(number(cents), currency));
  add('money_with_currency', (cents) => `${formatMoney(number(cents), currency)} ${currency}`);
  add('money_without_currency', (cents) => formatAmount(number(cents), currency));
  add('money_without_trailing_zeros', (cents) => formatMoney(number(cents), currency).replace(/[.,]00(?!\d)/, ''));

  add('asset_url', (file) => context.assetUrl(String(file)));
  add('stylesheet_tag', (url) => `<link href="${attribute(url)}" rel="stylesheet" type="text/css" media="all">`);
  add('script_tag', (url) => `<script src="${attribute(url)}"></script>`);
  add('image_url', (image, ...rest) => imageUrl(image, named(rest)));
  add('img_url', (image) => imageUrl(image, {}));
  add('image_tag', (url, ...rest) => imageTag(url, named(rest)));
  add('link_to', (text, url) => `<a href="${attribute(url)}">${String(text ?? '')}</a>`);

  // What is printed between script tags must not end them.
  add('json', (value) => stringifyExact(value).replaceAll('<', '\\u003c'));
  add('color_contrast', (one, other) => colorContrast(String(one), String(other)));
  add('handleize', handleize);
  add('handle', handleize);
  add('pluralize', (count, one, other) => (number(count) === 1 ? one : other));
  add('default_pagination', paginationLinks);
  const dateFilter = builtIn.date;
  if (typeof dateFilter !== 'function') throw new Error('LiquidJS has lost its date filter');
  engine.registerFilter('date', function (value: unknown, format?: string) {
    return value === null || value === undefined ? '' : dateFilter.call(this, moment(value), format, context.timeZone);
  });
  engine.registerFilter('time_tag', function (value: unknown, format?: string) {
    const shown: unknown = dateFilter.call(this, moment(value), format, context.timeZone);
    return `<time datetime="${moment(value).toISOString()}">${escapeHtml(String(shown))}</time>`;
  });

  function moment(value: unknown): Date {
    if (value === 'now' || value === 'today') return new Date(context.now);
    if (value instanceof Date) return value;
    return typeof value === 'number' ? new Date(value * 1000) : writtenMoment(String(value), context.timeZone);
  }
}

/** LiquidJS hands `name: value` arguments over as pairs. */
function named(rest: unknown[]): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const pair of rest) if (Array.isArray(pair) && typeof pair[0] === 'string') values[pair[0]] = pair[1];
  return values;
}
const number = (value: unknown): number => {
  const inner = Number(value !== null && typeof value === 'object' ? value.valueOf() : value);
  return Number.isFinite(inner) ? inner : 0;
};
const attribute = (value: unknown): string => escapeHtml(String(value ?? ''));

function imageUrl(image: unknown, options: Record<string, unknown>): string {
  const inner =
    image !== null && typeof image === 'object' ? (property(image, 'src') ?? property(image, 'featured_image')) : image;
  const source = inner !== null && typeof inner === 'object' ? property(inner, 'src') : inner;
  if (typeof source !== 'string' || source === '') return '';
  // The pictures are drawings that fit any size; Shopify's own size parameters are kept for whoever looks at the address.
  const sizes = ['width', 'height', 'crop'].flatMap((name) =>
    options[name] === undefined ? [] : [`${name}=${options[name]}`],
  );
  return sizes.length === 0 ? source : `${source}${source.includes('?') ? '&' : '?'}${sizes.join('&')}`;
}
const property = (value: object, name: string): unknown => (value as Record<string, unknown>)[name];

function imageTag(url: unknown, attributes: Record<string, unknown>): string {
  const given = Object.entries(attributes).map(([name, value]) => ` ${name}="${attribute(value)}"`);
  return `<img src="${attribute(url)}"${attributes.alt === undefined ? ' alt=""' : ''}${given.join('')}>`;
}

interface Part {
  title: string;
  url?: string;
  is_link: boolean;
}
function paginationLinks(paginate: unknown): string {
  const parts = paginate !== null && typeof paginate === 'object' ? property(paginate, 'parts') : [];
  return (Array.isArray(parts) ? (parts as Part[]) : [])
    .map((part) =>
      part.is_link
        ? `<span class="page"><a href="${attribute(part.url)}">${escapeHtml(part.title)}</a></span>`
        : `<span class="page current">${escapeHtml(part.title)}</span>`,
    )
    .join(' ');
}
