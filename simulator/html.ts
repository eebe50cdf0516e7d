/** Markup whose values cannot break out of it. */
export interface Html {
  readonly html: string;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

type Part = Html | string | number | null | undefined | false | readonly Part[];

/** Template tag: everything put in is escaped, unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += rendered(value) + (strings[index + 1] ?? '');
  });
  return { html: text };
}

function rendered(value: Part): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return 'html' in value ? value.html : value.map(rendered).join('');
}

/** JSON inside a `<script type="application/json">`: no `<` can end the element. */
export const jsonScript = (value: unknown): Html => ({ html: JSON.stringify(value).replaceAll('<', '\\u003c') });
