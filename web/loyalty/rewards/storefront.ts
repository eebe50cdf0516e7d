/** What a shopper does with rewards. Who they are comes only from Shopify's signed query. */
import { z } from 'zod';
import { wholeNumber } from '../../platform/kit/whole-number.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { notFound, understood } from '../../platform/kit/errors.ts';
import type { ProxyRequest, ProxyResponse, ProxyRoute, Services } from '../../platform/manifest.ts';
import { languageOf } from '../../platform/privacy/sections.ts';
import { applyUrl, lastDay } from './apply-url.ts';
import { codeOf } from './code-of.ts';
import type { Refusal } from './decide-redemption.ts';
import { redeem } from './redeem.ts';
import { refusalWords } from './refusal-words.ts';
import { startReturn } from './return-rewards.ts';
import { findRedemption } from './store/find.ts';
import { type Redemption, shownState } from './store/redemption-row.ts';
import type { TierOf } from './tier-of.ts';

export function proxyRoutes(tierOf: TierOf): ProxyRoute[] {
  return [
    { method: 'POST', path: '/redeem', handle: (services, request) => postRedeem(services, tierOf, request) },
    { method: 'POST', path: '/rewards/:id/return', handle: postReturn },
  ];
}

const key = z.string().trim().min(1).max(100);
const asked = z.object({
  reward: z.string().min(1).max(40),
  points: wholeNumber.pipe(z.number().min(1).max(1_000_000_000)).nullish(),
  key,
  locale: z.string().max(20).nullish(),
});

/**
 * 200 `{id, code, expiresAt, applyUrl}`; `expiresAt` is the last day in the store's time zone. 202 with `code: null` while Shopify has not
 * answered: asked again under the same key, it says what has become of it. 409 `{error, reason}` in the language of `locale`.
 */
async function postRedeem(services: Services, tierOf: TierOf, request: ProxyRequest): Promise<ProxyResponse> {
  const { shopId, customerId, body, query } = request;
  const parsed = understood(asked, body);
  const { reward: rewardId, points = null, locale, key } = parsed;
  const refuse = (refusal: Refusal) => refused(refusal, locale ?? query.get('locale'));
  if (customerId === null) return refuse({ reason: 'not_logged_in' });
  const answer = await redeem(services, tierOf, shopId, { customerId, rewardId, points, key });
  if ('reason' in answer) return refuse(answer);
  if (answer.state === 'refused') return refuse({ reason: 'not_made' });
  const { timeZone } = await knownShop(services, shopId);
  return redeemed(answer, await codeOf(services, shopId, answer), timeZone);
}

function redeemed(redemption: Redemption, code: string | null, timeZone: string): ProxyResponse {
  const { id, state } = redemption;
  const json = { id, code, expiresAt: lastDay(redemption, timeZone), applyUrl: applyUrl(redemption) };
  return state === 'pending' ? { status: 202, json: { ...json, pending: true } } : { json };
}

function refused(refusal: Refusal, locale: string | null): ProxyResponse {
  const { reason, ...facts } = refusal;
  const error = refusalWords(refusal)[languageOf(locale)];
  return { status: reason === 'not_logged_in' ? 401 : 409, json: { error, reason, ...facts } };
}

/** An unused reward of one's own; its points come back once it is certain that the code was not used, a minute later. */
async function postReturn(
  services: Services,
  { shopId, customerId, params, body }: ProxyRequest,
): Promise<ProxyResponse> {
  const parsed = understood(z.object({ key }), body);
  const redemption = customerId === null ? null : await findRedemption(services.db.read, shopId, params.id ?? '');
  if (redemption === null || redemption.customerId !== customerId) throw notFound('There is no such reward.');
  const now = services.clock.now();
  if (shownState(redemption, now) === 'issued') {
    await startReturn(services, shopId, `shopper/${redemption.id}/${parsed.key}`, redemption.id, null);
  }
  const after = await findRedemption(services.db.read, shopId, redemption.id);
  return { status: 202, json: { id: redemption.id, state: after && shownState(after, now) } };
}
