import type { PrivacyHooks } from '../../platform/manifest.ts';
import { forgetCodes, offersBeside } from './offer-store.ts';

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { orderIds }) {
    const offers = await offersBeside(db.read, shopId, orderIds);
    return [
      {
        id: 'tracking_offers',
        title: { en: 'Discounts of the tracking page', vi: 'Ưu đãi trên trang theo dõi đơn' },
        columns: [
          { id: 'orderId', title: { en: 'Shopify number of the order', vi: 'Mã Shopify của đơn hàng' } },
          { id: 'percent', title: { en: 'Percent', vi: 'Phần trăm' } },
          { id: 'code', title: { en: 'Code', vi: 'Mã' } },
          { id: 'endsAt', title: { en: 'Until', vi: 'Đến' } },
        ],
        rows: offers.map(({ orderId, percent, code, endsAt }) => [orderId, percent, code, { at: endsAt }]),
      },
    ];
  },
  redactPerson: (_services, tx, shopId, { orderIds }) => forgetCodes(tx, shopId, orderIds),
};
