/**
 * The merchant has changed what tiers ask for: everybody is counted anew, a page at a time, so that events of the store come in between.
 * A crash goes on where it was; a further change begins again.
 */
import { countCustomers, customerIds } from '../../mirror/customers/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { countOrders } from './count-orders.ts';
import { RECOUNT_TIERS, TIERS_DUE } from './job-kinds.ts';
import { recountCustomers, tierFrame } from './recount-customers.ts';
import { findRecount, type Recount, saveRecount } from './store/recounts.ts';
import { loadStates } from './store/states.ts';
import type { TierTerms } from './tier-terms.ts';

const PAGE = 200;

/** `programme.changed` */
export const onProgrammeChanged: JobHandler = async (services, { shopId }) => {
  const frame = await tierFrame(services, shopId);
  if (frame && (await findRecount(services.db.read, shopId))?.terms !== frame.terms.version)
    await begin(services, shopId, frame.terms);
};

/** `installation.activated`: the waiting jobs of a store that comes back went when it removed the app, and what they were about with them. */
export const onActivated: JobHandler = async (services, { shopId }) => {
  const frame = await tierFrame(services, shopId);
  if (!frame) return;
  await begin(services, shopId, frame.terms);
  await services.db.transaction((tx) => services.addJob(tx, { kind: TIERS_DUE, shopId, key: 'shop' }));
};

async function begin(services: Services, shopId: ShopId, { version: terms }: TierTerms): Promise<void> {
  const total = await countCustomers(services.db.read, shopId);
  const startedAt = services.clock.now();
  await services.db.transaction(async (tx) => {
    await saveRecount(tx, shopId, { terms, cursor: '', done: 0, total, startedAt, endedAt: null });
    await services.addJob(tx, { kind: RECOUNT_TIERS, shopId, key: 'shop' });
  });
}

export const recountAll: JobHandler = async (services, { shopId }) => {
  const frame = await tierFrame(services, shopId);
  const recount = await findRecount(services.db.read, shopId);
  // Of other terms another one has begun, or begins when tiers are on again.
  if (!frame || !recount || recount.endedAt !== null || recount.terms !== frame.terms.version) return;
  const page = await customerIds(services.db.read, shopId, { after: recount.cursor, limit: PAGE });
  await recountCustomers(
    services,
    shopId,
    await concerned(services, shopId, page as CustomerId[], frame.terms),
    'programme',
  );
  await services.db.transaction(async (tx) => {
    const present = await findRecount(tx, shopId);
    if (present?.terms !== recount.terms) return;
    const done = recount.done + page.length;
    const last = page.at(-1);
    const next: Recount = {
      ...recount,
      done,
      total: Math.max(recount.total, done),
      ...(last === undefined ? { endedAt: services.clock.now() } : { cursor: last }),
    };
    await saveRecount(tx, shopId, next);
    if (last !== undefined) await services.addJob(tx, { kind: RECOUNT_TIERS, shopId, key: 'shop' });
  });
};

/** Whoever has a tier, or bought something: of all others there is nothing to write down. */
async function concerned(
  { db }: Services,
  shopId: ShopId,
  page: readonly CustomerId[],
  terms: TierTerms,
): Promise<CustomerId[]> {
  const known = await loadStates(db.read, shopId, page);
  const counted = await countOrders(db.read, shopId, page, terms);
  return page.filter((id) => known.has(id) || counted.has(id));
}
