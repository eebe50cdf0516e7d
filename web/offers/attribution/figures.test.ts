import { expect, test } from 'vitest';
import { type CountedOrders, type CountedTouches, figuresOf } from './figures.ts';

const touches: CountedTouches[] = [
  { surface: 'tracking_page', visits: 40, orders: 9, newOrders: 8, clicks: 5, carts: 2 },
  { surface: 'order_status', visits: 6, orders: 3, newOrders: 2, clicks: 1, carts: 0 },
  { surface: 'thank_you', visits: 100, orders: 100, newOrders: 0, clicks: 3, carts: 1 },
];
const orders: CountedOrders[] = [
  { surface: 'tracking_page', state: 'paid', orders: 2, withDiscount: 1, revenue: 12_050, refunded: 1_050 },
  { surface: 'tracking_page', state: 'unpaid', orders: 1, withDiscount: 0, revenue: 99_999, refunded: 0 },
  { surface: 'thank_you', state: 'paid', orders: 1, withDiscount: 0, revenue: 4_000, refunded: 0 },
];

test('look-ups together: visits for each order, what a hundred visits brought, and what waits for payment apart', () => {
  expect(figuresOf('lookUps', touches, orders, 'USD')).toEqual({
    visits: 46,
    ordersLookedAt: 10,
    visitsPerOrder: 4.6,
    clicks: 6,
    carts: 2,
    orders: 2,
    withDiscount: 1,
    unpaid: 1,
    revenue: '120.50',
    refunded: '10.50',
    net: '110.00',
    netPer100Visits: '239.13',
    upsellRate: 0.2,
  });
});

test('the thank-you page stands by itself', () => {
  expect(figuresOf('thank_you', touches, orders, 'VND')).toMatchObject({
    visits: 100,
    ordersLookedAt: 100,
    visitsPerOrder: 1,
    orders: 1,
    net: '4000',
    netPer100Visits: '4000',
    upsellRate: 0.01,
  });
});

test('where nothing happened, no share is made up', () => {
  expect(figuresOf('tracking_email', touches, orders, 'USD')).toMatchObject({
    visits: 0,
    visitsPerOrder: null,
    netPer100Visits: null,
    upsellRate: null,
    net: '0.00',
  });
});
