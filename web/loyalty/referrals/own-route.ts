/** `GET …/referrals/mine`: the customer's own link and what it has brought, for a storefront that shows it in its own way. */
import type { ProxyRequest, ProxyResponse, ProxyRoute, Services } from '../../platform/manifest.ts';
import { currentProgramme } from '../programme/index.ts';
import { ownReferrals } from './referral-link.ts';

export const ownRoute: ProxyRoute = { method: 'GET', path: '/referrals/mine', handle: showMine };

async function showMine(services: Services, request: ProxyRequest): Promise<ProxyResponse> {
  const { shopId, customerId, pathPrefix, ip, query } = request;
  if (customerId === null) return { json: { path: null } };
  const { settings } = await currentProgramme(services, shopId);
  const seen = { ip, device: query.get('device') };
  const own = await ownReferrals(services, shopId, customerId, { settings, pathPrefix, seen });
  return { json: own ?? { path: null } };
}
