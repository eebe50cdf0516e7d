/**
 * Payloads hold ids as bigint and are written with every digit, as JSON numbers above 2^53: whoever parses them as doubles
 * notices. `JSON.rawJSON` is the standard way; TypeScript's library does not declare it yet.
 */
const rawJson: (text: string) => unknown = Reflect.get(JSON, 'rawJSON');

export function payloadText(payload: unknown): string {
  return JSON.stringify(payload, (_key, value: unknown) =>
    typeof value === 'bigint' ? rawJson(String(value)) : value,
  );
}
