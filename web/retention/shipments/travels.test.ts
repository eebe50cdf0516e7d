import { expect, test } from 'vitest';
import { travels } from './travels.ts';

const soap = { id: '1', currentQuantity: 1, requiresShipping: true };
const file = { id: '2', currentQuantity: 1, requiresShipping: false };
const online = { lines: [soap, file], sourceName: 'web', destinationCountry: 'VN' };
const parcel = { numbers: [], shipmentStatus: null, events: [], lines: [{ lineId: '1', quantity: 1 }] };
const download = { ...parcel, lines: [{ lineId: '2', quantity: 1 }] };
const unsaid = { ...parcel, lines: [] };

test('of a gift card or a file nothing is on its way', () => {
  expect(travels(parcel, online)).toBe(true);
  expect(travels(download, online)).toBe(false);
  expect(travels(unsaid, online)).toBe(true);
  expect(travels(unsaid, { ...online, lines: [file] })).toBe(false);
  // Lines of which nothing is known are taken for things.
  expect(travels(unsaid, { ...online, lines: [] })).toBe(true);
});

test('what was bought at the till is carried home, unless it is sent somewhere', () => {
  const till = { ...online, sourceName: 'pos', destinationCountry: null };
  expect(travels(parcel, till)).toBe(false);
  expect(travels(parcel, { ...till, destinationCountry: 'VN' })).toBe(true);
  expect(travels({ ...parcel, numbers: ['G8AB3CDE'] }, till)).toBe(true);
});
