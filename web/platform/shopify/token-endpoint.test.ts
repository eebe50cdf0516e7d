import { expect, test } from 'vitest';
import type { ShopDomain } from '../kit/ids.ts';
import { createTokenEndpoint } from './token-endpoint.ts';

test('an answer that cannot be read is an outage, and its words, which may be a token, are not repeated', async () => {
  const endpoint = createTokenEndpoint(
    { apiKey: 'key', apiSecrets: ['secret'] },
    async () => new Response('shpat_0123', { status: 200 }),
    async () => {},
  );
  const answer = await endpoint.refresh('coffee.myshopify.com' as ShopDomain, 'shprt_old');
  expect(answer).toEqual({ ok: false, reason: 'outage', detail: 'an answer of another shape' });
});
