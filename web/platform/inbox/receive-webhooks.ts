/**
 * `POST /api/webhooks`: verified on the raw bytes, stored, then acknowledged. Whatever is not right gets a 401 and no reason. What cannot
 * be stored now, because there is no room or the database does not answer, gets a 503 in time, so that Shopify sends it again.
 */
import type { Request, RequestHandler, Response } from 'express';
import type { Config } from '../../config.ts';
import type { Log } from '../kit/log.ts';
import { type NoBody, readBody } from './read-body.ts';
import type { Inbox } from './store-webhooks.ts';
import { verifyWebhook } from './verify-webhook.ts';
import type { WaitingRoom } from './waiting-room.ts';

export type Received = 'stored' | 'duplicate' | 'refused' | 'busy';

export interface ReceiveOptions {
  config: Pick<Config, 'apiSecrets'>;
  inbox: Inbox;
  room: WaitingRoom;
  log: Log;
  onReceived?: (result: Received) => void;
  /** Wall ms from the request's first line to an answer, at the latest. */
  answerWithin?: number;
}

const LARGEST_BODY = 5 * 1024 * 1024;
/** Shopify gives up after five seconds. */
const ANSWER_WITHIN_MS = 4_500;
const RETRY_AFTER_SECONDS = '10';

const refusals: Record<NoBody, number> = { too_large: 413, no_room: 503, cut_off: 400 };

export function receiveWebhooks(options: ReceiveOptions): RequestHandler {
  const { config, inbox, room, log, onReceived = () => {}, answerWithin = ANSWER_WITHIN_MS } = options;
  let busy = false;

  /** Told once, not for each of thousands. */
  function isBusy(yes: boolean, error?: unknown): void {
    if (yes === busy) return;
    busy = yes;
    if (yes)
      log.error({ ...room.inside(), err: error }, 'Webhooks cannot be stored: Shopify is asked to send them again');
    else log.info('Webhooks are stored again');
  }

  async function receive(request: Request, response: Response): Promise<void> {
    if (request.headers['content-encoding'] !== undefined) return answer(request, response, 415);
    if (!room.enter()) {
      isBusy(true);
      return answer(request, response, 503);
    }
    let held = 0;
    const late = setTimeout(() => answer(request, response, request.complete ? 503 : 408), answerWithin);
    try {
      const body = await readBody(request, LARGEST_BODY, (bytes) => {
        if (!room.hold(bytes)) return false;
        held += bytes;
        return true;
      });
      if (!Buffer.isBuffer(body)) {
        if (body === 'no_room') isBusy(true);
        return answer(request, response, refusals[body]);
      }
      const webhook = verifyWebhook(request.headers, body, config.apiSecrets);
      if (webhook === null) return answer(request, response, 401);
      const isNew = await inbox.store(webhook);
      isBusy(false);
      answer(request, response, 200, isNew);
      log.debug({ shop: webhook.domain, topic: webhook.topic, webhookId: webhook.webhookId, isNew }, 'Webhook');
    } catch (error) {
      isBusy(true, error);
      answer(request, response, 503);
    } finally {
      clearTimeout(late);
      room.leave(held);
    }
  }

  /** The first answer counts; a webhook that is stored after its time will be taken for a duplicate when it comes again. */
  function answer(request: Request, response: Response, status: number, isNew = false): void {
    if (response.headersSent) return;
    onReceived(status === 200 ? (isNew ? 'stored' : 'duplicate') : status === 503 ? 'busy' : 'refused');
    response.statusCode = status;
    if (status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
    if (request.complete) {
      response.end();
      return;
    }
    // What still comes is not waited for.
    response.setHeader('Connection', 'close');
    response.end(() => request.destroy());
  }

  return receive;
}
