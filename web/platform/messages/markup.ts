/** ``html`<p>${text}</p>` ``: markup of ours whose values are escaped. What is itself the answer of `html` goes in as it is; a list is joined. */
export interface Html {
  readonly markup: string;
}
export type HtmlValue = string | number | Html | readonly HtmlValue[] | null | undefined;

const REFERENCES = /[&<>"']/g;

export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return { markup: strings.reduce((text, part, index) => `${text}${render(values[index - 1])}${part}`) };
}

/** Markup, or a style sheet, that is ours from the first to the last letter. */
export function asItIs(markup: string): Html {
  return { markup };
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number')
    return String(value).replace(REFERENCES, (character) => `&#${character.charCodeAt(0)};`);
  return 'markup' in value ? value.markup : value.map(render).join('');
}
