/**
 * The check digits of carriers' numbers. `digits` is the part that is checked, without the check digit itself. After the formats that the carriers publish, as gathered
 * by jkeen/tracking_number_data.
 */

/** A letter stands for the last digit of its place in the alphabet, A being 2 (UPS). */
function valueOf(character: string): number {
  return /\d/.test(character) ? Number(character) : (character.charCodeAt(0) - 63) % 10;
}

/** Multiplied in turn, from the left; what is missing to a full ten. */
export function mod10(even: number, odd: number): Check {
  return (digits, check) => {
    const sum = [...digits].reduce((total, each, index) => total + valueOf(each) * (index % 2 === 0 ? even : odd), 0);
    return (10 - (sum % 10)) % 10 === valueOf(check);
  };
}

export const mod7: Check = (digits, check) => Number(digits) % 7 === Number(check);

export const luhn: Check = (digits, check) => {
  const sum = [...digits].reverse().reduce((total, each, index) => {
    const value = Number(each) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
};

/** FedEx: weights, then the rest of a division, then its last digit. */
export function weighed(weights: readonly number[], first: number, second: number): Check {
  return (digits, check) => {
    const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
    return (sum % first) % second === Number(check);
  };
}

/** UPU S10, section 5.2: weights 8 6 4 2 3 5 9 7, modulo 11. */
export const s10: Check = (digits, check) => {
  const sum = S10_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const rest = 11 - (sum % 11);
  return (rest === 10 ? 0 : rest === 11 ? 5 : rest) === Number(check);
};
const S10_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** ISO/IEC 7064, MOD 37,36 (DPD). */
export const mod37by36: Check = (digits, check) => {
  let carry = ALPHABET.length;
  for (const each of digits) {
    const sum = (carry + ALPHABET.indexOf(each)) % 36 || 36;
    carry = (sum * 2) % 37;
  }
  return (37 - carry) % 36 === ALPHABET.indexOf(check);
};
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export type Check = (digits: string, check: string) => boolean;
