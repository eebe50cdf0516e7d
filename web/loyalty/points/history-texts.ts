/** Words, numbers and dates of the shopper's history page. */
import { wording } from '../programme/index.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import { bonusNames } from './bonus-names.ts';
import type { HistoryEntry } from './store/history.ts';

export type HistoryTexts = ReturnType<typeof historyTexts>;

export function historyTexts(language: 'en' | 'vi', names: ProgrammeSettings['name']) {
  const { number, name, points, date } = wording(language, names);
  const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' });
  const formats = {
    number,
    name,
    /** With the real minus sign, as wide as the plus. */
    signed: (count: number) => signed.format(count).replace('-', '\u2212'),
    date,
  };
  return language === 'vi' ? vietnamese(formats, points, name(2)) : english(formats, points, name(2));
}

type Formats = {
  number(count: number): string;
  name(count: number): string;
  signed(count: number): string;
  date(ms: number, timeZone: string): string;
};
type Event = Pick<HistoryEntry, 'kind' | 'points' | 'released' | 'source'>;

function english(formats: Formats, points: (count: number) => string, many: string) {
  const from = (count: number, order: string | null) =>
    order === null ? points(count) : `${points(count)} from order ${order}`;
  return {
    ...formats,
    title: `Your ${many}`,
    off: 'There is no points program in this store at the moment.',
    logIn: `Log in to see your ${many}`,
    worth: 'worth',
    pending: (count: number) =>
      count === 1
        ? `${points(count)} is on its way. You can use it when the return period of the order is over.`
        : `${points(count)} are on their way. You can use them when the return period of the order is over.`,
    debt: (count: number) =>
      `A refund took back more than was left: ${points(count)} ${count === 1 ? 'comes' : 'come'} off what you earn next.`,
    unlockTitle: 'On their way',
    from,
    unlocksOn: (date: string) => `Ready to use from ${date}`,
    unlocksLater: 'Ready to use some time after delivery',
    usable: 'Ready to use',
    usableUntil: (date: string) => `To use until ${date}`,
    historyTitle: `How you got your ${many}`,
    nothing: 'Nothing yet. Your next order brings the first ones.',
    event: ({ kind, points: change, released, source }: Event, order: string | null) => {
      const of = order === null ? '' : ` ${order}`;
      if (kind === 'earned') return `Earned with order${of}`;
      if (kind === 'granted') return bonusNames.en[source ?? ''] ?? bonusNames.en.custom;
      if (kind === 'reversed' && source !== null) return `Taken back: ${bonusNames.en[source] ?? bonusNames.en.custom}`;
      if (kind === 'redeemed') return 'Spent on a reward';
      if (kind === 'reimbursed')
        return order === null ? 'Back from a reward' : `Back from the reward used on order${of}`;
      if (kind === 'expired') return 'Expired';
      if (kind === 'restored') return `Given back for order${of}`;
      if (kind === 'reversed') return `Taken back after a return or change of order${of}`;
      if (kind === 'matured') return `${from(released, order)} became ready to use`;
      if (kind === 'merged') return 'Brought over when your accounts were united';
      return change < 0 ? 'Taken back by the store' : 'A gift from the store';
    },
    pages: 'Pages',
    newer: 'Newer',
    older: 'Older',
  };
}

function vietnamese(formats: Formats, points: (count: number) => string, many: string): ReturnType<typeof english> {
  const from = (count: number, order: string | null) =>
    order === null ? points(count) : `${points(count)} từ đơn ${order}`;
  return {
    ...formats,
    title: `Số ${many} của bạn`,
    off: 'Cửa hàng hiện không có chương trình tích điểm.',
    logIn: `Đăng nhập để xem ${many} của bạn`,
    worth: 'trị giá',
    pending: (count) => `Đang chờ: ${points(count)}. Bạn dùng được khi hết thời hạn đổi trả của đơn hàng.`,
    debt: (count) => `Đơn hoàn tiền đã lấy lại nhiều hơn số bạn còn: ${points(count)} sẽ trừ vào lần tích tiếp theo.`,
    unlockTitle: 'Sắp dùng được',
    from,
    unlocksOn: (date) => `Dùng được từ ngày ${date}`,
    unlocksLater: 'Dùng được một thời gian sau khi giao hàng',
    usable: 'Dùng được ngay',
    usableUntil: (date) => `Dùng đến hết ${date}`,
    historyTitle: `Lịch sử ${many}`,
    nothing: `Chưa có gì. Đơn hàng tiếp theo sẽ mang lại những ${many} đầu tiên.`,
    event: ({ kind, points: change, released, source }, order) => {
      const of = order === null ? 'đơn hàng' : `đơn ${order}`;
      if (kind === 'earned') return `Tích ${many} từ ${of}`;
      if (kind === 'granted') return bonusNames.vi[source ?? ''] ?? bonusNames.vi.custom;
      if (kind === 'reversed' && source !== null) return `Thu hồi: ${bonusNames.vi[source] ?? bonusNames.vi.custom}`;
      if (kind === 'redeemed') return 'Đổi phần thưởng';
      if (kind === 'reimbursed')
        return order === null ? 'Hoàn lại từ phần thưởng' : `Hoàn lại từ phần thưởng đã dùng cho ${of}`;
      if (kind === 'expired') return 'Hết hạn';
      if (kind === 'restored') return `Hoàn lại cho ${of}`;
      if (kind === 'reversed') return `Thu hồi do ${of} được trả hàng hoặc thay đổi`;
      if (kind === 'matured') return `${from(released, order)} bắt đầu dùng được`;
      if (kind === 'merged') return 'Chuyển sang khi gộp các tài khoản của bạn';
      return change < 0 ? 'Cửa hàng trừ lại' : 'Quà tặng của cửa hàng';
    },
    pages: 'Trang',
    newer: 'Mới hơn',
    older: 'Cũ hơn',
  };
}
