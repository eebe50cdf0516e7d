/**
 * `include_fields`: keeps only the named fields of a payload. `customer` keeps the whole object, `customer.id` and
 * `line_items.price` only that below it (through lists). A name that the payload does not have is left out silently.
 */
interface Wanted {
  whole: boolean;
  below: Map<string, Wanted>;
}

export function trimPayload(payload: unknown, fields: readonly string[]): unknown {
  const root: Wanted = { whole: false, below: new Map() };
  for (const field of fields) {
    let node = root;
    for (const part of field.split('.')) {
      let next = node.below.get(part);
      if (!next) node.below.set(part, (next = { whole: false, below: new Map() }));
      node = next;
    }
    node.whole = true;
  }
  return pick(payload, root);
}

function pick(value: unknown, wanted: Wanted): unknown {
  if (wanted.whole || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, wanted));
  const kept: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const below = wanted.below.get(key);
    if (below) kept[key] = pick(inner, below);
  }
  return kept;
}
