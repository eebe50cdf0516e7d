/** What a metafield may hold, by type (shopify.dev, metafield data types). */

type Verdict = { text: string } | { problem: string; code: 'INVALID_VALUE' | 'TOO_LONG' };
type Check = (value: string) => Verdict;

const KB = 1024;
/** Since 2026-04. */
const JSON_LIMIT = 128 * KB;
const TEXT_LIMIT = 64 * KB;
const URL_LIMIT = 2 * KB;
const LIST_LIMIT = 128;

const invalid = (problem: string): Verdict => ({ problem, code: 'INVALID_VALUE' });
const ok = (text: string): Verdict => ({ text });

function limited(limit: number, check: Check): Check {
  return (value) =>
    Buffer.byteLength(value) > limit
      ? { problem: `Value is too large (maximum is ${limit} bytes).`, code: 'TOO_LONG' }
      : check(value);
}
function matching(pattern: RegExp, problem: string): Check {
  return (value) => (pattern.test(value) ? ok(value) : invalid(problem));
}
function reference(type: string): Check {
  return matching(new RegExp(`^gid://shopify/${type}/\\d+$`), `Value must be a valid ${type} reference.`);
}

function parsedJson(value: string): { json: unknown } | null {
  try {
    return { json: JSON.parse(value) };
  } catch {
    return null;
  }
}

const json: Check = (value) => (parsedJson(value) ? ok(value) : invalid('Value is invalid JSON.'));

/** An object with exactly these members, as `money`, `rating` and measurements are written. */
function objectWith(members: Record<string, 'decimal' | 'text'>, problem: string): Check {
  return (value) => {
    const parsed = parsedJson(value)?.json;
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return invalid(problem);
    const entries = Object.entries(parsed);
    const right = entries.every(([name, member]) => {
      const text = typeof member === 'number' ? String(member) : member;
      return (
        typeof text === 'string' &&
        (members[name] === 'text' || (members[name] === 'decimal' && /^-?\d+(\.\d+)?$/.test(text)))
      );
    });
    return right && entries.length === Object.keys(members).length ? ok(value) : invalid(problem);
  };
}

const SCALARS: Record<string, Check> = {
  boolean: matching(/^(true|false)$/, 'Value must be true or false.'),
  color: matching(/^#[0-9a-fA-F]{6}$/, 'Value must be a hex color code.'),
  date: matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'Value must be in YYYY-MM-DD format.'),
  date_time: matching(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?$/,
    'Value must be in ISO 8601 format.',
  ),
  id: limited(URL_LIMIT, ok),
  json: limited(JSON_LIMIT, json),
  money: objectWith({ amount: 'decimal', currency_code: 'text' }, 'Value must be a valid money object.'),
  multi_line_text_field: limited(TEXT_LIMIT, ok),
  number_decimal: matching(/^-?\d{1,13}(\.\d{1,9})?$/, 'Value must be a decimal.'),
  number_integer: (value) =>
    /^-?\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value))
      ? ok(value)
      : invalid('Value must be an integer.'),
  rating: objectWith({ value: 'decimal', scale_min: 'decimal', scale_max: 'decimal' }, 'Value must be a valid rating.'),
  rich_text_field: limited(TEXT_LIMIT, json),
  single_line_text_field: limited(TEXT_LIMIT, matching(/^[^\n\r]*$/, 'Value must be a single line text string.')),
  url: limited(URL_LIMIT, matching(/^(https?|mailto|sms|tel):/, 'Value must be a valid URL.')),
  collection_reference: reference('Collection'),
  customer_reference: reference('Customer'),
  order_reference: reference('Order'),
  product_reference: reference('Product'),
  variant_reference: reference('ProductVariant'),
  dimension: objectWith({ value: 'decimal', unit: 'text' }, 'Value must be a valid dimension.'),
  volume: objectWith({ value: 'decimal', unit: 'text' }, 'Value must be a valid volume.'),
  weight: objectWith({ value: 'decimal', unit: 'text' }, 'Value must be a valid weight.'),
};

export function isMetafieldType(type: string): boolean {
  return checkOf(type) !== null;
}

/** The value as it is stored, or why it is refused. */
export function canonicalValue(type: string, value: string): Verdict {
  const check = checkOf(type);
  if (!check) throw new Error(`unknown metafield type ${type}`);
  return check(value);
}

function checkOf(type: string): Check | null {
  if (!type.startsWith('list.')) return Object.hasOwn(SCALARS, type) ? (SCALARS[type] ?? null) : null;
  const item = type.slice(5);
  const check = ['boolean', 'json', 'money', 'multi_line_text_field', 'rich_text_field'].includes(item)
    ? null
    : SCALARS[item];
  return check ? (value) => listOf(check, value) : null;
}

function listOf(check: Check, value: string): Verdict {
  const items = parsedJson(value)?.json;
  if (!Array.isArray(items)) return invalid('Value must be a JSON array.');
  if (items.length > LIST_LIMIT) return { problem: `Value has more than ${LIST_LIMIT} items.`, code: 'TOO_LONG' };
  for (const item of items) {
    const verdict = check(typeof item === 'string' ? item : JSON.stringify(item));
    if ('problem' in verdict) return verdict;
  }
  return ok(value);
}
