/** What a shopper sees through the store's own domain. Who they are comes only from Shopify's signed query. */
import { knownShop } from '../../mirror/shops/index.ts';
import type { ProxyRequest, ProxyResponse, ProxyRoute, Services } from '../../platform/manifest.ts';
import { historyPage } from './history-page.ts';
import { currentProgramme } from '../programme/index.ts';
import { dayIn } from '../../platform/kit/days.ts';
import { viewAccount } from './store/accounts.ts';

export const proxyRoutes: ProxyRoute[] = [
  { method: 'GET', path: '/me', handle: showMe },
  { method: 'GET', path: '/history', handle: historyPage },
];

/** Balance and lots; nobody logged in or the programme off → `{"available": null}`. Days are those of the store's time zone. */
async function showMe(services: Services, { shopId, customerId }: ProxyRequest): Promise<ProxyResponse> {
  const { settings } = await currentProgramme(services, shopId);
  if (customerId === null || settings.status === 'off') return { json: { available: null } };
  const { timeZone } = await knownShop(services, shopId);
  const view = await viewAccount(services.db.read, shopId, customerId, services.clock.now());
  const { available, pending, debt } = view?.balance ?? { available: 0, pending: 0, debt: 0 };
  const day = (ms: number | null) => (ms === null ? null : dayIn(timeZone, ms));
  return {
    json: {
      available,
      pending,
      debt,
      lots: (view?.lots ?? []).map((lot) => ({
        points: lot.remaining,
        state: lot.state,
        availableAt: day(lot.availableAt),
        expiresAt: day(lot.expiresAt),
      })),
      nextExpiry: null,
      tier: null,
    },
  };
}
