import type { Reader, Tx } from '../../../db/open.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { MonthDay } from './birthday-rules.ts';

export interface Birthday {
  monthDay: MonthDay;
  /** Ms: told, or changed, last. */
  toldAt: number;
}

export async function birthdayOf(handle: Reader, shopId: ShopId, customerId: CustomerId): Promise<Birthday | null> {
  const row = await handle
    .selectFrom('birthdays')
    .select(['month_day', 'told_at'])
    .where('shop_id', '=', shopId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row ? { monthDay: row.month_day, toldAt: row.told_at } : null;
}

/** False when another one was told since `before`; null = none was known. */
export async function saveBirthday(
  tx: Tx,
  shopId: ShopId,
  customerId: CustomerId,
  birthday: Birthday,
  before: Birthday | null,
): Promise<boolean> {
  const moving = { month_day: birthday.monthDay, told_at: birthday.toldAt };
  const result = await tx
    .insertInto('birthdays')
    .values({ shop_id: shopId, customer_id: customerId, ...moving })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'customer_id'])
        .doUpdateSet(moving)
        .where('birthdays.told_at', '=', before?.toldAt ?? -1),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whose birthday that is, told no later than `toldBefore` (ms), in their order after the given one. */
export async function bornOn(
  handle: Reader,
  shopId: ShopId,
  { monthDay, toldBefore }: { monthDay: MonthDay; toldBefore: number },
  page: { after: string; limit: number },
): Promise<CustomerId[]> {
  const rows = await handle
    .selectFrom('birthdays')
    .select('customer_id')
    .where('shop_id', '=', shopId)
    .where('month_day', '=', monthDay)
    .where('customer_id', '>', page.after)
    .where('told_at', '<', toldBefore)
    .orderBy('customer_id')
    .limit(page.limit)
    .execute();
  return rows.map((row) => row.customer_id as CustomerId);
}

/** The first birthday after that day of the year, and the first of all; null = nobody has told any. */
export async function birthdaysAfter(
  handle: Reader,
  shopId: ShopId,
  monthDay: MonthDay,
): Promise<{ after: MonthDay | null; first: MonthDay } | null> {
  const from = (least: MonthDay) =>
    handle
      .selectFrom('birthdays')
      .select('month_day')
      .where('shop_id', '=', shopId)
      .where('month_day', '>', least)
      .orderBy('month_day')
      .limit(1)
      .executeTakeFirst();
  const first = await from(0);
  return first ? { after: (await from(monthDay))?.month_day ?? null, first: first.month_day } : null;
}

/** Of one who was merged, unless the other has told theirs. */
export async function moveBirthday(tx: Tx, shopId: ShopId, removed: CustomerId, kept: CustomerId): Promise<void> {
  const birthday = await birthdayOf(tx, shopId, removed);
  await forgetBirthdays(tx, shopId, [removed]);
  if (birthday && !(await birthdayOf(tx, shopId, kept))) await saveBirthday(tx, shopId, kept, birthday, null);
}

export async function forgetBirthdays(tx: Tx, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<void> {
  if (customerIds.length === 0) return;
  await tx.deleteFrom('birthdays').where('shop_id', '=', shopId).where('customer_id', 'in', customerIds).execute();
}
