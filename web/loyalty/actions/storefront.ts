/**
 * What a shopper does for points in the panel. Who they are comes only from Shopify's signed query. A refusal is `{error, reason}`, the error
 * in the language of `locale`.
 */
import { z } from 'zod';
import { knownShop } from '../../mirror/shops/index.ts';
import { dayIn } from '../../platform/kit/days.ts';
import { wholeNumber } from '../../platform/kit/whole-number.ts';
import type { ProxyRequest, ProxyResponse, ProxyRoute, Services } from '../../platform/manifest.ts';
import { erasedCustomers } from '../../platform/privacy/erased.ts';
import { languageOf } from '../../platform/privacy/sections.ts';
import { currentProgramme, programmeVersions } from '../programme/index.ts';
import { changeableOn, monthDayOf } from './birthday-rules.ts';
import { birthdayOf, saveBirthday } from './birthdays.ts';
import { planBirthdays } from './give-birthdays.ts';
import { give, type Given } from './give.ts';
import { isNew } from './is-new.ts';
import { offerOf, socialOffer } from './offered.ts';
import { type Refusal, refusalWords } from './refusal-words.ts';

export const proxyRoutes: ProxyRoute[] = [
  { method: 'POST', path: '/birthday', handle: postBirthday },
  { method: 'POST', path: '/actions/:id', handle: postAction },
];

const toldBirthday = z.object({ month: wholeNumber, day: wholeNumber });

/** `{month, day}` → the same with `changeableOn`, the day from which another one is taken. */
async function postBirthday(services: Services, request: ProxyRequest): Promise<ProxyResponse> {
  const { shopId, customerId, body } = request;
  if (customerId === null) return refuse(request, 'not_logged_in');
  const { settings } = await currentProgramme(services, shopId);
  if (offerOf(settings, 'birthday') === null) return refuse(request, 'not_offered');
  const told = toldBirthday.safeParse(body);
  const monthDay = told.success ? monthDayOf(told.data.month, told.data.day) : null;
  if (monthDay === null) return refuse(request, 'no_such_day');
  const { timeZone } = await knownShop(services, shopId);
  const known = await birthdayOf(services.db.read, shopId, customerId);
  const toldAt = known?.monthDay === monthDay ? known.toldAt : services.clock.now();
  const today = dayIn(timeZone, services.clock.now());
  if (known && known.monthDay !== monthDay && today < changeableOn(dayIn(timeZone, known.toldAt)))
    return refuse(request, 'too_soon');
  if (known?.monthDay !== monthDay) {
    const saved = await services.db.transaction(async (tx) => {
      if ((await erasedCustomers(tx, shopId, [customerId])).size > 0) return false;
      if (!(await saveBirthday(tx, shopId, customerId, { monthDay, toldAt }, known))) return false;
      await planBirthdays(services, tx, shopId, timeZone);
      return true;
    });
    if (!saved) return refuse(request, 'told_meanwhile');
  }
  return {
    json: {
      month: Math.floor(monthDay / 100),
      day: monthDay % 100,
      changeableOn: changeableOn(dayIn(timeZone, toldAt)),
    },
  };
}

/** A tap on the link of a network, once for each; or on "Join", by which an account that is new takes part: `sign_up`. */
async function postAction(services: Services, request: ProxyRequest): Promise<ProxyResponse> {
  const { shopId, customerId, params } = request;
  const id = params.id ?? '';
  if (customerId === null) return refuse(request, 'not_logged_in');
  const versions = await programmeVersions(services, shopId);
  const { settings } = versions.at(-1) ?? versions[0];
  // No link has an underscore in its id.
  const offer = id === 'sign_up' ? offerOf(settings, id) : socialOffer(settings, id);
  if (offer === null) return refuse(request, 'not_offered');
  if (id === 'sign_up' && !(await isNew(services, shopId, customerId, versions))) return refuse(request, 'not_new');
  return answer(request, await give(services, shopId, settings, { customerId, offer, occasion: '' }));
}

function answer(request: ProxyRequest, given: Given): ProxyResponse {
  switch (given.outcome) {
    case 'given':
      return { json: { points: given.points, available: given.balance.available } };
    case 'excluded':
    case 'erased':
      return refuse(request, 'excluded');
    default:
      return { json: { points: 0, already: true } };
  }
}

function refuse({ body, query }: ProxyRequest, reason: Refusal): ProxyResponse {
  const locale = z.object({ locale: z.string() }).safeParse(body);
  const language = languageOf(locale.success ? locale.data.locale : query.get('locale'));
  const status = reason === 'not_logged_in' ? 401 : reason === 'no_such_day' ? 422 : 409;
  return { status, json: { error: refusalWords[reason][language], reason } };
}
