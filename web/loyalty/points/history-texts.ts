/** Words, numbers and dates of the shopper's history page. */
import type { EntryKind } from './account-book.ts';
import type { ProgrammeSettings } from './settings.ts';

export type HistoryTexts = ReturnType<typeof historyTexts>;

export function historyTexts(language: 'en' | 'vi', names: ProgrammeSettings['name']) {
  const number = new Intl.NumberFormat(language);
  const name = (count: number) =>
    language === 'vi'
      ? names.vi.other
      : new Intl.PluralRules('en').select(Math.abs(count)) === 'one'
        ? names.en.one
        : names.en.other;
  const points = (count: number) => `${number.format(count)} ${name(count)}`;
  const formats = {
    points,
    signed: (count: number) => new Intl.NumberFormat(language, { signDisplay: 'exceptZero' }).format(count),
    date: (ms: number, timeZone: string) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(ms),
    money: (amount: string, currency: string) =>
      new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(amount)),
  };
  return language === 'vi' ? vietnamese(formats, points, name(2)) : english(formats, points, name(2));
}

type Formats = {
  points(count: number): string;
  signed(count: number): string;
  date(ms: number, timeZone: string): string;
  money(amount: string, currency: string): string;
};

function english(formats: Formats, points: (count: number) => string, many: string) {
  return {
    ...formats,
    title: `Your ${many}`,
    off: 'There is no points programme in this store at the moment.',
    logIn: `Log in to see your ${many}`,
    worth: (money: string) => `worth ${money}`,
    pending: (count: number) => `${points(count)} waiting: they unlock when the return period of the order is over.`,
    debt: (count: number) => `${points(count)} owed after a return: the next ones you earn settle it.`,
    unlockTitle: 'Unlocking soon',
    unlocksOn: (date: string) => `unlocks on ${date}`,
    unlocksLater: 'unlocks some time after delivery',
    historyTitle: 'How they came',
    nothing: 'Nothing yet. Your next order brings the first ones.',
    when: 'Date',
    what: 'What happened',
    change: 'Change',
    released: (count: number) => `${points(count)} unlocked`,
    event: (kind: EntryKind, change: number, order: string | null) => {
      const of = order === null ? '' : ` ${order}`;
      if (kind === 'earned') return `Earned with order${of}`;
      if (kind === 'restored') return `Given back for order${of}`;
      if (kind === 'reversed') return `Returned or changed in order${of}`;
      if (kind === 'matured') return order === null ? 'Ready to use' : `Ready to use from order${of}`;
      return change < 0 ? 'Taken back by the store' : 'A gift from the store';
    },
    pages: 'Pages',
    newer: 'Newer',
    older: 'Older',
  };
}

function vietnamese(formats: Formats, points: (count: number) => string, many: string): ReturnType<typeof english> {
  return {
    ...formats,
    title: `${capital(many)} của bạn`,
    off: 'Cửa hàng hiện không có chương trình tích điểm.',
    logIn: `Đăng nhập để xem ${many} của bạn`,
    worth: (money) => `trị giá ${money}`,
    pending: (count) => `${points(count)} đang chờ: dùng được khi hết thời hạn đổi trả của đơn hàng.`,
    debt: (count) => `Đang nợ ${points(count)} sau khi trả hàng: số tích được tiếp theo sẽ bù vào.`,
    unlockTitle: 'Sắp dùng được',
    unlocksOn: (date) => `dùng được từ ${date}`,
    unlocksLater: 'dùng được một thời gian sau khi giao hàng',
    historyTitle: 'Lịch sử',
    nothing: `Chưa có gì. Đơn hàng tiếp theo sẽ mang lại ${many} đầu tiên.`,
    when: 'Ngày',
    what: 'Nội dung',
    change: 'Thay đổi',
    released: (count) => `${points(count)} dùng được`,
    event: (kind, change, order) => {
      const of = order === null ? '' : ` ${order}`;
      if (kind === 'earned') return `Tích được từ đơn hàng${of}`;
      if (kind === 'restored') return `Hoàn lại cho đơn hàng${of}`;
      if (kind === 'reversed') return `Trả hàng hoặc thay đổi đơn hàng${of}`;
      if (kind === 'matured') return order === null ? 'Đã dùng được' : `Đã dùng được, từ đơn hàng${of}`;
      return change < 0 ? 'Cửa hàng thu lại' : 'Quà tặng của cửa hàng';
    },
    pages: 'Trang',
    newer: 'Mới hơn',
    older: 'Cũ hơn',
  };
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}
