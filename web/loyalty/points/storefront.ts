/** What a shopper sees through the store's own domain. Who they are comes only from Shopify's signed query. */
import { findShop, knownShop } from '../../mirror/shops/index.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { ProxyRequest, ProxyResponse, ProxyRoute, Services } from '../../platform/manifest.ts';
import { currentProgramme } from '../programme/index.ts';
import { historyPage } from './history-page.ts';
import { type HeldLot, viewAccount } from './store/accounts.ts';
import type { TierOfMember } from './tier-of-member.ts';

export const proxyRoutes = ({ tierOfMember }: { tierOfMember: TierOfMember }): ProxyRoute[] => [
  { method: 'GET', path: '/me', handle: (services, request) => showMe(services, request, tierOfMember) },
  { method: 'GET', path: '/history', handle: historyPage },
];

/** Balance, lots and tier; nobody logged in or the programme off → `{"available": null}`. Days are those of the store's time zone. */
async function showMe(
  services: Services,
  { shopId, customerId }: ProxyRequest,
  tierOfMember: TierOfMember,
): Promise<ProxyResponse> {
  if (customerId === null) return NOBODY;
  const { db, clock } = services;
  const [{ settings }, shop, view] = await Promise.all([
    currentProgramme(services, shopId),
    findShop(db.read, shopId),
    viewAccount(db.read, shopId, customerId, clock.now()),
  ]);
  if (settings.status === 'off') return NOBODY;
  const { timeZone, currency } = shop ?? (await knownShop(services, shopId));
  const tier = settings.tiers.on
    ? await tierOfMember(db.read, shopId, customerId, { settings, currency, timeZone })
    : null;
  const { available, pending, debt } = view?.balance ?? { available: 0, pending: 0, debt: 0 };
  const day = (ms: number | null) => (ms === null ? null : dayIn(timeZone, ms));
  const lots = view?.lots ?? [];
  return {
    json: {
      available,
      pending,
      debt,
      lots: lots.map((lot) => ({
        points: lot.remaining,
        state: lot.state,
        availableAt: day(lot.availableAt),
        expiresAt: day(lot.expiresAt),
      })),
      nextExpiry: nextExpiry(lots, timeZone),
      tier: tier && {
        id: tier.tier?.id ?? null,
        name: tier.tier?.name ?? null,
        next: tier.next && { id: tier.next.id, name: tier.next.name, missing: tier.next.missing },
      },
    },
  };
}

const NOBODY: ProxyResponse = { json: { available: null } };

/** What can be used now and lapses first: all of it that is good until the same day. */
export function nextExpiry(lots: readonly HeldLot[], timeZone: string): { points: number; at: string } | null {
  const dated = lots.filter(({ state, expiresAt }) => state === 'available' && expiresAt !== null);
  const first = Math.min(...dated.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY));
  if (dated.length === 0) return null;
  const at = dayIn(timeZone, first);
  const points = dated
    .filter(({ expiresAt }) => expiresAt !== null && dayIn(timeZone, expiresAt) === at)
    .reduce((sum, { remaining }) => sum + remaining, 0);
  return { points, at };
}
