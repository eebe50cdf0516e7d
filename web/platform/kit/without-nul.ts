/**
 * NUL is a character that JSON and addresses can carry and PostgreSQL cannot store: one order with it would fail for ever. It means
 * nothing in any text of ours, so it is left out wherever text comes in.
 */
export function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

/** For `JSON.parse`. */
export function textWithoutNul(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutNul(value) : value;
}
