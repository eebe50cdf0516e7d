import { textWithoutNul } from './without-nul.ts';

/**
 * JSON whose numbers keep every digit: Shopify's ids exceed 2^53, and a parser that makes doubles of them changes them. Every
 * number becomes its source text, so `{"id": 632910392000000001}` gives `{ id: '632910392000000001' }`. Text comes without NUL.
 */
export function parseLosslessJson(text: string): unknown {
  return JSON.parse(text, keepDigits) as unknown;
}

/** The third argument of a reviver holds the source of primitive values (ES2026; Node 22 and later). */
function keepDigits(key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : textWithoutNul(key, value);
}
