/**
 * Writes changed balances to the customers' metafields, where the theme reads them. Shopify takes 25 at once, all or none: one
 * that it refuses is set aside, with the reason, and the others are sent again. Each write names the digest of the value that it
 * replaces, so a stale one never overwrites a newer balance, whoever sent it.
 */
import { z } from 'zod';
import { knownShop } from '../../mirror/shops/index.ts';
import { type CustomerId, gid, type ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { AdminApiError } from '../../platform/shopify/admin-api.ts';
import { METAFIELDS_PER_CALL, type MetafieldInput, setMetafields } from '../../platform/shopify/set-metafields.ts';
import { currentProgramme } from '../programme/index.ts';
import { metafieldValue, sayTheSame } from './metafield-value.ts';
import { readPointsMetafield } from './points-metafield.ts';
import { viewAccount, viewAccounts } from './store/accounts.ts';
import { dirtyMetafields, dropMetafield, markRefused, markWritten, setDigest, takeUp } from './store/metafields.ts';
import type { TierOfMember } from './tier-of-member.ts';

interface Write {
  customerId: CustomerId;
  rev: number;
  input: MetafieldInput;
}

/** Shopify's codes for "something else is there than you think". */
const STALE = new Set(['STALE_OBJECT', 'INVALID_COMPARE_DIGEST', 'TAKEN']);
/** A value that changes under our hands again and again: leave it to the job's next try. */
const MOST_CONFLICTS = 5;

export const syncMetafields =
  (parts: { tierOfMember: TierOfMember }): JobHandler =>
  async (services, { shopId }) => {
    const conflicts = new Map<CustomerId, number>();
    for (;;) {
      const writes = await nextWrites(services, shopId, parts.tierOfMember);
      if (writes.length === 0) return;
      await writeAll(services, shopId, writes, (customerId) => {
        const count = (conflicts.get(customerId) ?? 0) + 1;
        conflicts.set(customerId, count);
        if (count > MOST_CONFLICTS)
          throw new AdminApiError('unexpected', setMetafields.name, 'a balance keeps changing');
      });
    }
  };

async function nextWrites(services: Services, shopId: ShopId, tierOfMember: TierOfMember): Promise<Write[]> {
  const { db, clock } = services;
  const dirty = await dirtyMetafields(db.read, shopId, METAFIELDS_PER_CALL);
  if (dirty.length === 0) return [];
  await takeUp(db, shopId, dirty);
  const { settings } = await currentProgramme(services, shopId);
  const { currency, timeZone } = await knownShop(services, shopId);
  const at = clock.now();
  const views = await viewAccounts(
    db.read,
    shopId,
    dirty.map(({ customerId }) => customerId),
    at,
  );
  const gone = dirty.filter(({ customerId }) => !views.has(customerId));
  if (gone.length > 0) {
    await db.transaction(async (tx) => {
      for (const { customerId } of gone) await dropMetafield(tx, shopId, customerId);
    });
  }
  const writes: Write[] = [];
  for (const { customerId, digest } of dirty) {
    const view = views.get(customerId);
    if (!view) continue;
    const tier = await tierOfMember(db.read, shopId, customerId, { settings, currency, timeZone });
    const value = JSON.stringify(metafieldValue(view, { at, timeZone, tier }));
    const target = { ownerId: gid('Customer', customerId), namespace: '$app', key: 'points', type: 'json' } as const;
    writes.push({ customerId, rev: view.rev, input: { ...target, value, compareDigest: digest } });
  }
  return writes;
}

async function writeAll(
  services: Services,
  shopId: ShopId,
  all: readonly Write[],
  conflicted: (customerId: CustomerId) => void,
) {
  let writes = [...all];
  while (writes.length > 0) {
    const { metafieldsSet } = await services.shopify.graphql(shopId, setMetafields, {
      metafields: writes.map(({ input }) => input),
    });
    if (metafieldsSet.userErrors.length === 0) {
      const written = metafieldsSet.metafields ?? [];
      await services.db.transaction(async (tx) => {
        for (const [index, { customerId, rev }] of writes.entries()) {
          const digest = written[index]?.compareDigest;
          if (digest === undefined) throw new AdminApiError('unexpected', setMetafields.name, 'no digest came back');
          await markWritten(tx, shopId, customerId, rev, digest);
        }
      });
      return;
    }
    const refusals = new Map<Write, { code: string | null; message: string }>();
    for (const error of metafieldsSet.userErrors) {
      const write = writes[error.elementIndex ?? indexIn(error.field)];
      if (!write) throw new AdminApiError('refused', setMetafields.name, error.message);
      refusals.set(write, error);
    }
    for (const [write, { code, message }] of refusals) {
      if (STALE.has(code ?? '')) conflicted(write.customerId);
      await settleRefusal(services, shopId, write, STALE.has(code ?? '') ? null : message);
    }
    writes = writes.filter((write) => !refusals.has(write));
  }
}

/** `["metafields", "3", "ownerId"]` → 3. */
function indexIn(field: readonly string[] | null): number {
  return Number(field?.find((part) => /^\d+$/.test(part)) ?? -1);
}

/** `reason` null: the value there is not the one that we replace. Otherwise why Shopify does not take it. */
async function settleRefusal(services: Services, shopId: ShopId, write: Write, reason: string | null): Promise<void> {
  const { customer } = await services.shopify.graphql(shopId, readPointsMetafield, { id: write.input.ownerId });
  await services.db.transaction(async (tx) => {
    if (!customer) {
      await dropMetafield(tx, shopId, write.customerId);
      return;
    }
    if (reason !== null) {
      services.log.warn(
        { shopId, customerId: write.customerId, reason },
        'Shopify refused the balance metafield of a customer',
      );
      await markRefused(tx, shopId, write.customerId, reason);
      return;
    }
    const there = customer.metafield;
    const rev = there === null ? null : revOf(there.value);
    const present = (await viewAccount(tx, shopId, write.customerId, services.clock.now()))?.rev ?? 0;
    // An answer of ours was lost, or another process was quicker. (More than the ledger has is left over from an earlier life.)
    const same = there !== null && sayTheSame(there.value, write.input.value);
    const ours = same || (rev !== null && rev > write.rev && rev <= present);
    if (there && ours) await markWritten(tx, shopId, write.customerId, rev ?? write.rev, there.compareDigest);
    else await setDigest(tx, shopId, write.customerId, there?.compareDigest ?? null);
  });
}

const written = z.object({ rev: z.number().int() });

/** Null for a value that is not ours. */
function revOf(value: string): number | null {
  try {
    return written.parse(JSON.parse(value)).rev;
  } catch {
    return null;
  }
}
