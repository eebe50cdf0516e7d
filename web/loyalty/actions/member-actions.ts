/** What a customer has done already of what the programme gives points for, for the panel and the customer's page. */
import { knownShop } from '../../mirror/shops/index.ts';
import { dayIn } from '../../platform/kit/days.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { programmeVersions } from '../programme/index.ts';
import type { MemberActions } from './api-types.ts';
import { changeableOn } from './birthday-rules.ts';
import { birthdayOf } from './birthdays.ts';
import { isNew } from './is-new.ts';
import { socialAction } from './offered.ts';
import { giftsOf } from './store.ts';

export async function memberActions(
  services: Services,
  shopId: ShopId,
  customerId: CustomerId,
): Promise<MemberActions> {
  const { read } = services.db;
  const versions = await programmeVersions(services, shopId);
  const { settings } = versions.at(-1) ?? versions[0];
  const { timeZone } = await knownShop(services, shopId);
  const done = new Set((await giftsOf(read, shopId, [customerId])).map(({ action }) => action));
  const birthday = await birthdayOf(read, shopId, customerId);
  return {
    signedUp: done.has('sign_up'),
    canJoin: !done.has('sign_up') && (await isNew(services, shopId, customerId, versions)),
    subscribed: done.has('newsletter'),
    social: settings.earn.actions.social.filter((link) => done.has(socialAction(link))).map(({ id }) => id),
    birthday: birthday && {
      month: Math.floor(birthday.monthDay / 100),
      day: birthday.monthDay % 100,
      changeableOn: changeableOn(dayIn(timeZone, birthday.toldAt)),
    },
  };
}
