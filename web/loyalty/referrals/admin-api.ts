/** `GET /api/referrals`, `POST /api/referrals/ID/decide`: the queue in which the merchant decides. */
import { z } from 'zod';
import { customerName, findCustomers } from '../../mirror/customers/index.ts';
import { orderNames } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { conflict, invalid, notFound } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Services } from '../../platform/manifest.ts';
import type { ReferralPage, ReferralRow } from './api-types.ts';
import { checkReferral } from './check-referral.ts';
import { reasonWords, signalWords } from './referral-words.ts';
import {
  countPerState,
  findReferral,
  listReferrals,
  lockReferral,
  type Referral,
  type ReferralState,
  updateReferral,
} from './store/referrals.ts';

const PAGE = 50;
const STATES: readonly ReferralState[] = [
  'claimed',
  'checking',
  'pending',
  'review',
  'rewarded',
  'returned',
  'rejected',
  'ineligible',
];

export const adminRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/referrals',
    handle: async (services, request) => ({ body: await showReferrals(services, request) }),
    personal: (_request, body) => ({ what: 'referrals', customerIds: peopleIn((body as ReferralPage).referrals) }),
  },
  {
    method: 'POST',
    path: '/referrals/:id/decide',
    handle: decide,
    personal: (_request, body) => ({ what: 'referrals', customerIds: peopleIn([body as ReferralRow]) }),
  },
];

function peopleIn(rows: readonly ReferralRow[]): string[] {
  return [...new Set(rows.flatMap(({ advocate, friend }) => [advocate, friend].flatMap((one) => one?.id ?? [])))];
}

async function showReferrals(services: Services, { shopId, query }: AdminRequest): Promise<ReferralPage> {
  const { read } = services.db;
  const asked = query.get('state') ?? 'review';
  const states = asked === 'all' ? STATES : STATES.filter((state) => state === asked);
  if (states.length === 0) throw invalid('There is no such state', 'state');
  const found = await listReferrals(read, shopId, { states, after: readCursor(query.get('after')), limit: PAGE + 1 });
  const shown = found.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    referrals: await rows(services, shopId, shown),
    next: found.length > PAGE && last ? `${last.claimedAt}.${last.id}` : null,
    counts: Object.fromEntries(await countPerState(read, shopId)),
  };
}

/** `<claimed ms>.<id>` of the last one shown; anything else starts from the beginning. */
function readCursor(cursor: string | null): { claimedAt: number; id: string } | null {
  const match = /^(\d{1,16})\.([0-9a-f]{24})$/.exec(cursor ?? '');
  return match ? { claimedAt: Number(match[1]), id: match[2] ?? '' } : null;
}

async function rows(services: Services, shopId: ShopId, referrals: readonly Referral[]): Promise<ReferralRow[]> {
  const { read } = services.db;
  const { currency } = await knownShop(services, shopId);
  const people = referrals.flatMap(({ advocateId, friendId }) => [advocateId, friendId].flatMap((id) => id ?? []));
  const customers = await findCustomers(read, shopId, [...new Set(people)]);
  const names = new Map(customers.map((customer) => [customer.id as string, customerName(customer, currency)]));
  const orders = await orderNames(
    read,
    shopId,
    referrals.flatMap(({ orderId }) => orderId ?? []),
  );
  const person = (id: string | null) => (id === null ? null : { id, name: names.get(id) ?? null });
  const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  return referrals.map((referral) => ({
    id: referral.id,
    state: referral.state,
    reason: referral.reason && reasonWords[referral.reason],
    advocate: person(referral.advocateId),
    friend: person(referral.friendId),
    order: referral.orderId === null ? null : { id: referral.orderId, name: orders.get(referral.orderId) ?? '' },
    signals: referral.signals.map((id) => ({ id, words: signalWords[id] })),
    points: referral.points,
    claimedAt: new Date(referral.claimedAt).toISOString(),
    orderedAt: iso(referral.orderedAt),
    releaseAt: iso(referral.releaseAt),
    decision: referral.decision,
    decidedBy: referral.decidedBy,
    decidedAt: iso(referral.decidedAt),
    endedAt: iso(referral.endedAt),
  }));
}

const decision = z.object({ decision: z.enum(['approve', 'reject'], 'Approve or reject') });

async function decide(services: Services, { shopId, staffId, params, body }: AdminRequest): Promise<AdminResponse> {
  const parsed = decision.safeParse(body);
  if (!parsed.success) throw invalid('Approve or reject', 'decision');
  const decided = parsed.data.decision === 'approve' ? 'approved' : 'rejected';
  const id = params.id ?? '';
  await services.db.transaction(async (tx) => {
    const referral = await lockReferral(tx, shopId, id);
    if (!referral) throw notFound('This store has no such referral.');
    if (referral.decision === decided) return;
    if (referral.state !== 'review' && referral.state !== 'pending')
      throw conflict('This referral is settled. Points can still be given or taken on the page of the customer.');
    await updateReferral(tx, shopId, {
      ...referral,
      decision: decided,
      decidedBy: staffId,
      decidedAt: services.clock.now(),
    });
  });
  // The merchant waits for what comes of it.
  await checkReferral(services, { shopId, key: id, payload: null, attempt: 1 });
  const referral = await findReferral(services.db.read, shopId, id);
  const [row] = referral ? await rows(services, shopId, [referral]) : [];
  if (!row) throw notFound('This store has no such referral.');
  return { body: row };
}
