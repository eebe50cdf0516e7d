/** The words of the page on which people choose what they get. */
import type { Language } from '../privacy/sections.ts';

export interface ChoicesTexts {
  title(store: string): string;
  unsubscribeAll: string;
  /** What the button does, and does not do. */
  aboutAll(store: string): string;
  chooseHeading: string;
  chooseHint: string;
  save: string;
  saved: string;
  unsubscribed(store: string): string;
  subscribeAgain: string;
  invalidTitle: string;
  invalid: string;
}

export const choicesTexts: Record<Language, ChoicesTexts> = {
  en: {
    title: (store) => `Emails from ${store}`,
    unsubscribeAll: 'Unsubscribe from all marketing emails',
    aboutAll: (store) =>
      `With this button you get no marketing emails of ${store} any more: the store is told so. Emails that you ask for, such as about your orders, still come.`,
    chooseHeading: 'Or choose which ones you get',
    chooseHint: 'You get what is ticked.',
    save: 'Save my choice',
    saved: 'Your choice is saved.',
    unsubscribed: (store) => `You are unsubscribed. ${store} sends you no marketing emails any more.`,
    subscribeAgain: 'Should you change your mind, subscribe again in the store.',
    invalidTitle: 'This link does not work',
    invalid:
      'Perhaps a part of it was lost. Use the link of a later email, or answer an email and ask not to get any more.',
  },
  vi: {
    title: (store) => `Email từ ${store}`,
    unsubscribeAll: 'Hủy đăng ký mọi email tiếp thị',
    aboutAll: (store) =>
      `Khi bấm nút này, bạn không nhận email tiếp thị của ${store} nữa và cửa hàng được báo lại. Bạn vẫn nhận những email do chính bạn yêu cầu, chẳng hạn về đơn hàng.`,
    chooseHeading: 'Hoặc chọn loại email muốn nhận',
    chooseHint: 'Bạn sẽ nhận những loại được đánh dấu.',
    save: 'Lưu lựa chọn',
    saved: 'Đã lưu lựa chọn của bạn.',
    unsubscribed: (store) => `Bạn đã hủy đăng ký. ${store} sẽ không gửi email tiếp thị cho bạn nữa.`,
    subscribeAgain: 'Nếu đổi ý, bạn có thể đăng ký lại tại cửa hàng.',
    invalidTitle: 'Liên kết này không dùng được',
    invalid:
      'Có thể liên kết đã bị cắt mất một phần. Hãy dùng liên kết trong email sau, hoặc trả lời email và yêu cầu không nhận nữa.',
  },
};
