/** Codes that nobody guesses and everybody can read out: no letter that looks like a digit. */
import { randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** 15 letters in groups, such as `K7GQ2-M9XWE-4TRBC`: 74 bits. */
export function newDiscountCode(): string {
  return [letters(5), letters(5), letters(5)].join('-');
}

/** 16 letters, 79 bits: Shopify takes 8 to 20, letters and digits alone. */
export function newGiftCardCode(): string {
  return letters(16);
}

function letters(count: number): string {
  return Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
