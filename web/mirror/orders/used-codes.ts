/** The discount codes that an order was placed with, and what each took off its lines. */

export interface UsedCode {
  /** In capitals: Shopify does not tell them from small letters. */
  code: string;
  /** Off each whole line, minor units; empty where it took something off the shipping alone. */
  lines: { lineId: string; amount: number }[];
}

/** `codes`: all of the order, in whatever case; `shares`: of those that are not there nothing is said. */
export function usedCodes(
  codes: readonly string[],
  shares: readonly { code: string; lineId: string; amount: number }[],
): UsedCode[] {
  const used = new Map<string, UsedCode>();
  for (const code of codes) used.set(inCapitals(code), { code: inCapitals(code), lines: [] });
  for (const { code, lineId, amount } of shares) {
    const lines = used.get(inCapitals(code))?.lines;
    const known = lines?.find((line) => line.lineId === lineId);
    if (known) known.amount += amount;
    else if (amount > 0) lines?.push({ lineId, amount });
  }
  return [...used.values()].filter(({ code }) => code !== '');
}

function inCapitals(code: string): string {
  return code.trim().toUpperCase();
}
