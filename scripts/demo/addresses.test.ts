import { expect, test } from 'vitest';
import { worthLoggingInAs } from './addresses.ts';

function customer(email: string | null, state: string, points?: { available: number; pending: number }) {
  return { email, state, metafields: points ? [{ key: 'points', jsonValue: points }] : [] };
}

test('the demo sends its user to the customer who has an account, points to use and points on their way', () => {
  const customers = [
    customer('cancelled@example.com', 'ENABLED', { available: 0, pending: 0 }),
    customer('no-account@example.com', 'DISABLED', { available: 9, pending: 9 }),
    customer('available@example.com', 'ENABLED', { available: 9, pending: 0 }),
    customer(null, 'ENABLED', { available: 9, pending: 9 }),
    customer('both@example.com', 'ENABLED', { available: 9, pending: 9 }),
    customer('both-too@example.com', 'ENABLED', { available: 9, pending: 9 }),
  ];
  expect(worthLoggingInAs(customers)).toBe('both@example.com');
});

test('where nobody has an account, whoever has points, and of a store without points anybody with an address', () => {
  expect(
    worthLoggingInAs([
      customer('none@example.com', 'DISABLED'),
      customer('some@example.com', 'DISABLED', { available: 9, pending: 0 }),
    ]),
  ).toBe('some@example.com');
  expect(worthLoggingInAs([customer(null, 'ENABLED'), customer('anybody@example.com', 'DISABLED')])).toBe(
    'anybody@example.com',
  );
  expect(worthLoggingInAs([])).toBeNull();
});
