import { expect, test } from 'vitest';
import type { ShopDomain } from '../kit/ids.ts';
import { agreesWithHeaders, storeNumberIn } from './agrees-with-headers.ts';

const domain = 'coffee.myshopify.com' as ShopDomain;
const order = { id: '1', admin_graphql_api_id: 'gid://shopify/Order/1', updated_at: 'now', customer: { id: '7' } };
const ofThis = { shop_id: '5', shop_domain: domain };
const ofOther = { shop_id: '6', shop_domain: 'tea.myshopify.com' };
const update = { id: '5', myshopify_domain: domain, updated_at: 'now' };
const shop = { ...update, shop_owner: 'A B' };
const redact = { customer: { id: '7' }, orders_to_redact: [] };
const request = { customer: { id: '7' }, orders_requested: [], data_request: { id: '9' } };

test.each([
  ['orders/paid', order],
  ['orders/edited', { order_edit: { id: '1', order_id: '2' } }],
  ['orders/delete', { id: '1' }],
  ['customers/delete', { id: '7', tax_exemptions: [], admin_graphql_api_id: 'gid://shopify/Customer/7' }],
  ['customer.tags_added', { customerId: 'gid://shopify/Customer/7', updated_at: 'now' }],
  ['discounts/create', { admin_graphql_api_id: 'gid://shopify/DiscountAutomaticNode/1', updated_at: 'now' }],
  ['app/uninstalled', shop],
  ['app/uninstalled', { ...shop, myshopify_domain: null }],
  ['shop/update', update],
  ['shop/redact', ofThis],
  ['customers/redact', { ...ofThis, ...redact }],
  ['customers/data_request', { ...ofThis, ...request }],
])('%s with its own body agrees: %j', (topic, body) => {
  expect(agreesWithHeaders(body, { topic, domain })).toBe(true);
});

test.each([
  ['app/uninstalled', order],
  ['app/uninstalled', { ...shop, myshopify_domain: 'tea.myshopify.com' }],
  ['app/uninstalled', update],
  ['customers/update', shop],
  ['orders/paid', { ...ofThis, ...redact }],
  ['shop/redact', order],
  ['shop/redact', shop],
  ['shop/redact', ofOther],
  ['shop/redact', { ...ofThis, ...redact }],
  ['customers/redact', order],
  ['customers/redact', { ...ofOther, ...redact }],
  ['customers/redact', { ...ofThis, ...request }],
  ['customers/data_request', order],
  ['customers/data_request', { ...ofOther, ...request }],
  ['orders/delete', order],
  ['orders/delete', { id: '7', admin_graphql_api_id: 'gid://shopify/Customer/7' }],
  ['customers/update', order],
  ['products/delete', { id: '1', updated_at: null }],
  ['orders/paid', [order]],
  ['orders/paid', null],
  ['orders/paid', 'order'],
])('%s with another body does not: %j', (topic, body) => {
  expect(agreesWithHeaders(body, { topic, domain })).toBe(false);
});

test.each([
  ['fulfillment_events/create', { id: '1', shop_id: '548380009' }, '548380009'],
  ['app/scopes_update', { id: '1', shop_id: 'gid://shopify/Shop/548380009' }, '548380009'],
  ['app/uninstalled', { id: '548380009' }, '548380009'],
  ['orders/paid', { order_status_url: 'https://shop.example.com/548380009/orders/a/authenticate?key=b' }, '548380009'],
  ['orders/paid', { id: '1', order_status_url: 'https://shop.example.com/account/orders/a' }, null],
  ['orders/paid', { id: '1', order_status_url: null }, null],
  ['customers/update', { id: '1' }, null],
  ['orders/paid', 'order', null],
])("the store's number in the body of %s: %j → %s", (topic, body, number) => {
  expect(storeNumberIn(body, topic)).toBe(number);
});
