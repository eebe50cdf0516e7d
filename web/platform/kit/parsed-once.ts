/** Stored texts that are read again and again: the same text always means the same value, and parsing takes longer than finding the row. */

const MOST_KNOWN = 2_000;

/** `parse` is asked once for a text, as long as it is among the latest few thousand. The value is shared, so it is frozen. */
export function parsedOnce<Value>(parse: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = frozen(parse(text));
    if (known.size >= MOST_KNOWN) known.delete(known.keys().next().value ?? '');
    known.set(text, value);
    return value;
  };
}

function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
