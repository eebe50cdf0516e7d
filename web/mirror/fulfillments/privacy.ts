import type { PrivacyHooks } from '../../platform/manifest.ts';
import { forgetDestinations } from './store/forget-destinations.ts';
import { readEvents, readParcels } from './store/load-parcels.ts';

const ORDER = { id: 'orderId', title: { en: 'Shopify number of the order', vi: 'Mã Shopify của đơn hàng' } };
const AT = { id: 'at', title: { en: 'Time', vi: 'Thời gian' } };
const STATUS = { id: 'status', title: { en: 'Status', vi: 'Trạng thái' } };

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { orderIds }) {
    const parcels = await readParcels(db.read, shopId, orderIds);
    const events = await readEvents(db.read, shopId, orderIds);
    return [
      {
        id: 'parcels',
        title: { en: 'Parcels', vi: 'Kiện hàng' },
        columns: [
          ORDER,
          AT,
          STATUS,
          { id: 'carrier', title: { en: 'Carrier', vi: 'Đơn vị vận chuyển' } },
          { id: 'number', title: { en: 'Tracking number', vi: 'Mã vận đơn' } },
          { id: 'url', title: { en: 'Tracking page', vi: 'Trang theo dõi' } },
        ],
        rows: parcels.map((parcel) => [
          parcel.orderId,
          { at: parcel.createdAt },
          parcel.shipmentStatus ?? parcel.status,
          parcel.company,
          parcel.numbers.join(', '),
          parcel.urls.join(' '),
        ]),
      },
      {
        id: 'parcel_events',
        title: { en: 'What the carrier reported', vi: 'Thông báo của đơn vị vận chuyển' },
        columns: [
          ORDER,
          AT,
          STATUS,
          { id: 'city', title: { en: 'City', vi: 'Thành phố' } },
          { id: 'country', title: { en: 'Country', vi: 'Quốc gia' } },
          { id: 'message', title: { en: 'Message', vi: 'Nội dung' } },
        ],
        rows: events.map((event) => [
          event.orderId,
          { at: event.happenedAt },
          event.status,
          event.city,
          event.country,
          event.message,
        ]),
      },
    ];
  },
  redactPerson: (_services, tx, shopId, { orderIds }) => forgetDestinations(tx, shopId, orderIds),
};
