/** What of the settings cannot be expressed in the store's currency. */
import type { Shop } from '../../mirror/shops/index.ts';
import { minorFromDecimal } from '../../platform/kit/money.ts';
import type { ProgrammeSettings } from './settings.ts';

/** Empty when all is well. */
export function currencyIssues(
  settings: ProgrammeSettings,
  shop: Pick<Shop, 'currency'>,
): { path: string; message: string }[] {
  return amountsOf(settings).flatMap(([path, amount]) => {
    try {
      minorFromDecimal(amount, shop.currency);
      return [];
    } catch {
      return [{ path, message: `${amount} has more decimals than ${shop.currency} allows` }];
    }
  });
}

/** Every amount of money in the document, with its path. */
function amountsOf({ earn, spend, tiers, referrals, worth }: ProgrammeSettings): [string, string][] {
  const amounts: [string, string | null | undefined][] = [
    ['earn.per', earn.per],
    ['earn.minimum', earn.minimum],
    ...earn.bonuses.spendGoals.map(({ amount }, index): [string, string] => [
      `earn.bonuses.spendGoals.${index}.amount`,
      amount,
    ]),
    ...spend.rewards.flatMap((reward, index): [string, string | null | undefined][] => [
      [`spend.rewards.${index}.amount`, 'amount' in reward ? reward.amount : null],
      [`spend.rewards.${index}.minimumSubtotal`, 'minimumSubtotal' in reward ? reward.minimumSubtotal : null],
    ]),
    ...tiers.levels.map(({ from }, index): [string, string | null] => [
      `tiers.levels.${index}.from`,
      tiers.basis === 'spend' ? from : null,
    ]),
    ['referrals.friend.amount', referrals.friend.kind === 'fixed' ? referrals.friend.amount : null],
    ['referrals.minimumSubtotal', referrals.minimumSubtotal],
    ['worth.amount', worth.amount],
  ];
  return amounts.flatMap(([path, amount]): [string, string][] => (amount ? [[path, amount]] : []));
}
