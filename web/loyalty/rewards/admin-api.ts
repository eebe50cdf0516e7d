/** What the embedded admin asks about rewards that were bought with points. */
import { z } from 'zod';
import { conflict, invalid, notFound, understood } from '../../platform/kit/errors.ts';
import { idDigits } from '../../platform/kit/ids.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Services } from '../../platform/manifest.ts';
import type { ReturnProgress, RewardKinds, RewardPage } from './api-types.ts';
import { lackingScopes } from './makeable.ts';
import { ANY, startReturn, startReturningMany } from './return-rewards.ts';
import { showRewards, showRewardsOf } from './show-rewards.ts';
import { findRedemption } from './store/find.ts';
import { countReturnable, countRun, findRun, type ReturnRun } from './store/returns.ts';

export const adminRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/rewards',
    handle: async (services, { shopId, query }) => ({ body: await showRewards(services, shopId, query) }),
    personal: (_request, body) => {
      const ids = [...new Set((body as RewardPage).rewards.flatMap(({ customer }) => customer?.id ?? []))];
      return ids.length === 0 ? null : { what: 'rewards', customerIds: ids };
    },
  },
  {
    method: 'GET',
    path: '/customers/:id/rewards',
    handle: async (services, { shopId, params }) => ({ body: await showRewardsOf(services, shopId, params.id) }),
    personal: ({ params }) => {
      const id = idDigits(params.id);
      return id === null ? null : { what: 'rewards', customerIds: [id] };
    },
  },
  {
    method: 'GET',
    path: '/reward-kinds',
    handle: async ({ db }, { shopId }) => {
      const lacking = await lackingScopes(db.read, shopId);
      return { body: [...lacking].map(([kind, scopes]) => ({ kind, lacking: scopes })) satisfies RewardKinds };
    },
  },
  { method: 'GET', path: '/rewards/return', handle: getReturn },
  { method: 'POST', path: '/rewards/return', handle: postReturnMany },
  { method: 'POST', path: '/rewards/:id/return', handle: postReturn },
];

const key = z.string().trim().min(1).max(200);
const many = z.object({
  key: key.optional(),
  dry: z.boolean().default(false),
  ids: z.array(z.string().min(1).max(64)).min(1).max(250).nullish(),
  reward: z.string().min(1).max(40).nullish(),
  /** Bought before then. */
  before: z.iso.datetime({ offset: true }).nullish(),
  /** Also those whose code has ended unused. */
  expired: z.boolean().default(false),
});

async function postReturn(services: Services, { shopId, staffId, params, body }: AdminRequest): Promise<AdminResponse> {
  const parsed = understood(z.object({ key }), body);
  const redemption = await findRedemption(services.db.read, shopId, params.id ?? '');
  if (!redemption) throw notFound('This store has issued no such reward.');
  const run = await startReturn(services, shopId, `one/${parsed.key}`, redemption.id, staffId);
  if (run.total === 0) throw conflict('This reward cannot be given back: it was used, or is not a code.');
  return { status: 202, body: await progress(services, shopId, run) };
}

async function postReturnMany(services: Services, { shopId, staffId, body }: AdminRequest): Promise<AdminResponse> {
  const parsed = understood(many, body);
  const { dry, ids = null, reward = null, before = null, expired, key: runKey } = parsed;
  const wanted = {
    ...ANY,
    ids,
    rewardId: reward,
    before: before === null ? null : Date.parse(before),
    usableAt: expired ? null : services.clock.now(),
  };
  if (dry) return { body: await countReturnable(services.db.read, shopId, wanted) };
  if (runKey === undefined) throw invalid('A key of your own, so that a repetition does no harm', 'key');
  const run = await startReturningMany(services, shopId, `many/${runKey}`, wanted, staffId);
  return { status: 202, body: await progress(services, shopId, run) };
}

/** Null when rewards were never given back together. */
async function getReturn(services: Services, { shopId, query }: AdminRequest): Promise<AdminResponse> {
  const run = await findRun(services.db.read, shopId, query.get('run'));
  if (run === null && query.has('run')) throw notFound('No rewards were given back under this key.');
  return { body: run && (await progress(services, shopId, run)) };
}

async function progress(services: Services, shopId: AdminRequest['shopId'], run: ReturnRun): Promise<ReturnProgress> {
  const { returning = 0, returned = 0, used = 0 } = await countRun(services.db.read, shopId, run.id);
  return { run: run.id, at: new Date(run.createdAt).toISOString(), total: run.total, returning, returned, used };
}
