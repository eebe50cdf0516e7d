/** A Vietnamese coffee and tea store: đồng, prices with tax, most parcels paid in cash at the door. Every name here is made up. */
import type { SeedStore } from '../seed-store.ts';
import { lettersThen } from '../parcels/numbers.ts';
import { affinities, collections, products } from './catalogue.ts';
import { people } from './people.ts';

export const coffee: SeedStore = {
  name: 'Cà phê Dốc Sương',
  handle: 'ca-phe-doc-suong',
  email: 'xinchao@doc-suong.example',
  currency: 'VND',
  locale: 'vi',
  timeZone: 'Asia/Ho_Chi_Minh',
  country: 'VN',
  taxesIncluded: true,
  products,
  collections,
  affinities,
  discounts: [
    {
      code: 'CHAOBAN',
      title: 'Chào bạn mới: giảm 10 %',
      kind: 'percentage',
      value: 0.1,
      minimumSubtotal: null,
      oncePerCustomer: true,
      combinesWith: { order: false, product: false, shipping: true },
      uptake: 0.22,
      firstOrderOnly: true,
    },
    {
      code: 'GIAM50K',
      title: 'Giảm 50.000 ₫ cho đơn từ 500.000 ₫',
      kind: 'amount',
      value: 50_000,
      minimumSubtotal: 500_000,
      oncePerCustomer: false,
      combinesWith: { order: false, product: false, shipping: false },
      uptake: 0.3,
      firstOrderOnly: false,
    },
  ],
  shoppers: {
    customers: 240,
    r: 1.1,
    alpha: 6.5,
    a: 1.1,
    b: 2.9,
    growth: 2.2,
    // Tết (late January, February) brings gifts and then a quiet month; the rainy season is slower.
    season: { 1: 1.7, 2: 0.8, 3: 0.85, 6: 0.9, 7: 0.85, 11: 1.1, 12: 1.35 },
    hours: [1, 0, 0, 0, 0, 1, 3, 6, 8, 9, 9, 8, 7, 6, 6, 6, 6, 6, 6, 8, 10, 10, 7, 3],
    basketSizes: [0.44, 0.33, 0.15, 0.06, 0.02],
  },
  checkout: {
    shipping: 30_000,
    freeShippingFrom: 400_000,
    shippingTitle: 'Giao hàng tiết kiệm',
    taxRate: 0.08,
    cashOnDelivery: 0.56,
    refusedAtDoor: 0.07,
    cancelled: 0.02,
    partlyRefunded: 0.025,
    fullyRefunded: 0.015,
    // None of them publishes what its numbers look like.
    carriers: [
      { name: 'GHN', number: lettersThen('GTEST', 5), share: 34 },
      { name: 'Giao Hàng Tiết Kiệm', number: lettersThen('S0.TEST.', 6), share: 27 },
      { name: 'Viettel Post', number: lettersThen('VTPTEST', 6), share: 19 },
      { name: 'J&T Express', number: lettersThen('JTTEST', 6), share: 13 },
      { name: 'VNPost', number: lettersThen('PTEST', 6), share: 7 },
    ],
    places: { origin: 'Đà Lạt', hub: 'Biên Hòa' },
    said: {
      delayed: 'Đường ngập do mưa lớn, xe đến chậm',
      nobodyHome: 'Không liên lạc được với người nhận, sẽ giao lại',
      returned: 'Người nhận hẹn lại quá ba lần, hàng được chuyển hoàn',
    },
    transitDays: [1, 4],
    accounts: 0.6,
  },
  people,
};
