import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifyWebhook } from './verify-webhook.ts';

const body = Buffer.from('{"id":820982911946154508}');
const headers = {
  'x-shopify-topic': 'orders/paid',
  'x-shopify-shop-domain': 'coffee.myshopify.com',
  'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
  'x-shopify-event-id': '98880550-7158-44d4-b7cd-2c97c8a091b5',
  'x-shopify-triggered-at': '2026-03-02T03:00:00.123Z',
};
const sign = (bytes: Buffer, secret = 'newer') => createHmac('sha256', secret).update(bytes).digest('base64');
function verify(changes: Record<string, string | undefined> = {}, bytes = body) {
  const given: Record<string, string | undefined> = { 'x-shopify-hmac-sha256': sign(bytes), ...headers, ...changes };
  return verifyWebhook(given, bytes, ['newer', 'older']);
}

test('a signed webhook is taken with its body as it came', () => {
  expect(verify()).toEqual({
    domain: 'coffee.myshopify.com',
    topic: 'orders/paid',
    webhookId: headers['x-shopify-webhook-id'],
    eventId: headers['x-shopify-event-id'],
    triggeredAt: Date.parse(headers['x-shopify-triggered-at']),
    body: body.toString(),
  });
});

test('what only some topics or versions send may be missing', () => {
  expect(verify({ 'x-shopify-event-id': undefined, 'x-shopify-triggered-at': 'soon' })).toMatchObject({
    eventId: null,
    triggeredAt: null,
  });
  expect(verify({ 'x-shopify-topic': 'customer.tags_added' })).not.toBeNull();
});

test('a webhook signed with the previous secret is taken', () => {
  expect(verify({ 'x-shopify-hmac-sha256': sign(body, 'older') })).not.toBeNull();
});

test.each([
  ['no signature', { 'x-shopify-hmac-sha256': undefined }],
  ['another secret', { 'x-shopify-hmac-sha256': sign(body, 'guessed') }],
  ['the signature of another body', { 'x-shopify-hmac-sha256': sign(Buffer.from('{"id":820982911946154509}')) }],
  ['half a signature', { 'x-shopify-hmac-sha256': sign(body).slice(0, 20) }],
  ['no topic', { 'x-shopify-topic': undefined }],
  ['a topic with a line break', { 'x-shopify-topic': 'orders/paid\nx' }],
  ['no webhook id', { 'x-shopify-webhook-id': undefined }],
  ['no store', { 'x-shopify-shop-domain': undefined }],
  ['a host that only looks like a store', { 'x-shopify-shop-domain': 'coffee.myshopify.com.evil.example' }],
])('%s is refused', (_what, changes) => {
  expect(verify(changes)).toBeNull();
});

test('a signed body that nobody could read or store is refused', () => {
  expect(verify({}, Buffer.from('{"id":'))).toBeNull();
  expect(verify({}, Buffer.from('{"note":"a\0b"}'))).toBeNull();
});
