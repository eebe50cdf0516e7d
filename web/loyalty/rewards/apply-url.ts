/** How a customer uses a reward. */
import { dayIn } from '../../platform/kit/days.ts';
import type { Redemption } from './store/redemption-row.ts';

/** On the store's own domain: puts the code into the cart and shows it. Null where there is nothing to enter. */
export function applyUrl({ code, kind }: Pick<Redemption, 'code' | 'kind'>): string | null {
  return code === null || kind === 'giftCard' ? null : `/discount/${encodeURIComponent(code)}?redirect=/cart`;
}

/** The last day of the store on which it can be used, `YYYY-MM-DD`. */
export function lastDay({ expiresAt }: Pick<Redemption, 'expiresAt'>, timeZone: string): string | null {
  return expiresAt === null ? null : dayIn(timeZone, expiresAt - 1);
}
