/** `GET …/panel`: asked once when a shopper opens the panel. Puts together what the slices know of this one shopper. */
import { knownShop } from '../../mirror/shops/index.ts';
import { startOfDay } from '../../platform/kit/days.ts';
import { type CustomerId, idDigits, type OrderId, type ShopId } from '../../platform/kit/ids.ts';
import type { ProxyRequest, ProxyResponse, Services } from '../../platform/manifest.ts';
import { isCounted, type MemberPage, memberPage } from '../points/index.ts';
import { currentProgramme, type ProgrammeSettings, type Wording, wording } from '../programme/index.ts';
import type { PanelAnswer, RewardState } from './api-types.ts';
import type { PanelParts } from './parts.ts';
import { tierWords } from './tier-words.ts';
import { type Language, panelWords } from './words.ts';

export async function showPanel(
  parts: PanelParts,
  services: Services,
  { shopId, customerId, query }: ProxyRequest,
): Promise<ProxyResponse> {
  const { settings } = await currentProgramme(services, shopId);
  if (customerId === null || settings.status === 'off') return { json: { customer: null } };
  const language: Language = query.get('language') === 'vi' ? 'vi' : 'en';
  return {
    json: await panelOf(parts, services, shopId, customerId, { settings, language, order: query.get('order') }),
  };
}

async function panelOf(
  parts: PanelParts,
  services: Services,
  shopId: ShopId,
  customerId: CustomerId,
  { settings, language, order }: { settings: ProgrammeSettings; language: Language; order: string | null },
): Promise<PanelAnswer> {
  const { currency, timeZone } = await knownShop(services, shopId);
  const say = wording(language, settings.name);
  const words = panelWords[language];
  const store = { settings, currency, timeZone };
  const page = await memberPage(services, shopId, customerId, { language, names: settings.name });
  const tier = await parts.tierOfMember(services.db.read, shopId, customerId, store);
  const progress = await parts.bonusProgress(services, shopId, customerId);
  const rewards = await parts.rewardsFor(services, shopId, customerId, page.balance.available);
  const codes = await parts.heldCodes(services, shopId, customerId);
  const { text, reached } = tierWords(tier, language, say, currency);
  return {
    customer: customerId,
    rev: page.rev,
    available: page.balance.available,
    balance: balanceWords(page, language, say),
    text: { ...text, codes: codes.length > 0 ? say.number(codes.length) : '' },
    reached,
    rewards: Object.fromEntries(rewards.map(({ id, locked }) => [id, rewardState(locked)])),
    ways: Object.fromEntries(
      progress.flatMap((way): [string, string][] => {
        if (way.kind === 'firstOrder') return way.reached > 0 ? [['firstOrder', words.done]] : [];
        if (way.reached > 0 && !way.repeat) return [[way.id, words.done]];
        if (way.kind === 'orders') return [[way.id, words.of(say.number(way.done), say.number(way.of))]];
        return [[way.id, words.of(say.money(way.done, currency), say.money(way.of, currency))]];
      }),
    ),
    codes: codes.map(({ title, code, expiresAt, applyUrl }) => ({
      title: title[language],
      until: expiresAt === null ? '' : words.until(say.date(startOfDay(timeZone, expiresAt), timeZone)),
      code: code ?? '',
      applyUrl,
    })),
    lots: page.lots,
    history: page.history,
    parts: [
      ...((await isBeingCounted(services, shopId, order)) ? (['counting'] as const) : []),
      ...(codes.length === 0 ? (['no-codes'] as const) : []),
    ],
  };
}

function rewardState(locked: { reason: string; missing?: number } | null): { state: RewardState; missing: number } {
  if (locked === null) return { state: 'ready', missing: 0 };
  return { state: locked.reason === 'points' ? 'short' : 'closed', missing: locked.missing ?? 0 };
}

function balanceWords({ balance: { available, pending, debt } }: MemberPage, language: Language, say: Wording) {
  const words = panelWords[language];
  return {
    number: say.number(available),
    name: say.name(available),
    pending: pending > 0 ? words.pending(pending, say.points(pending)) : '',
    debt: debt > 0 ? words.debt(debt, say.points(debt)) : '',
  };
}

/** The page names the shopper's latest order. Its webhook may still be on its way. */
async function isBeingCounted(services: Services, shopId: ShopId, order: string | null): Promise<boolean> {
  const id = order ? idDigits(order) : null;
  return id !== null && !(await isCounted(services, shopId, id as OrderId));
}
