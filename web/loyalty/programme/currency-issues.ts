import type { Shop } from '../../mirror/shops/index.ts';
import { minorFromDecimal } from '../../platform/kit/money.ts';
import type { ProgrammeSettings } from './settings.ts';

/** What cannot be expressed in the store's currency; empty when all is well. */
export function currencyIssues(
  settings: ProgrammeSettings,
  shop: Pick<Shop, 'currency'>,
): { path: string; message: string }[] {
  const amounts = [
    ['earn.per', settings.earn.per],
    ['worth.amount', settings.worth.amount],
  ] as const;
  return amounts.flatMap(([path, amount]) => {
    try {
      minorFromDecimal(amount, shop.currency);
      return [];
    } catch {
      return [{ path, message: `${amount} has more decimals than ${shop.currency} allows` }];
    }
  });
}
