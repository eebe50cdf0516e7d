/** Work that was given up, for the merchant: what is affected, since when, and the one thing to do about it. */
import { z } from 'zod';
import type { Tx } from '../../../db/open.ts';
import type { NewJob } from '../jobs/queue.ts';
import { countDeadOf, retryDead } from '../jobs/set-aside.ts';
import { invalid } from '../kit/errors.ts';
import type { ShopId } from '../kit/ids.ts';
import type { Manifest, Services } from '../manifest.ts';
import type { DeadLetterPage, DeadLetterView, RetryAnswer } from './api-types.ts';
import { type OrderNames, type ReadableLetter, readableLetters } from './list.ts';
import { whyGivenUp } from './why-given-up.ts';

const SHOWN = 100;
const retryRequest = z.object({ id: z.number().int().positive().optional() });

export function deadLettersManifest(orderNames: OrderNames): Manifest {
  return {
    name: 'platform/dead-letters',
    adminRoutes: [
      {
        method: 'GET',
        path: '/dead-letters',
        handle: async (services, { shopId }) => ({ body: await show(services, shopId) }),
      },
      {
        method: 'POST',
        path: '/dead-letters/retry',
        async handle(services, { shopId, body }) {
          const request = retryRequest.safeParse(body ?? {});
          if (!request.success) throw invalid('id must be the number of a dead letter', 'id');
          return { body: await retry(services, shopId, request.data.id) };
        },
      },
    ],
  };

  async function show({ db }: Services, shopId: ShopId): Promise<DeadLetterPage> {
    const letters = await readableLetters(db.read, orderNames, { shopId, limit: SHOWN });
    return { count: await countDeadOf(db.read, shopId), letters: letters.map(view) };
  }
}

async function retry({ db, addJob }: Services, shopId: ShopId, id: number | undefined): Promise<RetryAnswer> {
  const queue = { addAll: (tx: Tx, jobs: readonly NewJob[]) => addJob(tx, ...jobs) };
  const which = { shopId, ...(id !== undefined && { id }) };
  return { retried: await db.transaction((tx) => retryDead(tx, queue, which)) };
}

function view({ id, subject, orderName, webhook, diedAt, attempts, error }: ReadableLetter): DeadLetterView {
  const only = (kind: typeof subject.kind) => (subject.kind === kind ? subject.id : null);
  const orderId = only('order');
  return {
    id,
    kind: subject.kind,
    order: orderId === null ? null : { id: orderId, name: orderName },
    customerId: only('customer'),
    productId: only('product'),
    happenedAt: webhook && new Date(webhook.triggeredAt).toISOString(),
    gaveUpAt: new Date(diedAt).toISOString(),
    tries: attempts,
    why: whyGivenUp(error),
  };
}
