/** `GET …/panel`: asked once when a shopper opens the panel. Puts together what the slices know of this one shopper. */
import { knownShop } from '../../mirror/shops/index.ts';
import { dayIn, startOfDay } from '../../platform/kit/days.ts';
import { type CustomerId, idDigits, type OrderId, type ShopId } from '../../platform/kit/ids.ts';
import type { ProxyRequest, ProxyResponse, Services } from '../../platform/manifest.ts';
import { isCounted, type MemberPage, memberPage } from '../points/index.ts';
import { currentProgramme, type ProgrammeSettings, type Wording, wording } from '../programme/index.ts';
import type { PanelAnswer, PanelPart, RewardState } from './api-types.ts';
import type { PanelParts } from './parts.ts';
import { tierWords } from './tier-words.ts';
import { waysWords } from './ways-words.ts';
import { type Language, panelWords } from './words.ts';

export async function showPanel(parts: PanelParts, services: Services, request: ProxyRequest): Promise<ProxyResponse> {
  const { shopId, customerId } = request;
  const { settings } = await currentProgramme(services, shopId);
  if (customerId === null || settings.status === 'off') return { json: { customer: null } };
  return { json: await panelOf(parts, services, customerId, settings, request) };
}

async function panelOf(
  parts: PanelParts,
  services: Services,
  customerId: CustomerId,
  settings: ProgrammeSettings,
  { shopId, query, pathPrefix, ip }: ProxyRequest,
): Promise<PanelAnswer> {
  const language: Language = query.get('language') === 'vi' ? 'vi' : 'en';
  const { currency, timeZone } = await knownShop(services, shopId);
  const say = wording(language, settings.name);
  const words = panelWords[language];
  const page = await memberPage(services, shopId, customerId, { language, names: settings.name });
  const { available } = page.balance;
  const tier = await parts.tierOfMember(services.db.read, shopId, customerId, { settings, currency, timeZone });
  const { text, reached } = tierWords(tier, language, say, currency);
  const rewards = await parts.rewardsFor(services, shopId, customerId, available);
  const codes = await parts.heldCodes(services, shopId, customerId);
  const progress = await parts.bonusProgress(services, shopId, customerId);
  const actions = await parts.memberActions(services, shopId, customerId);
  const seen = { ip, device: query.get('device') };
  const friends = await parts.ownReferrals(services, shopId, customerId, { settings, pathPrefix, seen });
  const today = dayIn(timeZone, services.clock.now());
  const shown: Record<PanelPart, boolean> = {
    counting: await isBeingCounted(services, shopId, query.get('order')),
    join: actions.canJoin,
    birthday: actions.birthday === null || actions.birthday.changeableOn <= today,
    referral: friends !== null,
    'no-codes': codes.length === 0,
  };
  return {
    customer: customerId,
    rev: page.rev,
    available,
    balance: balanceWords(page, language, say),
    text: {
      ...text,
      codes: codes.length > 0 ? say.number(codes.length) : '',
      friends: friends && friends.rewarded + friends.waiting > 0 ? words.friends(friends) : '',
    },
    reached,
    rewards: Object.fromEntries(rewards.map(({ id, locked }) => [id, rewardState(locked)])),
    ways: waysWords(progress, actions, { language, say, currency }),
    link: friends && friends.path,
    codes: codes.map(({ id, title, code, expiresAt, applyUrl, returnable }) => ({
      title: title[language],
      until: expiresAt === null ? '' : words.until(say.date(startOfDay(timeZone, expiresAt), timeZone)),
      code: code ?? '',
      applyUrl,
      back: returnable ? `rewards/${id}/return` : null,
    })),
    lots: page.lots,
    history: page.history,
    parts: partNames.filter((part) => shown[part]),
  };
}

const partNames: PanelPart[] = ['counting', 'join', 'birthday', 'referral', 'no-codes'];

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

/** The page names the shopper's newest order, and anything may stand there. Its webhook may still be on its way. */
async function isBeingCounted(services: Services, shopId: ShopId, order: string | null): Promise<boolean> {
  const id = order ? idDigits(order) : null;
  return id !== null && !(await isCounted(services, shopId, id as OrderId));
}
