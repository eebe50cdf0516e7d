import type { Id } from '../world/types.ts';

export function gid(type: string, id: Id): string {
  return `gid://shopify/${type}/${id}`;
}

/** Ids of things that the world does not number itself; the same as in the webhooks' payloads. */
export function idBeside(id: Id, offset: number): Id {
  return String(BigInt(id) + BigInt(offset));
}

/** One id for a pair of things, such as a line within a fulfilment. */
export function idOfPair(a: Id, b: Id): Id {
  return String(BigInt.asUintN(60, BigInt(a) * 31n + BigInt(b)));
}

/** `gid://shopify/Customer/123` → type and digits; null when it is no gid. */
export function parseGid(text: string): { type: string; id: Id } | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/.exec(text);
  return match ? { type: match[1] ?? '', id: match[2] ?? '' } : null;
}

/** The digits, if the gid is of that type. */
export function idOf(type: string, text: string): Id | null {
  const parsed = parseGid(text);
  return parsed?.type === type ? parsed.id : null;
}

/** The scalar `DateTime`: UTC, whole seconds. */
export function dateTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
