/**
 * Forgets a person everywhere, in one transaction: whoever is writing down something of them has ended before, and whoever comes later finds
 * that they were erased.
 */
import { eraseAlone } from '../../../db/dialect/erasing.ts';
import type { Tx } from '../../../db/open.ts';
import { dropJobsAbout } from '../jobs/set-aside.ts';
import type { ShopId } from '../kit/ids.ts';
import type { PrivacyHooks, Services } from '../manifest.ts';
import { forgetAccessTo } from './access-log.ts';
import { rememberErased } from './erased.ts';
import { cutWebhooksAbout } from './inbox-mentions.ts';
import { mentionOf } from './mentions.ts';
import { type FindsPeople, findPerson, type PersonalRequest } from './person.ts';
import { forgetRequestsOf } from './store.ts';

export interface PrivacyParts extends FindsPeople {
  /** Of every slice that holds something, in the order in which they are told of the same thing. */
  hooks: readonly PrivacyHooks[];
}

export async function erasePerson(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  parts: PrivacyParts,
  request: PersonalRequest,
): Promise<void> {
  await eraseAlone(tx, shopId);
  const person = await findPerson(tx, shopId, parts, request);
  await rememberErased(
    tx,
    shopId,
    {
      customers: [...new Set([...(request.id === null ? [] : [request.id]), ...person.customerIds])],
      orders: person.orderIds,
      // Where there is an id it is enough; an address may one day be somebody's who comes anew.
      emails: request.id === null && request.email !== null ? [request.email] : [],
    },
    services.clock.now(),
  );
  for (const hooks of parts.hooks) await hooks.redactPerson(services, tx, shopId, person);
  const cut = new Set(await cutWebhooksAbout(tx, shopId, person));
  // Orders are nobody's any more, so work on them may stay.
  const mention = mentionOf({ ...person, orderIds: [] });
  await dropJobsAbout(tx, shopId, (text) => cut.has(text) || (mention !== null && text.search(mention) >= 0));
  await forgetRequestsOf(tx, shopId, person);
  await forgetAccessTo(tx, shopId, person.customerIds);
}
