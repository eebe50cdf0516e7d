/** A store that begins to give something for birthdays, or comes back, looks whose they are. */
import type { JobHandler } from '../../platform/manifest.ts';
import { birthdaysAfter } from './birthdays.ts';
import { GIVE_BIRTHDAYS } from './give-birthdays.ts';

export const onProgrammeChanged: JobHandler = async (services, { shopId }) => {
  await services.db.transaction(async (tx) => {
    if (await birthdaysAfter(tx, shopId, 0)) await services.addJob(tx, { kind: GIVE_BIRTHDAYS, shopId, key: 'shop' });
  });
};
