/**
 * `GET …/history`: how the points came, when they unlock, what they are worth. A page inside the theme, rendered by Shopify's
 * Liquid: the shopper's language is known only there, so both are sent and Liquid keeps one.
 */
import { orderHeadings } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { type LiquidMarkup, liquid } from '../../platform/http/liquid.ts';
import type { ProxyRequest, ProxyResponse, Services } from '../../platform/manifest.ts';
import type { Balance, Lot } from './account-book.ts';
import { historyStyle } from './history-style.ts';
import { type HistoryTexts, historyTexts } from './history-texts.ts';
import { viewAccount } from './store/accounts.ts';
import { accountHistory, type HistoryEntry } from './store/history.ts';
import { currentProgramme, programmeForTheme } from '../programme/index.ts';

const PAGE = 20;

export async function historyPage(services: Services, request: ProxyRequest): Promise<ProxyResponse> {
  const { shopId, customerId, query, pathPrefix } = request;
  const { settings } = await currentProgramme(services, shopId);
  if (settings.status === 'off') return page(404, (texts) => liquid`<p>${texts.off}</p>`, settings.name);
  if (customerId === null) {
    return page(
      200,
      (texts) => liquid`<p><a href="{{ routes.account_login_url }}">${texts.logIn}</a></p>`,
      settings.name,
    );
  }
  const { timeZone } = await knownShop(services, shopId);
  const { db, clock } = services;
  const view = await viewAccount(db.read, shopId, customerId, clock.now());
  const number = pageNumber(query.get('page'));
  const found = view
    ? await accountHistory(db.read, shopId, view.accountId, { offset: (number - 1) * PAGE, limit: PAGE + 1 })
    : [];
  const entries = found.slice(0, PAGE);
  const lots = (view?.lots ?? []).filter((lot) => lot.state === 'pending');
  const headings = await orderHeadings(db.read, shopId, [
    ...new Set([...entries, ...lots].flatMap(({ orderId }) => orderId ?? [])),
  ]);
  const orderNames = new Map(headings.map(({ id, name }) => [id, name]));
  const balance = view?.balance ?? { available: 0, pending: 0, debt: 0 };
  const shown: Shown = {
    balance,
    worth: programmeForTheme(settings).worth,
    timeZone,
    pending: lots,
    entries,
    orderName: (id) => (id === null ? null : (orderNames.get(id) ?? null)),
    newer: number > 1 ? `${pathPrefix}/history?page=${number - 1}` : null,
    older: found.length > PAGE ? `${pathPrefix}/history?page=${number + 1}` : null,
  };
  return page(200, (texts) => body(texts, shown), settings.name);
}

interface Shown {
  balance: Balance;
  /** So many points are worth so many hundredths of the currency, as Liquid counts money. */
  worth: { points: number; cents: number };
  timeZone: string;
  pending: Lot[];
  entries: HistoryEntry[];
  orderName(id: string | null): string | null;
  newer: string | null;
  older: string | null;
}

type Names = Parameters<typeof historyTexts>[1];

function page(status: number, content: (texts: HistoryTexts) => LiquidMarkup, names: Names): ProxyResponse {
  const inLanguage = (language: 'en' | 'vi') => {
    const texts = historyTexts(language, names);
    return liquid`<h1>${texts.title}</h1>${content(texts)}`;
  };
  const { markup } = liquid`${historyStyle}<div class="regulars-history">
{%- if request.locale.iso_code == 'vi' -%}${inLanguage('vi')}{%- else -%}${inLanguage('en')}{%- endif -%}
</div>`;
  return { status, liquid: markup };
}

function body(texts: HistoryTexts, shown: Shown): LiquidMarkup {
  const { available, pending, debt } = shown.balance;
  return liquid`
<p><span class="regulars-history__number">${texts.number(available)}</span> ${texts.name(available)}${available > 0 ? worth(texts, shown) : null}</p>
${pending > 0 ? liquid`<p>${texts.pending(pending)}</p>` : null}
${debt > 0 ? liquid`<p>${texts.debt(debt)}</p>` : null}
${shown.pending.length > 0 ? unlocking(texts, shown) : null}
<h2>${texts.historyTitle}</h2>
${shown.entries.length > 0 ? entryList(texts, shown) : liquid`<p>${texts.nothing}</p>`}
${shown.newer || shown.older ? pager(texts, shown) : null}`;
}

/** In the store's own currency and way of writing it, as in the balance block; left out where the shopper pays in another. */
function worth(texts: HistoryTexts, { balance, worth: { points, cents } }: Shown): LiquidMarkup {
  return liquid`{%- unless cart.currency.iso_code and cart.currency.iso_code != shop.currency %} <span>· ${texts.worth} {{ ${balance.available} | times: ${cents} | divided_by: ${points} | money }}</span>{% endunless -%}`;
}

function unlocking(texts: HistoryTexts, shown: Shown): LiquidMarkup {
  const items = shown.pending.map((lot) => {
    const when =
      lot.availableAt === null ? texts.unlocksLater : texts.unlocksOn(texts.date(lot.availableAt, shown.timeZone));
    return liquid`<li><span>${texts.from(lot.remaining, shown.orderName(lot.orderId))}<small>${when}</small></span></li>`;
  });
  return liquid`<h2>${texts.unlockTitle}</h2><ul class="regulars-history__list">${items}</ul>`;
}

function entryList(texts: HistoryTexts, shown: Shown): LiquidMarkup {
  const items = shown.entries.map((entry) => {
    const at = liquid`<time datetime="${new Date(entry.occurredAt).toISOString()}">${texts.date(entry.occurredAt, shown.timeZone)}</time>`;
    const change = entry.points === 0 ? null : liquid`<strong>${texts.signed(entry.points)}</strong>`;
    return liquid`<li class="regulars-history__entry"><span>${texts.event(entry, shown.orderName(entry.orderId))}<small>${at}</small></span>${change}</li>`;
  });
  return liquid`<ul class="regulars-history__list">${items}</ul>`;
}

function pager(texts: HistoryTexts, { newer, older }: Shown): LiquidMarkup {
  return liquid`<nav class="regulars-history__pages" aria-label="${texts.pages}">${newer ? liquid`<a href="${newer}" rel="prev">${texts.newer}</a>` : null}${older ? liquid`<a href="${older}" rel="next">${texts.older}</a>` : null}</nav>`;
}

/** Of the shopper's own query, so anything may stand there. */
function pageNumber(text: string | null): number {
  return /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : 1;
}
