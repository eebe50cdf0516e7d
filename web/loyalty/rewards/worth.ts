/** What a reward of the programme takes off or gives, and what it is called. Pure: amounts in minor units of the store's currency. */
import { currencyDecimals, decimalFromMinor, minorFromDecimal } from '../../platform/kit/money.ts';
import type { Reward } from '../programme/settings.ts';

export interface Words {
  en: string;
  vi: string;
}

export type Worth =
  | { kind: 'amount'; amount: number; currency: string }
  | { kind: 'percentage'; percent: number }
  | { kind: 'freeShipping' }
  /** `amount`: the price of one piece when it was bought. */
  | { kind: 'freeProduct'; amount: number; currency: string; variantId: string; product: string }
  | { kind: 'giftCard'; amount: number; currency: string }
  | { kind: 'storeCredit'; amount: number; currency: string };

/** The piece that a free product is about, as the store sells it now. */
export interface Piece {
  productTitle: string;
  /** Decimal. */
  price: string;
}

/** `points`: as many as are spent. Null when there is nothing to give for them: a product that is not sold any more, or costs nothing. */
export function worthOf(reward: Reward, points: number, currency: string, piece: Piece | null): Worth | null {
  switch (reward.kind) {
    case 'percentage':
      return { kind: 'percentage', percent: reward.percent };
    case 'freeShipping':
      return { kind: 'freeShipping' };
    case 'freeProduct': {
      const amount = piece ? minorFromDecimal(piece.price, currency) : 0;
      if (piece === null || amount <= 0) return null;
      return { kind: 'freeProduct', amount, currency, variantId: reward.variant.id, product: piece.productTitle };
    }
    case 'slider': {
      const amount = sliderAmount(reward, points, currency);
      return amount > 0 ? { kind: 'amount', amount, currency } : null;
    }
    case 'fixed':
      return { kind: 'amount', amount: minorFromDecimal(reward.amount, currency), currency };
    case 'giftCard':
    case 'storeCredit':
      return { kind: reward.kind, amount: minorFromDecimal(reward.amount, currency), currency };
  }
}

/** `amount` for every `points`, exact and rounded down once. */
function sliderAmount(reward: { points: number; amount: string }, points: number, currency: string): number {
  const each = BigInt(minorFromDecimal(reward.amount, currency));
  return Number((each * BigInt(points)) / BigInt(reward.points));
}

/** The merchant's own name where there is one, else what it is. Of a slider both: the name does not say how much it was. */
export function titleOf({ name, kind }: Pick<Reward, 'name' | 'kind'>, worth: Worth): Words {
  const own = { en: name.en || name.vi, vi: name.vi || name.en };
  const words = { en: describe(worth, 'en'), vi: describe(worth, 'vi') };
  if (own.en === '') return words;
  return kind === 'slider' ? { en: `${own.en} – ${words.en}`, vi: `${own.vi} – ${words.vi}` } : own;
}

function describe(worth: Worth, language: keyof Words): string {
  const english = language === 'en';
  switch (worth.kind) {
    case 'amount':
      return english ? `${money(worth, language)} off` : `Giảm ${money(worth, language)}`;
    case 'percentage':
      return english ? `${worth.percent}% off` : `Giảm ${worth.percent}%`;
    case 'freeShipping':
      return english ? 'Free shipping' : 'Miễn phí vận chuyển';
    case 'freeProduct':
      return english ? `Free: ${worth.product}` : `Tặng: ${worth.product}`;
    case 'giftCard':
      return english ? `${money(worth, language)} gift card` : `Thẻ quà tặng ${money(worth, language)}`;
    case 'storeCredit':
      return english ? `${money(worth, language)} store credit` : `${money(worth, language)} tín dụng mua hàng`;
  }
}

/** "$5.00", "₫50,000"; "50.000 ₫". */
export function money({ amount, currency }: { amount: number; currency: string }, language: keyof Words): string {
  const decimals = currencyDecimals(currency);
  const format = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-US', {
    style: 'currency',
    currency,
    minimumFractionDigits: decimals,
  });
  return format.format(Number(decimalFromMinor(amount, currency)));
}
