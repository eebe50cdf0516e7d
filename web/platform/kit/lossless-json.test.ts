import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLosslessJson } from './lossless-json.ts';

test('a number keeps its digits, however large, and however it is written', () => {
  expect(parseLosslessJson('{"id":820982911946154508,"price":"1.10","tax":0.10,"n":[1e3,-0]}')).toEqual({
    id: '820982911946154508',
    price: '1.10',
    tax: '0.10',
    n: ['1e3', '-0'],
  });
});

test('everything that is no number stays as it is', () => {
  const values = fc.jsonValue().filter((value) => !/\d/.test(JSON.stringify(value)));
  fc.assert(
    fc.property(values, (value) => {
      expect(parseLosslessJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a NUL, which PostgreSQL could not store, is left out of text', () => {
  expect(parseLosslessJson('{"first_name":"A\\u0000nn","tags":["\\u0000"],"note":"\\\\u0000"}')).toEqual({
    first_name: 'Ann',
    tags: [''],
    note: '\\u0000',
  });
});
