/**
 * Points for birthdays, in the morning of the day in the store. The job waits for the next day that is anybody's birthday, so a store
 * where nobody has told one has none; and what it was prevented from it makes good within some days.
 */
import type { Tx } from '../../../db/open.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { addDays, dayIn, momentIn, startOfDay } from '../../platform/kit/days.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { JobHandler, Services } from '../../platform/manifest.ts';
import { programmeVersions } from '../programme/index.ts';
import { type BirthdayOn, birthdaysUpTo, KNOWN_BEFORE_DAYS, lastOn, nextBirthday } from './birthday-rules.ts';
import { birthdaysAfter, bornOn } from './birthdays.ts';
import { give } from './give.ts';
import { offeredSince, type Offer, offerOf } from './offered.ts';

/** One per store (key `shop`). */
export const GIVE_BIRTHDAYS = 'actions.birthdays';

const MORNING = 'T09:00';
const PAGE = 200;

export const giveBirthdays: JobHandler = async (services, { shopId }) => {
  const versions = await programmeVersions(services, shopId);
  const { settings } = versions.at(-1) ?? versions[0];
  const offer = offerOf(settings, 'birthday');
  const since = offeredSince(versions, (each) => offerOf(each, 'birthday') !== null);
  const { timeZone } = await knownShop(services, shopId);
  const now = services.clock.now();
  const today = dayIn(timeZone, now);
  // First, so that whatever happens to this run there is another.
  await services.db.transaction((tx) => planBirthdays(services, tx, shopId, timeZone));
  if (offer && since !== null && now >= momentIn(timeZone, `${today}${MORNING}`)) {
    const first = dayIn(timeZone, since);
    for (const birthday of birthdaysUpTo(today)) if (birthday.day >= first) await giveOn(birthday, offer);
  }

  async function giveOn({ monthDay, day }: BirthdayOn, offered: Offer): Promise<void> {
    const toldBefore = startOfDay(timeZone, addDays(day, -KNOWN_BEFORE_DAYS));
    for (let after: string | null = ''; after !== null; ) {
      const page = await bornOn(services.db.read, shopId, { monthDay, toldBefore }, { after, limit: PAGE });
      for (const customerId of page)
        await give(services, shopId, settings, { customerId, offer: offered, occasion: day.slice(0, 4) });
      after = page.length < PAGE ? null : (page.at(-1) ?? null);
    }
  }
};

/** Adds the job for the next day that is somebody's birthday; for today while its morning has not come. */
export async function planBirthdays(services: Services, tx: Tx, shopId: ShopId, timeZone: string): Promise<void> {
  const now = services.clock.now();
  const today = dayIn(timeZone, now);
  const isEarly = now < momentIn(timeZone, `${today}${MORNING}`);
  const reference = isEarly ? addDays(today, -1) : today;
  const next = await birthdaysAfter(tx, shopId, lastOn(reference));
  if (!next) return;
  const runAt = momentIn(timeZone, `${nextBirthday(reference, next)}${MORNING}`);
  await services.addJob(tx, { kind: GIVE_BIRTHDAYS, shopId, key: 'shop', runAt });
}
