/** Where customers stand, for whoever shows it or earns by it. */
import type { Reader } from '../../../db/open.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import { decimalFromMinor, minorFromDecimal } from '../../platform/kit/money.ts';
import { presentSettings, type ProgrammeSettings } from '../programme/index.ts';
import type { MemberTier, ShownTier } from './api-types.ts';
import { findChange, tiersAt } from './store/looks.ts';
import { loadStates, type StoredTier } from './store/states.ts';

type TierSettings = ProgrammeSettings['tiers'];

/** Id of the tier that each had at that moment; who had none is left out, and everybody while tiers are off. */
export async function tierOf(
  handle: Reader,
  shopId: ShopId,
  customerIds: readonly CustomerId[],
  at: number,
): Promise<Map<CustomerId, string>> {
  const tiers = (await presentSettings(handle, shopId))?.tiers;
  if (!tiers?.on) return new Map();
  const had = await tiersAt(handle, shopId, customerIds, at);
  const everybodys = openToAll(tiers);
  return new Map(
    customerIds.flatMap((id): [CustomerId, string][] => {
      const tier = had.get(id) ?? everybodys;
      return tier === undefined ? [] : [[id, tier]];
    }),
  );
}

/** What the customer's tier is by now, how long it is kept and what is missing to the next; null while tiers are off. */
export async function tierOfMember(
  handle: Reader,
  shopId: ShopId,
  customerId: CustomerId,
  { settings, currency, timeZone }: { settings: ProgrammeSettings; currency: string; timeZone: string },
): Promise<MemberTier | null> {
  const { tiers } = settings;
  if (!tiers.on) return null;
  const state = (await loadStates(handle, shopId, [customerId])).get(customerId);
  return memberTier(state, tiers, { currency, timeZone });
}

export function memberTier(
  state: Pick<StoredTier, 'tierId' | 'since' | 'qualifying' | 'keptUntil'> | undefined,
  tiers: TierSettings,
  { currency, timeZone }: { currency: string; timeZone: string },
): MemberTier {
  const counted = state?.qualifying ?? 0;
  const amountOf = (from: string) => (tiers.basis === 'spend' ? minorFromDecimal(from, currency) : Number(from));
  const shown = (amount: number) => (tiers.basis === 'spend' ? decimalFromMinor(amount, currency) : String(amount));
  const tierId = state?.tierId ?? openToAll(tiers) ?? null;
  const rank = tiers.levels.findIndex(({ id }) => id === tierId);
  const [present, above] = [tiers.levels[rank], tiers.levels[rank + 1]];
  const keptUntil = state?.keptUntil ?? null;
  const lacking = present ? amountOf(present.from) - counted : 0;
  return {
    basis: tiers.basis,
    period: tiers.period,
    counted: shown(counted),
    tier: present ? shownTier(present) : null,
    since: present && state?.since ? dayIn(timeZone, state.since) : null,
    // The last moment of a day, whether or not it is the last of the shop's.
    keptUntil: present && keptUntil !== null ? dayIn(timeZone, keptUntil - 1) : null,
    toKeep: present && keptUntil !== null && lacking > 0 ? shown(lacking) : null,
    next: above ? { ...shownTier(above), missing: shown(Math.max(0, amountOf(above.from) - counted)) } : null,
    levels: tiers.levels.map(shownTier),
  };
}

export function shownTier({
  id,
  name,
  perks,
  color,
  multiplier,
  entryPoints,
  from,
}: TierSettings['levels'][number]): ShownTier {
  return { id, name, perks, color, multiplier, entryPoints, from };
}

/** Whom to congratulate; null where it was no rise by orders or by the staff, or is not so any more. */
export async function tierReached(
  handle: Reader,
  shopId: ShopId,
  changeId: string,
): Promise<{ customerId: CustomerId; tierId: string } | null> {
  const change = await findChange(handle, shopId, changeId);
  const tiers = (await presentSettings(handle, shopId))?.tiers;
  if (!change || !tiers?.on || !['reached', 'staff'].includes(change.cause)) return null;
  const customerId = change.customer_id as CustomerId;
  const rank = (tier: string | null) => tiers.levels.findIndex(({ id }) => id === tier);
  const level = tiers.levels[rank(change.to_tier)];
  if (!level || rank(change.from_tier) >= rank(level.id)) return null;
  const present = (await loadStates(handle, shopId, [customerId])).get(customerId);
  if (present?.tierId !== level.id) return null;
  return { customerId, tierId: level.id };
}

/** A first level that asks for nothing is everybody's, also theirs of whom nothing was ever counted. */
function openToAll({ levels }: TierSettings): string | undefined {
  const first = levels[0];
  return first && Number(first.from) === 0 ? first.id : undefined;
}
