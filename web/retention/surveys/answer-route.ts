/**
 * `POST …/track/answer`: one tap on the order's page, and a comment after it. A form, so it works without scripts, and no program that only
 * looks at links answers for anybody. What comes back is the order's page.
 */
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { notFound, understood } from '../../platform/kit/errors.ts';
import type { OrderId, ShopId } from '../../platform/kit/ids.ts';
import type { ProxyRequest, ProxyResponse, ProxyRoute, Services } from '../../platform/manifest.ts';
import { shipmentsOf } from '../shipments/index.ts';
import { LONGEST_COMMENT, type Score } from './api-types.ts';
import { allDeliveredAt } from './survey-of-order.ts';
import { takeAnswer } from './take-answer.ts';

export interface AnswerParts {
  /** Null for whatever is no link to an order of this store. */
  readToken(config: Config, shopId: ShopId, token: unknown): OrderId | null;
  /** The page as the link shows it. */
  showPage(services: Services, request: ProxyRequest, orderId: OrderId): Promise<ProxyResponse>;
}

const form = z.object({
  token: z.string().max(200),
  score: z.coerce
    .number()
    .int()
    .min(1)
    .max(5)
    .transform((score) => score as Score),
  /** Left out: whatever was written before stays. */
  comment: z.string().transform(written).optional(),
});

/** Nobody loses what they wrote for being a little long. Null: nothing. */
function written(text: string): string | null {
  const clean = text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim();
  return clean.slice(0, LONGEST_COMMENT) || null;
}

export const answerRoute = ({ readToken, showPage }: AnswerParts): ProxyRoute => ({
  method: 'POST',
  path: '/track/answer',
  async handle(services, request) {
    const { token, score, comment } = understood(form, request.body);
    const orderId = readToken(services.config, request.shopId, token);
    if (orderId === null) throw notFound('There is no such order.');
    const found = await shipmentsOf(services, services.db.read, request.shopId, [orderId]);
    const shipments = found.get(orderId);
    const deliveredAt = shipments ? allDeliveredAt(shipments) : null;
    await takeAnswer(services, request.shopId, orderId, { score, comment, deliveredAt });
    return showPage(services, request, orderId);
  },
});
