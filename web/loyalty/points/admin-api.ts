/** What the embedded admin asks. Every route is behind the session token; the store is the token's. */
import { z } from 'zod';
import { invalid } from '../../platform/kit/errors.ts';
import { idDigits } from '../../platform/kit/ids.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Seen, Services } from '../../platform/manifest.ts';
import { adjustPoints } from './adjust-points.ts';
import type { CustomerDetail, CustomerPage, HomeFigures } from './api-types.ts';
import { askForAward, askForPreview, showPastOrders } from './past-orders-api.ts';
import { dismissSetup, showSetup } from './setup-guide.ts';
import { showCustomer, showCustomers, showLedger } from './show-customers.ts';
import { showHome } from './show-home.ts';
import type { HappenedToOrders } from './happened-to-orders.ts';
import type { TierOfMember } from './tier-of-member.ts';

interface AdminParts {
  tierOfMember: TierOfMember;
  happenedToOrders: HappenedToOrders;
}

export const adminRoutes = ({ tierOfMember, happenedToOrders }: AdminParts): AdminRoute[] => [
  {
    method: 'GET',
    path: '/programme/award-past-orders',
    handle: async (services, { shopId }) => ({ body: await showPastOrders(services, shopId) }),
  },
  { method: 'POST', path: '/programme/award-past-orders/preview', handle: askForPreview },
  { method: 'POST', path: '/programme/award-past-orders', handle: askForAward },
  {
    method: 'GET',
    path: '/home',
    handle: async (services, { shopId }) => ({ body: await showHome(services, shopId) }),
    personal: (_request, body) =>
      seen(
        'home',
        (body as HomeFigures).recent.flatMap(({ customer }) => customer?.id ?? []),
      ),
  },
  {
    method: 'GET',
    path: '/setup',
    handle: async (services, { shopId }) => ({ body: await showSetup(services, shopId) }),
  },
  { method: 'PUT', path: '/setup', handle: putSetup },
  {
    method: 'GET',
    path: '/customers',
    handle: async (services, { shopId, query }) => ({ body: await showCustomers(services, shopId, query) }),
    personal: (_request, body) =>
      seen(
        'customers',
        (body as CustomerPage).customers.map(({ id }) => id),
      ),
  },
  {
    method: 'GET',
    path: '/customers/:id',
    handle: async (services, { shopId, params }) => ({
      body: await showCustomer(services, shopId, params.id, { tierOfMember, happenedToOrders }),
    }),
    personal: (_request, body) => seen('customer', [(body as CustomerDetail).id]),
  },
  {
    method: 'GET',
    path: '/customers/:id/ledger',
    handle: async (services, { shopId, params, query }) => ({
      body: await showLedger(services, shopId, params.id, query),
    }),
    personal: ({ params }) => seen('ledger', asked(params.id)),
  },
  {
    method: 'POST',
    path: '/customers/:id/adjust',
    handle: async (services, request) => ({ body: await adjustPoints(services, request) }),
    personal: ({ params }) => seen('adjustment', asked(params.id)),
  },
];

/** Whose page it was, as asked for; who was merged into somebody else is found again under the old number. */
function asked(id: string | undefined): string[] {
  const digits = idDigits(id);
  return digits === null ? [] : [digits];
}

function seen(what: Seen['what'], ids: readonly string[]): Seen | null {
  const customerIds = [...new Set(ids)];
  return customerIds.length === 0 ? null : { what, customerIds };
}

async function putSetup(services: Services, { shopId, body }: AdminRequest): Promise<AdminResponse> {
  const change = z.object({ dismissed: z.boolean() }).safeParse(body);
  if (!change.success) throw invalid('dismissed must be true or false', 'dismissed');
  await dismissSetup(services, shopId, change.data.dismissed);
  return { body: await showSetup(services, shopId) };
}
