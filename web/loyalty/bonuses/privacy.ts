import type { PrivacyHooks } from '../../platform/manifest.ts';
import { forgetBonuses, loadBonuses } from './store.ts';

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { customerIds }) {
    const bonuses = await Promise.all(customerIds.map((id) => loadBonuses(db.read, shopId, id)));
    return [
      {
        id: 'order_bonuses',
        title: { en: 'Bonuses for orders', vi: 'Điểm thưởng theo đơn hàng' },
        columns: [
          { id: 'goal', title: { en: 'Goal', vi: 'Mục tiêu' } },
          { id: 'count', title: { en: 'Time', vi: 'Lần' } },
          { id: 'points', title: { en: 'Points', vi: 'Điểm' } },
          { id: 'orderId', title: { en: 'Shopify number of the order', vi: 'Mã Shopify của đơn hàng' } },
        ],
        rows: bonuses.flat().map(({ goal, count, points, orderId }) => [goal, count, points, orderId]),
      },
    ];
  },
  redactPerson: (_services, tx, shopId, { customerIds }) => forgetBonuses(tx, shopId, customerIds),
};
