/** How the Admin API writes amounts. */
import { convert, decimalText } from '../money.ts';
import type { Minor, Order } from '../world/types.ts';

/** The scalar `Decimal` of `MoneyV2.amount`: not padded to the currency, but always one decimal ("10.0", "9.99", "250000.0"). */
export function decimalAmount(minor: Minor, currency: string): string {
  const [whole = '0', fraction = ''] = decimalText(minor, currency).split('.');
  return `${whole}.${fraction.replace(/0+$/, '') || '0'}`;
}

export function moneyV2(minor: Minor, currency: string) {
  return { __typename: 'MoneyV2', amount: decimalAmount(minor, currency), currencyCode: currency };
}

/** The same in the shop's money and in what the shopper saw; an order keeps one exchange rate for its life. */
export function moneyBag(minor: Minor, order: Pick<Order, 'currency' | 'presentmentCurrency' | 'exchangeRate'>) {
  const { currency, presentmentCurrency, exchangeRate } = order;
  return {
    shopMoney: moneyV2(minor, currency),
    presentmentMoney: moneyV2(convert(minor, currency, presentmentCurrency, exchangeRate), presentmentCurrency),
  };
}
