import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSecrets } from './secrets.ts';

const [first, second] = [randomBytes(32), randomBytes(32)];

test('what was encrypted comes back, and never looks the same twice', () => {
  const secrets = createSecrets([first]);
  const text = secrets.encrypt('shpat_điểm', 'row:1');
  expect(text).not.toContain('shpat');
  expect(secrets.encrypt('shpat_điểm', 'row:1')).not.toBe(text);
  expect(secrets.decrypt(text, 'row:1')).toBe('shpat_điểm');
});

test('after a rotation the old key still opens what it closed, and nothing is closed with it', () => {
  const old = createSecrets([first]).encrypt('token', 'row:1');
  const rotated = createSecrets([second, first]);
  expect(rotated.decrypt(old, 'row:1')).toBe('token');
  const fresh = rotated.encrypt('token', 'row:1');
  expect(createSecrets([second]).decrypt(fresh, 'row:1')).toBe('token');
  expect(() => createSecrets([first]).decrypt(fresh, 'row:1')).toThrow('ENCRYPTION_KEY_PREVIOUS');
});

test('a text that was changed, or moved to another row, does not open', () => {
  const secrets = createSecrets([first]);
  const text = secrets.encrypt('token', 'row:1');
  expect(() => secrets.decrypt(text, 'row:2')).toThrow();
  const [version, id, sealed = ''] = text.split('.');
  const bytes = Buffer.from(sealed, 'base64url');
  bytes[15] = (bytes[15] ?? 0) ^ 1;
  expect(() => secrets.decrypt([version, id, bytes.toString('base64url')].join('.'), 'row:1')).toThrow();
});
