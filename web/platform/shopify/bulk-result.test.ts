import { expect, test } from 'vitest';
import { bulkResultAddress } from './bulk-result.ts';

const SIMULATOR = 'http://127.0.0.1:4000';

test('only the storage of Shopify is asked for the file of a bulk operation', () => {
  const good = 'https://storage.googleapis.com/shopify-tiers-assets-prod-us-east1/a?X-Goog-Signature=b';
  expect(bulkResultAddress(good, null)?.href).toBe(good);
  for (const bad of [
    'http://storage.googleapis.com/a',
    'https://storage.googleapis.com.evil.example/a',
    'https://storage.googleapis.com@evil.example/a',
    'https://user:secret@storage.googleapis.com/a',
    'https://storage.googleapis.com:8443/a',
    'https://169.254.169.254/latest/meta-data',
    'https://evil.example/storage.googleapis.com',
    'file:///etc/passwd',
    'not an address',
    `${SIMULATOR}/a`,
  ])
    expect({ bad, address: bulkResultAddress(bad, null) }).toEqual({ bad, address: null });
});

test('with a simulator, its own address and no other', () => {
  expect(bulkResultAddress(`${SIMULATOR}/bulk/1.jsonl`, SIMULATOR)?.pathname).toBe('/bulk/1.jsonl');
  for (const bad of [
    'http://127.0.0.1:4001/a',
    'http://localhost:4000/a',
    'https://127.0.0.1:4000/a',
    'https://storage.googleapis.com/a',
  ])
    expect({ bad, address: bulkResultAddress(bad, SIMULATOR) }).toEqual({ bad, address: null });
});
