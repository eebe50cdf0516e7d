/**
 * Runs after the store's next day on which points lapse, and on the morning on which somebody is to be reminded of one: closes
 * the lots whose last day is over, tells whose points will lapse, and plans what comes next. Reads leave out what has lapsed
 * whether or not this ran (rule Q).
 */
import type { ShopId } from '../../platform/kit/ids.ts';
import { addDays, dayIn, endOfDay } from '../../platform/kit/days.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { afterBooking } from './after-booking.ts';
import { bookDue } from './book-due.ts';
import { type Expiry, remindAt } from './booking-terms.ts';
import { LAPSE } from './job-kinds.ts';
import { noteReminded } from './ledger.ts';
import { readTerms } from './read-terms.ts';
import { accountsWithLapsedLots, lotsToRemindOf, nextLapse, nextReminder } from './store/due-lots.ts';

/** So many accounts share a transaction: enough to be quick, few enough to let others in between. */
const BATCH = 200;

export const lapseDue: JobHandler = async (services, { shopId, key }) => {
  const { db, clock } = services;
  const { expiry } = await readTerms(db.read, shopId);
  await closeLapsed(services, shopId);
  if (expiry) await remind(services, shopId, expiry);
  const lapses = await nextLapse(db.read, shopId);
  const unreminded = expiry && (await nextReminder(db.read, shopId, clock.now()));
  const next = [
    ...(lapses === null ? [] : [lapses + 1]),
    ...(expiry && unreminded !== null ? [Math.max(remindAt(expiry, unreminded), clock.now() + 1)] : []),
  ];
  if (next.length === 0) return;
  await db.transaction((tx) => services.addJob(tx, { kind: LAPSE, shopId, key, runAt: Math.min(...next) }));
};

async function closeLapsed(services: Services, shopId: ShopId): Promise<void> {
  for (;;) {
    const now = services.clock.now();
    const accounts = await accountsWithLapsedLots(services.db.read, shopId, now, BATCH);
    if (accounts.length === 0) return;
    await services.db.transaction(async (tx) => {
      const changes = await bookDue(tx, shopId, now, accounts);
      await afterBooking(
        services,
        tx,
        shopId,
        changes.map((change) => ({ ...change, nextLapse: null })),
      );
    });
  }
}

async function remind(services: Services, shopId: ShopId, expiry: Expiry): Promise<void> {
  const { db, clock } = services;
  for (;;) {
    const now = clock.now();
    const due = await lotsToRemindOf(db.read, shopId, { now, until: horizon(expiry, now) }, BATCH);
    if (due.length === 0) return;
    const keys = due.flatMap(({ customerId, expiresAt }) =>
      customerId === null ? [] : `${customerId}/${dayIn(expiry.timeZone, expiresAt)}`,
    );
    await db.transaction(async (tx) => {
      await noteReminded(
        tx,
        shopId,
        due.map(({ lotId }) => lotId),
      );
      await services.emit(tx, ...[...new Set(keys)].map((key) => ({ name: 'points.expiring', shopId, key }) as const));
    });
  }
}

/** The last moment of the last day of which customers are to know by now. */
function horizon(expiry: Expiry, now: number): number {
  const { timeZone, remindDays } = expiry;
  const latest = addDays(dayIn(timeZone, now), remindDays);
  const end = (day: string) => endOfDay(timeZone, day) - 1;
  return remindAt(expiry, end(latest)) <= now ? end(latest) : end(addDays(latest, -1));
}
