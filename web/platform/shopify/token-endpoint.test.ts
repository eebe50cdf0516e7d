import { expect, test } from 'vitest';
import type { ShopDomain } from '../kit/ids.ts';
import { createTokenEndpoint } from './token-endpoint.ts';

const refreshAnswered = (status: number, body: string) =>
  createTokenEndpoint(
    { apiKey: 'key', apiSecrets: ['secret'] },
    async () => new Response(body, { status }),
    async () => {},
  ).refresh('coffee.myshopify.com' as ShopDomain, 'shprt_old');

test("a wrong client secret, or a stranger's no, does not end the access of the store: only Shopify's word about the token does", async () => {
  expect(await refreshAnswered(400, '{"error":"invalid_grant"}')).toMatchObject({ reason: 'refused' });
  expect(await refreshAnswered(401, '{"error":"invalid_client"}')).toMatchObject({ reason: 'outage' });
  expect(await refreshAnswered(403, '<h1>Forbidden</h1>')).toMatchObject({ reason: 'outage' });
});

test('an answer that cannot be read is an outage, and its words, which may be a token, are not repeated', async () => {
  const answer = await refreshAnswered(200, 'shpat_0123');
  expect(answer).toEqual({ ok: false, reason: 'outage', detail: 'an answer of another shape' });
});
