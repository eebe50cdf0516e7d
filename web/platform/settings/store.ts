import type { Reader, Tx } from '../../../db/open.ts';
import type { ShopId } from '../kit/ids.ts';

export interface SavedSettings {
  version: number;
  /** JSON. */
  text: string;
}

/** Null: never saved. */
export async function loadSettings(handle: Reader, shopId: ShopId, document: string): Promise<SavedSettings | null> {
  const row = await handle
    .selectFrom('shop_settings')
    .select(['version', 'settings as text'])
    .where('shop_id', '=', shopId)
    .where('document', '=', document)
    .executeTakeFirst();
  return row ?? null;
}

/** False when it is not at the version before that one any more: somebody else was quicker. */
export async function saveSettings(
  tx: Tx,
  shopId: ShopId,
  document: string,
  { version, text, staffId, now }: SavedSettings & { staffId: string; now: number },
): Promise<boolean> {
  const row = { version, settings: text, staff_id: staffId, saved_at: now };
  const result = await tx
    .insertInto('shop_settings')
    .values({ shop_id: shopId, document, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'document'])
        .doUpdateSet(row)
        .where('shop_settings.version', '=', version - 1),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
