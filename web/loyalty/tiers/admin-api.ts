/** `GET /api/tiers`, `POST /api/customers/ID/tier`. */
import { z } from 'zod';
import { customerName, customerOfNow, findCustomer, findCustomers } from '../../mirror/customers/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { endOfDay } from '../../platform/kit/days.ts';
import { conflict, invalid, notFound, understood } from '../../platform/kit/errors.ts';
import { type CustomerId, idDigits } from '../../platform/kit/ids.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Services } from '../../platform/manifest.ts';
import { currentProgramme } from '../programme/index.ts';
import type { TiersOverview } from './api-types.ts';
import { recountCustomers } from './recount-customers.ts';
import { shownTier, tierOfMember } from './show-tier.ts';
import { latestChanges, membersPerTier } from './store/looks.ts';
import { findRecount } from './store/recounts.ts';

const CHANGES = 20;

export const adminRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/tiers',
    handle: async (services, request) => ({ body: await showTiers(services, request) }),
    personal: (_request, body) => ({
      what: 'tiers',
      customerIds: [...new Set((body as TiersOverview).changes.map(({ customer }) => customer.id))],
    }),
  },
  { method: 'POST', path: '/customers/:id/tier', handle: assignTier },
];

async function showTiers(services: Services, { shopId }: AdminRequest): Promise<TiersOverview> {
  const { db } = services;
  const { settings } = await currentProgramme(services, shopId);
  const { currency } = await knownShop(services, shopId);
  const members = await membersPerTier(db.read, shopId);
  const changes = await latestChanges(db.read, shopId, CHANGES);
  const customers = await findCustomers(db.read, shopId, [...new Set(changes.map((change) => change.customer_id))]);
  const names = new Map(customers.map((customer) => [customer.id as string, customerName(customer, currency)]));
  const recount = await findRecount(db.read, shopId);
  return {
    on: settings.tiers.on,
    basis: settings.tiers.basis,
    currency,
    levels: settings.tiers.levels.map((level) => ({ ...shownTier(level), members: members.get(level.id) ?? 0 })),
    changes: changes.map((change) => ({
      at: new Date(change.at).toISOString(),
      since: new Date(change.since).toISOString(),
      customer: { id: change.customer_id, name: names.get(change.customer_id) ?? null },
      from: change.from_tier,
      to: change.to_tier,
      cause: change.cause,
      staffId: change.staff_id,
      reason: change.reason,
    })),
    recount: recount && recount.endedAt === null ? { done: recount.done, total: recount.total } : null,
  };
}

const WHY = 'Say why, so that others understand it later';
const assignment = z.object({
  tier: z.string().nullable(),
  until: z.iso.date('A day such as 2027-12-31').nullable().default(null),
  reason: z.string(WHY).trim().min(1, WHY).max(500, 'At most 500 characters'),
});

async function assignTier(services: Services, { shopId, staffId, params, body }: AdminRequest): Promise<AdminResponse> {
  const parsed = understood(assignment, body);
  const { tier, until, reason } = parsed;
  const { settings } = await currentProgramme(services, shopId);
  if (!settings.tiers.on) throw conflict('Tiers are not on, so nobody has one.');
  if (tier !== null && !settings.tiers.levels.some(({ id }) => id === tier))
    throw invalid('There is no such tier', 'tier');
  const shop = await knownShop(services, shopId);
  const end = until === null ? null : endOfDay(shop.timeZone, until);
  if (end !== null && end <= services.clock.now()) throw invalid('That day is over', 'until');
  const asked = idDigits(params.id) as CustomerId | null;
  const customer =
    asked && (await findCustomer(services.db.read, shopId, await customerOfNow(services.db.read, shopId, asked)));
  if (!customer) throw notFound('This store has no such customer.');
  const kept = tier === null ? null : { tierId: tier, until: end };
  await recountCustomers(services, shopId, [customer.id], 'staff', { kept, staffId, reason });
  return { body: await tierOfMember(services.db.read, shopId, customer.id, { settings, ...shop }) };
}
