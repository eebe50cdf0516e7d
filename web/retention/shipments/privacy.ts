import type { PrivacyHooks } from '../../platform/manifest.ts';
import { apologiesOf, forgetCustomers } from './store/apologies.ts';
import { forgetNumbers } from './store/save-shipments.ts';

/** Parcels themselves, their numbers and places are the mirror's to show. */
export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { orderIds }) {
    const apologies = await apologiesOf(db.read, shopId, orderIds);
    return [
      {
        id: 'apologies',
        title: { en: 'Points for orders that came late', vi: 'Điểm xin lỗi vì đơn hàng đến trễ' },
        columns: [
          { id: 'orderId', title: { en: 'Shopify number of the order', vi: 'Mã Shopify của đơn hàng' } },
          { id: 'at', title: { en: 'Time', vi: 'Thời gian' } },
          { id: 'points', title: { en: 'Points', vi: 'Điểm' } },
        ],
        rows: [...apologies.values()].map(({ orderId, givenAt, points }) => [orderId, { at: givenAt }, points]),
      },
    ];
  },
  async redactPerson(_services, tx, shopId, { orderIds }) {
    await forgetNumbers(tx, shopId, orderIds);
    await forgetCustomers(tx, shopId, orderIds);
  },
};
