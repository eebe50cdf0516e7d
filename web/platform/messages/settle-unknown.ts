/**
 * It was handed to the mail server, and nobody knows whether that has taken it. Of marketing an email too few is better than one too many. What
 * somebody has asked for is sent again, under the same Message-ID, but not for ever: a server that takes every email and never says so, or an email
 * that ends its process each time, would send the same one again and again.
 */
import type { Tx } from '../../../db/open.ts';
import { pauseAfter } from '../jobs/tries.ts';
import type { ShopId } from '../kit/ids.ts';
import type { EmailClass } from './email-kind.ts';
import { endMessage, type Message, waitAgain } from './store.ts';

const MOST_TRIES = 3;

export async function settleUnknown(
  tx: Tx,
  shopId: ShopId,
  { key, tries: before }: Pick<Message, 'key' | 'tries'>,
  of: EmailClass,
  now: number,
): Promise<void> {
  const tries = before + 1;
  if (of === 'transactional' && tries < MOST_TRIES)
    return waitAgain(tx, shopId, key, { dueAt: now + pauseAfter(tries), tries });
  return endMessage(tx, shopId, key, { state: 'unknown', reason: 'interrupted' }, now);
}
