import type { PrivacyHooks } from '../../platform/manifest.ts';
import { forgetCustomers, rowsOf } from './store.ts';

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { customerIds }) {
    return [
      {
        id: 'imported_balances',
        title: { en: 'Balances brought from another programme', vi: 'Điểm chuyển từ chương trình khác' },
        columns: [
          { id: 'file', title: { en: 'File', vi: 'Tệp' } },
          { id: 'line', title: { en: 'Line', vi: 'Dòng' } },
          { id: 'points', title: { en: 'Points', vi: 'Điểm' } },
          { id: 'given', title: { en: 'Given', vi: 'Đã cộng' } },
        ],
        rows: (await rowsOf(db.read, shopId, customerIds)).map(({ name, line, points, given }) => [
          name,
          line,
          points,
          given ? { en: 'Yes', vi: 'Rồi' } : { en: 'No', vi: 'Chưa' },
        ]),
      },
    ];
  },
  redactPerson: (_services, tx, shopId, { customerIds }) => forgetCustomers(tx, shopId, customerIds),
};
