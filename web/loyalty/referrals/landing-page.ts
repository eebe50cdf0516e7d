/**
 * `GET …/r/CODE`: greets the friend. `POST …/r/CODE`: gives them a code of their own; a form, so it works without scripts, and no program
 * that only looks at links makes codes. Both are pages inside the theme; the shopper's language is known only there, so both are sent.
 */
import { knownShop } from '../../mirror/shops/index.ts';
import { type LiquidMarkup, liquid } from '../../platform/http/liquid.ts';
import { randomUUID } from 'node:crypto';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { ProxyRequest, ProxyResponse, ProxyRoute, Services } from '../../platform/manifest.ts';
import { z } from 'zod';
import { currentProgramme, type ProgrammeSettings } from '../programme/index.ts';
import { claimCode } from './claim-code.ts';
import { keepDevice, landingStyle } from './landing-assets.ts';
import { type LandingTexts, landingTexts, type Problem } from './landing-texts.ts';
import { linkPath, readCode } from './referral-link.ts';
import { advocateOf } from './store/links.ts';
import { keepTraces, ofAdvocate } from './store/traces.ts';
import { type Seen, tracesOfSeen } from './trace-digest.ts';

export const landingRoutes: ProxyRoute[] = [
  { method: 'GET', path: '/r/:code', handle: greet },
  { method: 'POST', path: '/r/:code', handle: give },
];

interface Opened {
  settings: ProgrammeSettings;
  currency: string;
  timeZone: string;
  /** Null: the link leads nowhere, or nothing is given at present. */
  link: { code: string; advocateId: CustomerId } | null;
}

async function greet(services: Services, request: ProxyRequest): Promise<ProxyResponse> {
  const opened = await open(services, request.shopId, request.params.code);
  if (!opened.link) return problem(opened, 'gone', 404);
  const { code, advocateId } = opened.link;
  if (request.customerId === advocateId) {
    await noteAdvocate(services, request.shopId, advocateId, { ip: request.ip, device: null });
    return problem(opened, 'own', 200);
  }
  const action = linkPath(request.pathPrefix, code);
  // Of this page: whoever presses twice gets one code.
  const key = randomUUID();
  return page(opened, 200, (texts) => greeting(texts, { action, key }));
}

const form = z.object({ key: z.string().min(8).max(100), device: z.string().max(100).nullish() });

async function give(services: Services, request: ProxyRequest): Promise<ProxyResponse> {
  const { shopId, customerId, ip } = request;
  const opened = await open(services, shopId, request.params.code);
  if (!opened.link) return problem(opened, 'gone', 404);
  const sent = form.safeParse(request.body);
  const seen = { ip, device: sent.data?.device ?? null };
  const { advocateId } = opened.link;
  if (customerId === advocateId) await noteAdvocate(services, shopId, advocateId, seen);
  const claimed = await claimCode(
    services,
    shopId,
    {
      advocateId,
      customerId,
      key: sent.data?.key ?? randomUUID(),
      traces: tracesOfSeen(services.config, shopId, seen),
    },
    opened,
  );
  if (claimed.outcome !== 'made') return problem(opened, claimed.outcome, STATUS[claimed.outcome]);
  const { code, expiresAt } = claimed;
  return page(opened, 200, (texts) => handedOver(texts, { code, until: texts.until(expiresAt - 1, opened.timeZone) }));
}

const STATUS = { own: 409, customer: 409, many: 429, later: 503, impossible: 409 } as const;

async function open(services: Services, shopId: ShopId, typed: string | undefined): Promise<Opened> {
  const { settings } = await currentProgramme(services, shopId);
  const { currency, timeZone } = await knownShop(services, shopId);
  const code = settings.referrals.on && settings.status === 'on' ? readCode(typed) : null;
  const advocateId = code === null ? null : await advocateOf(services.db.read, shopId, code);
  return { settings, currency, timeZone, link: code && advocateId ? { code, advocateId } : null };
}

async function noteAdvocate(services: Services, shopId: ShopId, advocateId: CustomerId, seen: Seen): Promise<void> {
  const traces = tracesOfSeen(services.config, shopId, seen);
  await services.db.transaction((tx) => keepTraces(tx, shopId, ofAdvocate(advocateId), traces, services.clock.now()));
}

function page(
  { settings, currency }: Opened,
  status: number,
  content: (texts: LandingTexts) => LiquidMarkup,
): ProxyResponse {
  const { markup } = liquid`${landingStyle}<div class="regulars-landing">
{%- if request.locale.iso_code == 'vi' -%}${content(landingTexts('vi', settings, currency))}{%- else -%}${content(landingTexts('en', settings, currency))}{%- endif -%}
</div>`;
  return { status, liquid: markup };
}

function problem(opened: Opened, what: Problem, status: number): ProxyResponse {
  return page(
    opened,
    status,
    (texts) => liquid`<h1>${texts.sorry}</h1><p>${texts.problem(what)}</p>
<p><a class="regulars-landing__go" href="{{ routes.root_url }}">${texts.home}</a></p>`,
  );
}

function greeting(texts: LandingTexts, { action, key }: { action: string; key: string }): LiquidMarkup {
  return liquid`<h1>${texts.title}</h1>
<p>${texts.how}${texts.minimum === null ? null : liquid` ${texts.minimum}`}</p>
<form method="post" action="${action}">
<input type="hidden" name="key" value="${key}"><input type="hidden" name="device" value="">
<button type="submit" class="regulars-landing__go">${texts.take}</button>
</form>
<p><small>${texts.kept}</small></p>
${keepDevice}`;
}

function handedOver(texts: LandingTexts, { code, until }: { code: string; until: string }): LiquidMarkup {
  const apply = `/discount/${encodeURIComponent(code)}?redirect=/`;
  return liquid`<h1>${texts.yours}</h1>
<p><output class="regulars-landing__code">${code}</output></p>
<p>${until}${texts.minimum === null ? null : liquid` ${texts.minimum}`}</p>
<p><a class="regulars-landing__go" href="${apply}">${texts.shop}</a></p>
<p><small>${texts.enter}</small></p>`;
}
