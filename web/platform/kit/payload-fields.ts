/**
 * Fields of Shopify's payloads as zod schemas. Webhook bodies are parsed losslessly, so numbers are text there; the Admin API
 * answers with text for ids and money anyhow. What may be missing or withheld (protected data) becomes null.
 */
import { z } from 'zod';
import { idDigits } from './ids.ts';
import { type Minor, minorFromDecimal } from './money.ts';

/** Digits of an id, from digits or from a gid. */
export const payloadId = z.union([z.string(), z.number()]).transform((value, context) => {
  const digits = idDigits(String(value));
  if (digits !== null) return digits;
  context.addIssue({ code: 'custom', message: 'not an id' });
  return z.NEVER;
});
export const optionalId = orNull(payloadId);

export const payloadText = orNull(z.string());
/** Quantities: whole numbers. */
export const optionalCount = z
  .union([z.string().regex(/^-?\d+$/), z.number().int()])
  .transform(Number)
  .refine(Number.isSafeInteger, 'too large a number')
  .nullish()
  .transform((value) => value ?? null);
/** Zero when missing. */
export const payloadCount = optionalCount.transform((value) => value ?? 0);
export const payloadFlag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** ISO 8601 with offset → ms. */
export const payloadTime = z.string().transform((value, context) => {
  const ms = Date.parse(value);
  if (Number.isFinite(ms)) return ms;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});
export const optionalTime = orNull(payloadTime);

const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^-?\d+(\.\d+)?$/.test(text), 'not an amount');

/** A decimal amount, or a JSON number as its source text; null when missing. */
export const payloadAmount = orNull(
  z
    .literal('')
    .transform(() => null)
    .or(decimal),
);

/** `*_set` of webhooks: only the part in the store's own currency is of interest. */
export const shopMoney = orNull(
  z.object({
    shop_money: z.object({ amount: decimal, currency_code: z.string() }),
  }),
);

/** A list that may be missing. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

/** Minor units of a decimal that may be missing: then zero. */
export function minorOrZero(amount: string | null, currency: string): Minor {
  return minorFromDecimal(amount ?? '0', currency);
}

/**
 * For a transform that reads amounts: one that cannot be represented (out of range, more decimals than the currency has, a currency
 * that is none) refuses the payload like any wrong field.
 */
export function orRefused<Input, Output>(
  read: (input: Input) => Output,
): (input: Input, context: z.RefinementCtx<Input>) => Output {
  return (input, context) => {
    try {
      return read(input);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  };
}

function orNull<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value) => value ?? null);
}
