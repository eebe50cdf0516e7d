import { expect, test } from 'vitest';
import { z } from 'zod';
import { errorText } from '../kit/errors.ts';
import { errorWithoutPeople, shapeOf } from './without-people.ts';

test('an error loses what it quotes, addresses and telephone numbers, and keeps ids', () => {
  expect(
    errorWithoutPeople(
      'bad JSON: {"email":"mai@example.com"} of mai@example.com,\n tel. +84 90 123 45 67 or 0901234567',
    ),
  ).toBe('bad JSON: … of … tel. … or …');
  expect(errorWithoutPeople('order 820000000000001234 vanished')).toBe('order 820000000000001234 vanished');
});

test('of a payload that could not be read it is told which field was wrong', () => {
  const { error } = z.object({ lines: z.array(z.string()) }).safeParse({ lines: 'mai@example.com' });
  expect(errorWithoutPeople(errorText(error))).toBe('lines: Invalid input: expected array, received string');
});

test('of a body there is left what it has and what says nothing of a person', () => {
  expect(
    shapeOf({
      id: '820000000000001234',
      name: '#1001',
      financial_status: 'paid',
      updated_at: '2026-03-02T03:00:00Z',
      email: 'mai@example.com',
      note: '',
      cancelled_at: null,
      test: false,
      customer: { id: '5', first_name: 'Mai', name: 'Mai', default_address: { name: 'Mai Trần', phone: '0901234567' } },
      line_items: [{ id: '7', title: 'Secret gift', quantity: '2' }],
    }),
  ).toEqual({
    id: '820000000000001234',
    name: '#1001',
    financial_status: 'paid',
    updated_at: '2026-03-02T03:00:00Z',
    email: 'text',
    note: '',
    cancelled_at: null,
    test: false,
    customer: { id: '5', first_name: 'text', name: 'text', default_address: { name: 'text', phone: 'text' } },
    line_items: [{ id: '7', title: 'text', quantity: '2' }],
  });
});
