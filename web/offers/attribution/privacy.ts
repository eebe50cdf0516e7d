import type { PrivacyHooks } from '../../platform/manifest.ts';
import type { Words } from '../../platform/privacy/sections.ts';
import type { Surface } from './api-types.ts';
import { attributedOf } from './store/attributed.ts';
import { dropTouchesOf, type KeptTouch, touchesBeside } from './store/touches.ts';

const PLACES: Record<Surface, Words> = {
  tracking_page: { en: 'Tracking page', vi: 'Trang theo dõi đơn' },
  tracking_email: { en: 'Tracking page, from an email', vi: 'Trang theo dõi đơn, mở từ email' },
  order_status: { en: 'Order status page', vi: 'Trang trạng thái đơn' },
  thank_you: { en: 'Thank-you page', vi: 'Trang cảm ơn' },
};
const KINDS: Record<KeptTouch['kind'], Words> = {
  view: { en: 'Looked at', vi: 'Đã xem' },
  click: { en: 'Product clicked', vi: 'Đã bấm sản phẩm' },
  cart: { en: 'Put into the cart', vi: 'Đã thêm vào giỏ' },
  code: { en: 'Discount received', vi: 'Đã nhận mã giảm giá' },
};
const ORDER = { id: 'orderId', title: { en: 'Shopify number of the order', vi: 'Mã Shopify của đơn hàng' } };

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { orderIds }) {
    const touches = await touchesBeside(db.read, shopId, orderIds);
    const followed = await attributedOf(db.read, shopId, orderIds);
    return [
      {
        id: 'touches',
        title: { en: 'What was done with offers beside an order', vi: 'Tương tác với ưu đãi cạnh đơn hàng' },
        columns: [
          ORDER,
          { id: 'at', title: { en: 'Time', vi: 'Thời gian' } },
          { id: 'place', title: { en: 'Where', vi: 'Ở đâu' } },
          { id: 'kind', title: { en: 'What', vi: 'Hành động' } },
          { id: 'product', title: { en: 'Shopify number of the product', vi: 'Mã Shopify của sản phẩm' } },
          { id: 'code', title: { en: 'Code', vi: 'Mã' } },
        ],
        rows: touches.map(({ orderId, at, surface, kind, productId, code }) => [
          orderId,
          { at },
          PLACES[surface],
          KINDS[kind],
          productId,
          code,
        ]),
      },
      {
        id: 'followed',
        title: { en: 'Orders that followed a click', vi: 'Đơn hàng sau một lần bấm' },
        columns: [
          ORDER,
          { id: 'clickedAt', title: { en: 'Clicked', vi: 'Bấm lúc' } },
          { id: 'beside', title: { en: 'Beside the order', vi: 'Cạnh đơn hàng' } },
        ],
        rows: followed.map(({ orderId, clickedAt, besideOrderId }) => [orderId, { at: clickedAt }, besideOrderId]),
      },
    ];
  },
  redactPerson: (_services, tx, shopId, person) => dropTouchesOf(tx, shopId, person),
};
