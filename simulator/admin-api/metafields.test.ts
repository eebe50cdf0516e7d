import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCustomer } from '../world/customers.ts';
import type { Customer } from '../world/types.ts';
import { type Fixture, pick, startFixture } from './admin-api.fixture.ts';

let fixture: Fixture;
let customer: Customer;
let ownerId: string;
beforeEach(async () => {
  fixture = await startFixture();
  customer = createCustomer(fixture.simulator.world, fixture.shop, { email: 'ann@example.com' });
  ownerId = `gid://shopify/Customer/${customer.id}`;
});
afterEach(() => fixture.close());

const SET = `mutation Set($m: [MetafieldsSetInput!]!) {
  metafieldsSet(metafields: $m) {
    metafields { namespace key type value jsonValue compareDigest ownerType }
    userErrors { field message code elementIndex }
  }
}`;
async function set(...metafields: Record<string, unknown>[]) {
  const answer = await fixture.call(SET, { m: metafields });
  expect(answer.errors).toEqual([]);
  return pick(answer.data, 'metafieldsSet');
}
const points = (value: string, more = {}) => ({
  ownerId,
  namespace: '$app',
  key: 'points',
  type: 'json',
  value,
  ...more,
});
const stored = () => fixture.shop.metafields.get(ownerId)?.get('app--4242.points');

describe('metafieldsSet', () => {
  it('writes into the namespace that is reserved for the app', async () => {
    expect(await set(points('{"available":5}'))).toMatchObject({
      metafields: [
        {
          namespace: 'app--4242',
          key: 'points',
          value: '{"available":5}',
          jsonValue: { available: 5 },
          ownerType: 'CUSTOMER',
        },
      ],
      userErrors: [],
    });
    const read = 'query($id: ID!) { customer(id: $id) { metafield(namespace: "$app", key: "points") { value } } }';
    expect((await fixture.call(read, { id: ownerId })).data).toEqual({
      customer: { metafield: { value: '{"available":5}' } },
    });
  });

  it('takes the type from the definition in shopify.app.toml, and holds to it', async () => {
    expect(await set(points('{}', { type: undefined }))).toMatchObject({ metafields: [{ type: 'json' }] });
    expect(await set(points('5', { type: 'number_integer' }))).toMatchObject({
      userErrors: [{ code: 'INVALID_TYPE' }],
    });
  });

  it('writes when the digest is of what is stored, and refuses as STALE_OBJECT when it is older', async () => {
    const first = await set(points('{"rev":1}', { compareDigest: null }));
    const digest = pick(first, 'metafields', 0, 'compareDigest');
    expect(await set(points('{"rev":2}', { compareDigest: digest }))).toMatchObject({ userErrors: [] });
    expect(await set(points('{"rev":3}', { compareDigest: digest }))).toEqual({
      metafields: [],
      userErrors: [
        {
          field: ['metafields', '0'],
          message:
            'The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.',
          code: 'STALE_OBJECT',
          elementIndex: null,
        },
      ],
    });
    expect(stored()?.value).toBe('{"rev":2}');
  });

  it('takes a digest of null as "must not exist yet"', async () => {
    await set(points('{}'));
    expect(await set(points('{"rev":1}', { compareDigest: null }))).toMatchObject({
      userErrors: [{ code: 'STALE_OBJECT' }],
    });
  });

  it('refuses a digest for what does not exist', async () => {
    expect(await set(points('{}', { compareDigest: 'abc' }))).toMatchObject({
      userErrors: [{ code: 'INVALID_COMPARE_DIGEST' }],
    });
  });

  it('writes all or none, and says which was wrong', async () => {
    const answer = await set(points('{"available":1}'), { ...points('x'), key: 'other' });
    expect(answer).toMatchObject({
      metafields: [],
      userErrors: [{ field: ['metafields', '1', 'value'], code: 'INVALID_VALUE' }],
    });
    expect(stored()).toBeUndefined();
  });

  it('takes at most 25', async () => {
    const many = Array.from({ length: 26 }, (_, index) => ({ ...points('{}'), key: `key${index}` }));
    expect(await set(...many)).toMatchObject({
      userErrors: [
        {
          field: ['metafields'],
          code: 'LESS_THAN_OR_EQUAL_TO',
          message: 'Exceeded the maximum metafields input limit of 25.',
        },
      ],
    });
    expect(await set(...many.slice(0, 25))).toMatchObject({ userErrors: [] });
  });

  it.each([
    ['json', '{', 'INVALID_VALUE'],
    ['number_integer', '1.5', 'INVALID_VALUE'],
    ['number_integer', '12345678901234567890', 'INVALID_VALUE'],
    ['number_decimal', '1,5', 'INVALID_VALUE'],
    ['boolean', 'yes', 'INVALID_VALUE'],
    ['date', '2026-13-01', 'INVALID_VALUE'],
    ['single_line_text_field', 'a\nb', 'INVALID_VALUE'],
    ['single_line_text_field', '', 'BLANK'],
    ['money', '{"amount":"5"}', 'INVALID_VALUE'],
    ['product_reference', 'gid://shopify/Customer/1', 'INVALID_VALUE'],
    ['list.number_integer', '["a"]', 'INVALID_VALUE'],
    ['json', JSON.stringify('x'.repeat(128 * 1024)), 'TOO_LONG'],
    ['colour', 'red', 'INCLUSION'],
  ])('refuses %s %.20s as %s', async (type, value, code) => {
    expect(await set({ ownerId, namespace: 'custom', key: 'thing', type, value })).toMatchObject({
      userErrors: [{ code }],
    });
  });

  it.each([
    ['json', '[1]'],
    ['number_integer', '-5'],
    ['number_decimal', '1.25'],
    ['boolean', 'true'],
    ['date', '2026-12-31'],
    ['money', '{"amount":"5.00","currency_code":"USD"}'],
    ['list.single_line_text_field', '["a","b"]'],
  ])('takes %s %s', async (type, value) => {
    expect(await set({ ownerId, namespace: 'custom', key: 'thing', type, value })).toMatchObject({
      userErrors: [],
      metafields: [{ value }],
    });
  });

  it.each([
    [{ ownerId: 'gid://shopify/Customer/1' }, 'INVALID'],
    [{ namespace: 'app--9999' }, 'APP_NOT_AUTHORIZED'],
    [{ key: 'p' }, 'TOO_SHORT'],
    [{ key: 'p'.repeat(65) }, 'TOO_LONG'],
    [{ key: 'po ints' }, 'INVALID'],
    [{ key: 'untyped', type: undefined }, 'BLANK'],
  ])('refuses %o as %s', async (change, code) => {
    expect(await set(points('{}', change))).toMatchObject({ userErrors: [{ code }] });
  });

  it('writes data of the app itself, which Liquid reads as app.metafields', async () => {
    const installation = await fixture.call('{ currentAppInstallation { id accessScopes { handle } } }');
    const id = pick(installation.data, 'currentAppInstallation', 'id');
    expect(
      await set({ ownerId: id, namespace: 'regulars', key: 'programme', type: 'json', value: '{"points":1}' }),
    ).toMatchObject({
      metafields: [{ namespace: 'regulars', ownerType: 'API_PERMISSION' }],
    });
    const read = await fixture.call(
      '{ currentAppInstallation { metafield(namespace: "regulars", key: "programme") { jsonValue } } }',
    );
    expect(read.data).toEqual({ currentAppInstallation: { metafield: { jsonValue: { points: 1 } } } });
  });
});

describe('metafieldsDelete', () => {
  it('says what it deleted, and null for what was not there', async () => {
    await set(points('{}'));
    const answer = await fixture.call(
      'mutation($m: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $m) { deletedMetafields { key } userErrors { message } } }',
      {
        m: [
          { ownerId, namespace: '$app', key: 'points' },
          { ownerId, namespace: '$app', key: 'other' },
        ],
      },
    );
    expect(answer.data).toEqual({ metafieldsDelete: { deletedMetafields: [{ key: 'points' }, null], userErrors: [] } });
    expect(stored()).toBeUndefined();
  });
});
