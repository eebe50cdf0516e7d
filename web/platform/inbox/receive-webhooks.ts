/** `POST /api/webhooks`: verified on the raw bytes, stored, then acknowledged. Whatever is not right gets a 401 and no reason. */
import express, { Router } from 'express';
import type { Config } from '../../config.ts';
import type { Log } from '../kit/log.ts';
import type { Inbox } from './store-webhooks.ts';
import { verifyWebhook } from './verify-webhook.ts';

export interface ReceiveOptions {
  config: Pick<Config, 'apiSecrets'>;
  inbox: Inbox;
  log: Log;
  onReceived?: (result: 'stored' | 'duplicate' | 'refused') => void;
}

export function receiveWebhooks({ config, inbox, log, onReceived = () => {} }: ReceiveOptions): Router {
  const router = Router();
  router.post('/', express.raw({ type: () => true, limit: '5mb', inflate: false }), async (request, response) => {
    const body: unknown = request.body;
    const webhook = Buffer.isBuffer(body) ? verifyWebhook((name) => request.get(name), body, config.apiSecrets) : null;
    if (webhook === null) {
      onReceived('refused');
      response.status(401).end();
      return;
    }
    const isNew = await inbox.store(webhook);
    onReceived(isNew ? 'stored' : 'duplicate');
    log.debug({ shop: webhook.domain, topic: webhook.topic, webhookId: webhook.webhookId, isNew }, 'Webhook');
    response.status(200).end();
  });
  return router;
}
