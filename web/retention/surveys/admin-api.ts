/** `GET /api/surveys`, `GET /api/surveys/figures`, `POST /api/surveys/ORDER/done`: what customers say of what they got. */
import { z } from 'zod';
import { customerName, findCustomers } from '../../mirror/customers/index.ts';
import { orderHeadings } from '../../mirror/orders/index.ts';
import { knownShop } from '../../mirror/shops/index.ts';
import { addDays, dayIn, endOfDay, startOfDay } from '../../platform/kit/days.ts';
import { conflict, invalid, notFound, understood } from '../../platform/kit/errors.ts';
import type { Reader } from '../../../db/open.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Services } from '../../platform/manifest.ts';
import type { DoneSurvey, SurveyCounts, SurveyFigures, SurveyFilter, SurveyPage, SurveyRow } from './api-types.ts';
import { satisfaction } from './satisfaction.ts';
import {
  countAnswers,
  countPerScore,
  holdAnswer,
  listAnswers,
  loadAnswer,
  type OrderAnswer,
  saveAnswer,
} from './store.ts';

const PAGE = 50;
const FILTERS: readonly SurveyFilter[] = ['open', 'done', 'comments', 'all'];
/** Days of figures, today included. */
const BY_DEFAULT = 90;
const MOST_DAYS = 3_660;

export const adminRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/surveys',
    handle: async (services, request) => ({ body: await showAnswers(services, request) }),
    personal: (_request, body) => ({ what: 'surveys', customerIds: peopleIn((body as SurveyPage).answers) }),
  },
  {
    method: 'GET',
    path: '/surveys/counts',
    handle: async ({ db }, { shopId }) => ({ body: await counted(db.read, shopId) }),
  },
  {
    method: 'GET',
    path: '/surveys/figures',
    handle: async (services, request) => ({ body: await showFigures(services, request) }),
  },
  {
    method: 'POST',
    path: '/surveys/:order/done',
    handle: markDone,
    personal: (_request, body) => ({ what: 'surveys', customerIds: peopleIn([body as SurveyRow]) }),
  },
];

function peopleIn(rows: readonly SurveyRow[]): string[] {
  return [...new Set(rows.flatMap(({ customer }) => customer?.id ?? []))];
}

async function showAnswers(services: Services, { shopId, query }: AdminRequest): Promise<SurveyPage> {
  const { read } = services.db;
  const asked = query.get('state') ?? 'open';
  const filter = FILTERS.find((name) => name === asked);
  if (!filter) throw invalid('There is no such state', 'state');
  const found = await listAnswers(read, shopId, { filter, after: readCursor(query.get('after')), limit: PAGE + 1 });
  const shown = found.slice(0, PAGE);
  const last = shown.at(-1);
  return {
    answers: await rows(services, shopId, shown),
    next: found.length > PAGE && last ? `${last.answeredAt}.${last.orderId}` : null,
    ...(await counted(read, shopId)),
  };
}

async function counted(handle: Reader, shopId: ShopId): Promise<SurveyCounts> {
  const counts = await Promise.all(FILTERS.map(async (name) => [name, await countAnswers(handle, shopId, name)]));
  return { counts: Object.fromEntries(counts) as SurveyCounts['counts'] };
}

/** `<answered ms>.<order>` of the last one shown; anything else starts from the beginning. */
function readCursor(cursor: string | null): { answeredAt: number; orderId: string } | null {
  const match = /^(\d{1,16})\.(\d{1,20})$/.exec(cursor ?? '');
  return match ? { answeredAt: Number(match[1]), orderId: match[2] ?? '' } : null;
}

async function rows(services: Services, shopId: ShopId, answers: readonly OrderAnswer[]): Promise<SurveyRow[]> {
  const { read } = services.db;
  const { currency } = await knownShop(services, shopId);
  const headings = await orderHeadings(
    read,
    shopId,
    answers.map(({ orderId }) => orderId),
  );
  const orders = new Map(headings.map((order) => [order.id, order]));
  const people = await findCustomers(
    read,
    shopId,
    headings.flatMap(({ customerId }) => customerId ?? []),
  );
  const names = new Map(people.map((customer) => [customer.id as string, customerName(customer, currency)]));
  const iso = (ms: number) => new Date(ms).toISOString();
  return answers.map((answer) => {
    const order = orders.get(answer.orderId);
    const customerId = order?.customerId ?? null;
    return {
      order: { id: answer.orderId, name: order?.name ?? '' },
      customer: customerId === null ? null : { id: customerId, name: names.get(customerId) ?? null },
      score: answer.score,
      comment: answer.comment,
      answeredAt: iso(answer.answeredAt),
      changedAt: iso(answer.changedAt),
      task: answer.task,
      doneAt: answer.doneAt === null ? null : iso(answer.doneAt),
      doneBy: answer.doneBy,
    };
  });
}

const day = z.iso.date('A day such as 2026-02-17');

async function showFigures(services: Services, { shopId, query }: AdminRequest): Promise<SurveyFigures> {
  const { timeZone } = await knownShop(services, shopId);
  const asked = (name: string, otherwise: string) => (query.has(name) ? understood(day, query.get(name)) : otherwise);
  const to = asked('to', dayIn(timeZone, services.clock.now()));
  const from = asked('from', addDays(to, 1 - BY_DEFAULT));
  if (from > to || from < addDays(to, -MOST_DAYS))
    throw invalid('From the first day to the last, at most ten years', 'from');
  const time = { from: startOfDay(timeZone, from), before: endOfDay(timeZone, to) };
  return { from, to, ...satisfaction(await countPerScore(services.db.read, shopId, time)) };
}

const decision = z.object({ done: z.boolean('true or false') });

async function markDone(services: Services, { shopId, staffId, params, body }: AdminRequest): Promise<AdminResponse> {
  const { done }: DoneSurvey = understood(decision, body);
  const orderId = params.order ?? '';
  await services.db.transaction(async (tx) => {
    const answer = await holdAnswer(tx, shopId, orderId);
    if (!answer) throw notFound('Nobody has said anything of this order.');
    if (answer.task === null) throw conflict('This customer is not unhappy, so there is nothing to do.');
    if (answer.task === (done ? 'done' : 'open')) return;
    const now = services.clock.now();
    await saveAnswer(tx, shopId, {
      ...answer,
      ...(done ? { task: 'done', doneAt: now, doneBy: staffId } : { task: 'open', doneAt: null, doneBy: null }),
    });
  });
  const answer = await loadAnswer(services.db.read, shopId, orderId);
  const [row] = answer ? await rows(services, shopId, [answer]) : [];
  if (!row) throw notFound('Nobody has said anything of this order.');
  return { body: row };
}
