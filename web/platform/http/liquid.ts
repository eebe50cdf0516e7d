/**
 * Data inside an `application/liquid` answer. Shopify renders the whole text as a template with the store's own objects at hand, so data
 * is never written into it as it is: markup characters and the braces and percent signs of Liquid become character references, which
 * Liquid leaves alone and the browser shows as the characters they are.
 */
const REFERENCES = /[&<>"'{}%]/g;

/** For text and for attribute values in double quotes. */
export function liquidText(data: string | number): string {
  return String(data).replace(REFERENCES, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * ``liquid`<p>${name}</p>` ``: a template whose own text is Liquid and HTML written by us, and whose values are made safe. A value that is
 * itself the answer of `liquid` goes in as it is; a list is joined; null and undefined are nothing.
 */
export function liquid(strings: TemplateStringsArray, ...values: LiquidValue[]): LiquidMarkup {
  return { markup: strings.reduce((text, part, index) => `${text}${render(values[index - 1])}${part}`) };
}

export interface LiquidMarkup {
  readonly markup: string;
}
export type LiquidValue = string | number | LiquidMarkup | readonly LiquidValue[] | null | undefined;

function render(value: LiquidValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return liquidText(value);
  return 'markup' in value ? value.markup : value.map(render).join('');
}
