/** Takes the people out of what an operator is shown: an error's words may quote what they stumbled over, and a body is full of them. */

/** An error in one line, without what it quotes and without anything that looks like an address or a telephone number. */
export function errorWithoutPeople(error: string): string {
  return error
    .replaceAll(/\S+@\S+/g, '…')
    .replaceAll(/"[^"\n]*("|$)/g, '"…"')
    .replaceAll(/\+?\d[\d ().-]{7,}\d/g, (number) => (/^\d{13,}$/.test(number) ? number : '…'))
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300);
}

/** Fields that say nothing of a person, by their name; the rest of a body is shown as the kind of value that stands there. */
const HARMLESS =
  /(^|_)(id|ids|at|status|kind|currency|quantity|topic|test|type|reason)$|^(name|order_number|currency_code)$/;
/** An order's name has digits; a person's has not. */
const ORDER_NAME = /^#?[A-Z-]{0,6}\d{1,12}[A-Z-]{0,6}$/;

export function shapeOf(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => shapeOf(item, field));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shapeOf(item, name)]));
  }
  if (value === null || typeof value === 'boolean') return value;
  const text = String(value);
  if (HARMLESS.test(field) && text.length <= 80 && !/[@\s]/.test(text) && (field !== 'name' || ORDER_NAME.test(text)))
    return value;
  return text === '' ? '' : 'text';
}
