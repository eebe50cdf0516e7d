/** Keeps a number of connections busy with webhooks, each sending its next one when the last was answered. */
import autocannon from 'autocannon';
import { orderWebhooks } from './order-webhooks.ts';
import { webhookHeaders } from './sign-webhook.ts';

export interface Load {
  connections: number;
  /** How long, or how many. */
  until: { seconds: number } | { webhooks: number };
  shop: string;
  secret: string;
}

export interface LoadResult {
  perSecond: number;
  /** Ms. */
  p50: number;
  p99: number;
  /** Webhook ids that were answered with 200. */
  acknowledged: Set<string>;
  /** Answers with another status, and requests that failed. */
  failed: number;
}

/** So many different bodies are signed beforehand: what is measured is the server, which signs each anew. */
const BODIES = 256;

export async function sendWebhooks(url: string, { connections, until, shop, secret }: Load): Promise<LoadResult> {
  const run = crypto.randomUUID();
  const { deliveries } = orderWebhooks({ orders: BODIES, customers: BODIES, at: Date.now() });
  const prepared = deliveries.map((delivery) => ({
    body: Buffer.from(delivery.body),
    headers: webhookHeaders(delivery, { shop, secret }),
  }));
  const acknowledged = new Set<string>();
  let sent = 0;
  const result = await autocannon({
    url,
    connections,
    ...('seconds' in until ? { duration: until.seconds } : { amount: until.webhooks }),
    requests: [
      {
        method: 'POST',
        path: '/api/webhooks',
        setupRequest(request, context) {
          const { body, headers } = prepared[sent % prepared.length] as (typeof prepared)[number];
          context.id = `${run}-${sent}`;
          sent += 1;
          return { ...request, body, headers: { ...headers, 'x-shopify-webhook-id': context.id } };
        },
        onResponse(status, _body, context) {
          if (status === 200) acknowledged.add(context.id);
        },
      },
    ],
  });
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    acknowledged,
    failed: result.non2xx + result.errors,
  };
}
