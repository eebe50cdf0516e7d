import { html, type Html } from '../html.ts';

type Part = Html | string | false | null | undefined | readonly Part[];

/**
 * A form that becomes a JSON call under `/_simulator` (assets/inspector.js): `body` holds what is fixed, fields carry their
 * name in `data-field` and how they are read in `data-as`.
 */
export function callForm(
  call: string,
  body: object,
  button: string,
  fields: Part = '',
  more: { ask?: string; tone?: 'bad' } = {},
): Html {
  return html`<form class="call" data-call="${call}" data-body="${JSON.stringify(body)}"${more.ask ? html` data-ask="${more.ask}"` : ''}>
    ${fields}<button${more.tone === 'bad' ? html` class="bad"` : ''}>${button}</button>
  </form>`;
}

export interface FieldOptions {
  as?: 'text' | 'number' | 'flag' | 'list';
  value?: string | number;
  placeholder?: string;
  required?: boolean;
  width?: 'narrow' | 'wide';
}

/** Left empty, a field is left out of the call. */
export function field(name: string, label: string, options: FieldOptions = {}): Html {
  const { as = 'text', value = '', placeholder = '', required = false, width = 'narrow' } = options;
  return html`<label class="${width}">${label}
    <input data-field="${name}" data-as="${as}" value="${value}" placeholder="${placeholder}"${required ? html` required` : ''}${as === 'number' ? html` inputmode="decimal"` : ''}>
  </label>`;
}

export const tick = (name: string, label: string, checked = false): Html =>
  html`<label class="tick"><input type="checkbox" data-field="${name}" data-as="flag"${checked ? html` checked` : ''}> ${label}</label>`;

export function choice(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  selected = '',
): Html {
  return html`<label class="narrow">${label}
    <select data-field="${name}">
      ${options.map(([value, text]) => html`<option value="${value}"${value === selected ? html` selected` : ''}>${text}</option>`)}
    </select>
  </label>`;
}

/** A number beside a line: becomes `{id, quantity}` in the list `name`. 0 leaves the line out. */
export const lineCount = (name: string, id: string, most: number): Html =>
  html`<input class="count" type="number" min="0" max="${most}" value="0" data-list="${name}" data-id="${id}" aria-label="Quantity of ${most}">`;

/** One variant and how many of it: becomes `[{variant, quantity}]` in the list `name`. */
export function variantChoice(name: string, label: string, variants: { id: string; label: string }[]): Html {
  return html`<label class="wide">${label}
    <select data-variants="${name}">
      <option value="">–</option>
      ${variants.map(({ id, label: text }) => html`<option value="${id}">${text}</option>`)}
    </select>
  </label>
  <label class="narrow">Quantity <input data-variant-quantity="${name}" type="number" min="1" value="1"></label>`;
}
