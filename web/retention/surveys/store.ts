import type { Selectable } from 'kysely';
import { lockRows } from '../../../db/dialect/differences.ts';
import type { Reader, Tx } from '../../../db/open.ts';
import type { SurveyAnswersTable } from '../../../db/schema/survey-answers.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { Score, SurveyFigures, SurveyFilter } from './api-types.ts';
import type { Answer } from './decide-answer.ts';

export interface OrderAnswer extends Answer {
  orderId: OrderId;
}

export async function loadAnswer(handle: Reader, shopId: ShopId, orderId: string): Promise<OrderAnswer | null> {
  const [answer] = await loadAnswers(handle, shopId, [orderId]);
  return answer ?? null;
}

export async function loadAnswers(handle: Reader, shopId: ShopId, orderIds: readonly string[]): Promise<OrderAnswer[]> {
  if (orderIds.length === 0) return [];
  const rows = await answersOf(handle, shopId).where('order_id', 'in', orderIds).orderBy('answered_at').execute();
  return rows.map(fromRow);
}

/** The same, held until the transaction ends. */
export async function holdAnswer(tx: Tx, shopId: ShopId, orderId: string): Promise<OrderAnswer | null> {
  const row = await lockRows(tx, answersOf(tx, shopId).where('order_id', '=', orderId)).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Two who give the first answer of an order at the same moment: the later one counts. */
export async function saveAnswer(tx: Tx, shopId: ShopId, { orderId, ...answer }: OrderAnswer): Promise<void> {
  const row = toRow(answer);
  await tx
    .insertInto('survey_answers')
    .values({ shop_id: shopId, order_id: orderId, ...row })
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doUpdateSet(row))
    .execute();
}

/** Newest first. */
export async function listAnswers(
  handle: Reader,
  shopId: ShopId,
  page: { filter: SurveyFilter; after: { answeredAt: number; orderId: string } | null; limit: number },
): Promise<OrderAnswer[]> {
  const { after } = page;
  let query = answersOf(handle, shopId, page.filter)
    .orderBy('answered_at', 'desc')
    .orderBy('order_id', 'desc')
    .limit(page.limit);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('answered_at', '<', after.answeredAt),
        eb.and([eb('answered_at', '=', after.answeredAt), eb('order_id', '<', after.orderId)]),
      ]),
    );
  }
  return (await query.execute()).map(fromRow);
}

export async function countAnswers(handle: Reader, shopId: ShopId, filter: SurveyFilter): Promise<number> {
  const row = await answersOf(handle, shopId, filter)
    .clearSelect()
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How often each score was given from then until before then, ms; by when it was first given. */
export async function countPerScore(
  handle: Reader,
  shopId: ShopId,
  { from, before }: { from: number; before: number },
): Promise<SurveyFigures['perScore']> {
  const rows = await answersOf(handle, shopId)
    .clearSelect()
    .where('answered_at', '>=', from)
    .where('answered_at', '<', before)
    .groupBy('score')
    .select((eb) => ['score', eb.fn.countAll<number>().as('count')])
    .execute();
  const perScore: SurveyFigures['perScore'] = [0, 0, 0, 0, 0];
  for (const { score, count } of rows) perScore[score - 1] = count;
  return perScore;
}

/** The score stays, without what the person wrote. */
export async function dropComments(tx: Tx, shopId: ShopId, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await tx
    .updateTable('survey_answers')
    .set({ comment: null })
    .where('shop_id', '=', shopId)
    .where('order_id', 'in', orderIds)
    .where('comment', 'is not', null)
    .execute();
}

/** Of all stores. */
export async function dropCommentsBefore(tx: Tx, before: number): Promise<void> {
  await tx
    .updateTable('survey_answers')
    .set({ comment: null })
    .where('comment', 'is not', null)
    .where('answered_at', '<', before)
    .execute();
}

function answersOf(handle: Reader, shopId: ShopId, filter: SurveyFilter = 'all') {
  const all = handle.selectFrom('survey_answers').selectAll().where('shop_id', '=', shopId);
  if (filter === 'all') return all;
  return filter === 'comments' ? all.where('comment', 'is not', null) : all.where('task', '=', filter);
}

function toRow(answer: Answer): Omit<SurveyAnswersTable, 'shop_id' | 'order_id'> {
  return {
    score: answer.score,
    comment: answer.comment,
    answered_at: answer.answeredAt,
    changed_at: answer.changedAt,
    task: answer.task,
    done_at: answer.doneAt,
    done_by: answer.doneBy,
  };
}

function fromRow(row: Selectable<SurveyAnswersTable>): OrderAnswer {
  return {
    orderId: row.order_id as OrderId,
    score: row.score as Score,
    comment: row.comment,
    answeredAt: row.answered_at,
    changedAt: row.changed_at,
    task: row.task,
    doneAt: row.done_at,
    doneBy: row.done_by,
  };
}
