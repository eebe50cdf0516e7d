import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readOptions, UsageError } from './options.ts';

const here = fileURLToPath(import.meta.url);

test('without flags both stores come up on the usual ports', () => {
  expect(readOptions([])).toEqual({
    port: 3000,
    simulatorPort: 4000,
    database: null,
    seeds: ['coffee', 'home'],
    orders: null,
    live: false,
    keep: false,
  });
});

test('an order export is one more store', () => {
  expect(readOptions(['--orders', here])).toMatchObject({ seeds: ['coffee', 'home'], orders: here });
});

test('a seed may be given twice, and then only those come up', () => {
  expect(readOptions(['--seed', 'home', '--seed', 'empty', '--seed', 'home'])).toMatchObject({
    seeds: ['home', 'empty'],
  });
});

test('help is no run', () => {
  expect(readOptions(['--help'])).toBeNull();
});

test.each([
  [['--seed', 'tea'], '--seed tea'],
  [['--port', 'x'], '--port x'],
  [['--port', '4000'], 'must differ'],
  [['--orders', '/nowhere/orders.csv'], 'no such file'],
  [['--database', 'mysql://x'], 'sqlite:PATH or postgres://'],
  [['--fast'], '--fast'],
])('%j is refused and named', (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
});

test('everything that is wrong is said at once', () => {
  expect(() => readOptions(['--seed', 'tea', '--port', '0'])).toThrow(/--port 0[\s\S]*--seed tea/);
});
