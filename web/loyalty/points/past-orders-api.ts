/** What the merchant asks about past orders. Both the dry run and the act are long work for a large store, so they are jobs. */
import { z } from 'zod';
import { historyProgress, isReading } from '../../mirror/history/index.ts';
import { conflict, invalid, understood } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { AdminRequest, AdminResponse, Services } from '../../platform/manifest.ts';
import type { PastOrders, PastOrdersPreview } from './api-types.ts';
import { AWARD_PAST_ORDERS, PREVIEW_PAST_ORDERS } from './job-kinds.ts';
import { currentProgramme } from '../programme/index.ts';
import type { ProgrammeVersion } from '../programme/index.ts';
import {
  type AwardRow,
  beginPreview,
  broughtByAwards,
  insertAward,
  loadAwards,
  loadPreview,
  type PreviewRow,
} from './store/awards.ts';

const since = z.iso.datetime({ offset: true, error: 'A moment such as 2025-01-01T00:00:00Z' });
const count = z.number().int().min(0);
const STILL_COMING =
  'Past orders are still being brought in. Wait until they are here: only then can all of them be counted.';
const KEY = 'A key of your own, so that a repetition does no harm';

const previewRequest = z.object({ since });
const awardRequest = z.object({
  since,
  key: z.string(KEY).trim().min(1, KEY).max(200),
  expected: z.object({ customers: count, orders: count, points: count }).optional(),
});

export async function showPastOrders({ db }: Services, shopId: ShopId): Promise<PastOrders> {
  const preview = await loadPreview(db.read, shopId);
  const brought = await broughtByAwards(db.read, shopId);
  const awards = await loadAwards(db.read, shopId);
  return {
    preview: preview && shown(preview),
    awards: awards.toReversed().map((row) => ({
      ...shown(row),
      award: row.award,
      state: row.state,
      brought: brought.get(row.award) ?? { customers: 0, orders: 0, points: 0 },
    })),
  };
}

export async function askForPreview(services: Services, { shopId, body }: AdminRequest): Promise<AdminResponse> {
  const request = understood(previewRequest, body);
  const { version } = await runningProgramme(services, shopId);
  if (isReading(await historyProgress(services, shopId))) throw conflict(STILL_COMING);
  await services.db.transaction(async (tx) => {
    const askedAt = services.clock.now();
    await beginPreview(tx, shopId, { since: pastMoment(services, request.since), version, askedAt });
    await services.addJob(tx, { kind: PREVIEW_PAST_ORDERS, shopId, key: 'shop' });
  });
  return { status: 202, body: await showPastOrders(services, shopId) };
}

export async function askForAward(services: Services, { shopId, staffId, body }: AdminRequest): Promise<AdminResponse> {
  const request = understood(awardRequest, body);
  const from = pastMoment(services, request.since);
  const { key, expected = null } = request;
  const { version } = await runningProgramme(services, shopId);
  // An act holds for orders that are heard of later, too: begun before they are here, it would bring points that no dry run has told.
  const coming = isReading(await historyProgress(services, shopId));
  const wanted = { key, since: from, version, expected, staffId, askedAt: services.clock.now() };
  await services.db.transaction(async (tx) => {
    // Read once: between two readings another process may begin it.
    const before = await loadAwards(tx, shopId);
    if (isBegun(before, wanted)) return;
    if (coming) throw conflict(STILL_COMING);
    if (before.some(({ state }) => state === 'counting' || state === 'awarding'))
      throw conflict('Past orders are being awarded already. Wait until that is done.');
    const begun = await insertAward(tx, shopId, { ...wanted, award: (before.at(-1)?.award ?? 0) + 1 });
    if (begun) await services.addJob(tx, { kind: AWARD_PAST_ORDERS, shopId, key: 'shop' });
    // Somebody was quicker: with the same request, or with another.
    else if (!isBegun(await loadAwards(tx, shopId), wanted)) throw conflict('Past orders are being awarded already.');
  });
  return { status: 202, body: await showPastOrders(services, shopId) };
}

/** Was it asked for before, under this key? The same key for something else is refused. */
function isBegun(
  awards: readonly AwardRow[],
  { key, since: from, expected }: Pick<AwardRow, 'key' | 'since' | 'expected'>,
): boolean {
  const same = awards.find((one) => one.key === key);
  if (!same) return false;
  if (same.since === from && JSON.stringify(same.expected) === JSON.stringify(expected)) return true;
  throw conflict('This key was used to award other orders.', 'key');
}

async function runningProgramme(services: Services, shopId: ShopId): Promise<ProgrammeVersion> {
  const programme = await currentProgramme(services, shopId);
  if (programme.settings.status !== 'on') throw conflict('The programme is not on, so no order earns.');
  return programme;
}

function pastMoment({ clock }: Services, text: string): number {
  const at = Date.parse(text);
  if (at >= clock.now()) throw invalid('That moment has not come yet', 'since');
  return at;
}

function shown({ since: from, askedAt, version, scanned, total, counted }: PreviewRow): PastOrdersPreview {
  const iso = (ms: number) => new Date(ms).toISOString();
  return { since: iso(from), askedAt: iso(askedAt), version, scanned, total, counted };
}
