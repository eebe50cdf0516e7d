/** JSON whose whole numbers above 2^53 keep all their digits: as BigInt on this side. */

export function parseExact(json: string): unknown {
  return JSON.parse(json, (_name, value: unknown, context?: { source?: string }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
      ? BigInt(context?.source ?? 0)
      : value,
  );
}

/** JSON.stringify refuses BigInt: it passes as marked text, which loses mark and quotes afterwards. */
export function stringifyExact(value: unknown): string {
  const marked = JSON.stringify(value ?? null, (_name, inner: unknown) =>
    typeof inner === 'bigint' ? `\u0000${inner}` : inner,
  );
  return marked.replace(/"\\u0000(-?\d+)"/g, '$1');
}
