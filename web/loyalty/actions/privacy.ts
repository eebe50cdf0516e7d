import type { PrivacyHooks } from '../../platform/manifest.ts';
import { birthdayOf, forgetBirthdays } from './birthdays.ts';
import { forgetGifts, giftsOf } from './store.ts';

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { customerIds }) {
    const gifts = await giftsOf(db.read, shopId, customerIds);
    const birthdays = await Promise.all(customerIds.map((id) => birthdayOf(db.read, shopId, id)));
    return [
      {
        id: 'action_gifts',
        title: { en: 'Points for something else than an order', vi: 'Điểm không đến từ đơn hàng' },
        columns: [
          { id: 'at', title: { en: 'Time', vi: 'Thời gian' } },
          { id: 'action', title: { en: 'For', vi: 'Cho' } },
          { id: 'points', title: { en: 'Points', vi: 'Điểm' } },
        ],
        rows: gifts.map(({ givenAt, action, points }) => [{ at: givenAt }, action, points]),
      },
      {
        id: 'birthday',
        title: { en: 'Birthday', vi: 'Ngày sinh' },
        columns: [
          { id: 'month', title: { en: 'Month', vi: 'Tháng' } },
          { id: 'day', title: { en: 'Day', vi: 'Ngày' } },
          { id: 'toldAt', title: { en: 'Told', vi: 'Đã khai báo lúc' } },
        ],
        rows: birthdays.flatMap((birthday) =>
          birthday ? [[Math.floor(birthday.monthDay / 100), birthday.monthDay % 100, { at: birthday.toldAt }]] : [],
        ),
      },
    ];
  },
  async redactPerson(_services, tx, shopId, { customerIds }) {
    await forgetGifts(tx, shopId, customerIds);
    await forgetBirthdays(tx, shopId, customerIds);
  },
};
