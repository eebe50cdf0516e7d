import { expect, test } from 'vitest';
import { customerName } from './customer-name.ts';

test('A name is written as people of the store write it', () => {
  expect(customerName({ firstName: 'Anna', lastName: 'Nowak' }, 'PLN')).toBe('Anna Nowak');
  expect(customerName({ firstName: 'Vy', lastName: 'Lê Minh' }, 'VND')).toBe('Lê Minh Vy');
});

test('A part that is missing leaves no gap, and without any there is no name', () => {
  expect(customerName({ firstName: null, lastName: 'Nowak' }, 'PLN')).toBe('Nowak');
  expect(customerName({ firstName: 'Vy', lastName: '' }, 'VND')).toBe('Vy');
  expect(customerName({ firstName: null, lastName: null }, 'USD')).toBeNull();
});
