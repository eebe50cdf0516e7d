import { once } from '../../../db/once.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import { parsedOnce } from '../../platform/kit/parsed-once.ts';
import { type ProgrammeSettings, type ProgrammeVersion, programmeSettings } from './settings.ts';

/** Every version of the programme, oldest first. There are few: one for each time that the merchant saved. */
export async function loadVersions(handle: Reader, shopId: ShopId): Promise<ProgrammeVersion[]> {
  const rows = await handle
    .selectFrom('programme_versions')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('version')
    .execute();
  return rows.map(toVersion);
}

/** What holds now; null before the programme was begun. */
export const loadLatest = once(async (handle, shopId): Promise<ProgrammeVersion | null> => {
  const row = await handle
    .selectFrom('programme_versions')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? toVersion(row) : null;
});

export async function presentSettings(handle: Reader, shopId: ShopId): Promise<ProgrammeSettings | null> {
  return (await loadLatest(handle, shopId))?.settings ?? null;
}

function toVersion(row: { version: number; valid_from: number; settings: string }): ProgrammeVersion {
  return { version: row.version, validFrom: row.valid_from, settings: parsed(row.settings) };
}

const parsed = parsedOnce((text) => programmeSettings.parse(JSON.parse(text)));

/** False when that version is there already: somebody else was quicker. */
export async function insertVersion(
  tx: Tx,
  shopId: ShopId,
  version: { version: number; validFrom: number; settings: ProgrammeSettings; staffId: string | null },
): Promise<boolean> {
  const result = await tx
    .insertInto('programme_versions')
    .values({
      shop_id: shopId,
      version: version.version,
      valid_from: version.validFrom,
      settings: JSON.stringify(version.settings),
      staff_id: version.staffId,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'version']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
