import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { everyManifest } from './app.ts';
import { API_VERSION } from './platform/shopify/admin-client.ts';
import { gatherSubscriptions } from './platform/subscriptions.ts';

const toml = z
  .object({
    webhooks: z.object({
      api_version: z.string(),
      subscriptions: z.array(
        z.object({
          topics: z.array(z.string()).optional(),
          compliance_topics: z.array(z.string()).optional(),
          uri: z.string(),
        }),
      ),
    }),
  })
  .parse(parse(readFileSync(new URL('../shopify.app.toml', import.meta.url), 'utf8')));

const never = () => {
  throw new Error('nothing runs in this test');
};
const { topics } = gatherSubscriptions(everyManifest(never), never);

test('Shopify sends exactly the topics that a slice listens to', () => {
  const subscribed = toml.webhooks.subscriptions.flatMap((each) => [
    ...(each.topics ?? []),
    ...(each.compliance_topics ?? []),
  ]);
  expect(subscribed.toSorted()).toEqual([...topics]);
});

test('webhooks come to the one address, in the version that the app speaks', () => {
  expect(new Set(toml.webhooks.subscriptions.map(({ uri }) => uri))).toEqual(new Set(['/api/webhooks']));
  expect(toml.webhooks.api_version).toBe(API_VERSION);
});

test('two slices cannot take the same job', () => {
  const manifest = { name: 'a', jobs: { sync: async () => {} } };
  expect(() => gatherSubscriptions([manifest, { ...manifest, name: 'b' }], never)).toThrow(
    'Two slices want the job kind sync',
  );
});
