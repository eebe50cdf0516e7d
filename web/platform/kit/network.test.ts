import { expect, test } from 'vitest';
import { network } from './network.ts';

test('an IPv4 address is its own network, and of IPv6 the first half tells, however it is written', () => {
  expect(network('192.0.2.1')).toBe('192.0.2.1');
  expect(network('2001:db8:1:2::5')).toBe('2001:db8:1:2');
  expect(network('2001:0DB8:0001:0002:ffff:0:0:9')).toBe('2001:db8:1:2');
  expect(network('2001:db8::1')).toBe('2001:db8:0:0');
  expect(network('::1')).toBe('0:0:0:0');
});
