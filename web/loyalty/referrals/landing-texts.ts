/** What a friend reads who opens a link. */
import type { ProgrammeSettings } from '../programme/index.ts';
import { wording } from '../programme/index.ts';

export type LandingTexts = ReturnType<typeof landingTexts>;
export type Problem = 'gone' | 'own' | 'customer' | 'many' | 'later' | 'impossible';

export function landingTexts(language: 'en' | 'vi', settings: ProgrammeSettings, currency: string) {
  const say = wording(language, settings.name);
  const { friend, minimumSubtotal } = settings.referrals;
  const words = language === 'vi' ? vi : en;
  const what =
    friend.kind === 'fixed'
      ? say.money(friend.amount, currency)
      : friend.kind === 'percentage'
        ? `${say.number(friend.percent)}%`
        : null;
  return {
    title: what === null ? words.titleShipping : words.title(what),
    how: words.how,
    minimum: minimumSubtotal === null ? null : words.minimum(say.money(minimumSubtotal, currency)),
    take: words.take,
    kept: words.kept,
    yours: what === null ? words.yoursShipping : words.yours(what),
    until: (ms: number, timeZone: string) => words.until(say.date(ms, timeZone)),
    shop: words.shop,
    enter: words.enter,
    home: words.home,
    problem: (problem: Problem) => words.problems[problem],
    sorry: words.sorry,
  };
}

interface Words {
  /** Of an amount or a share. */
  title(what: string): string;
  titleShipping: string;
  how: string;
  minimum(amount: string): string;
  take: string;
  kept: string;
  yours(what: string): string;
  yoursShipping: string;
  until(day: string): string;
  shop: string;
  enter: string;
  home: string;
  sorry: string;
  problems: Record<Problem, string>;
}

const en: Words = {
  title: (what) => `A friend gives you ${what} off your first order`,
  titleShipping: 'A friend gives you free shipping on your first order',
  how: 'Take a code of your own. It can be used once.',
  minimum: (amount) => `For orders of ${amount} or more.`,
  take: 'Get my code',
  kept: 'To prevent misuse we keep a coded fingerprint of your connection and, if you have agreed to that, of this browser for 90 days. Nothing else about you is asked or kept.',
  yours: (what) => `Your code for ${what} off`,
  yoursShipping: 'Your code for free shipping',
  until: (day) => `Valid until ${day}.`,
  shop: 'Start shopping',
  enter: 'The button puts the code into your cart. You can also enter it at the checkout.',
  home: 'To the store',
  sorry: 'This gift cannot be given',
  problems: {
    gone: 'This link does not lead to a gift any more.',
    own: 'This is your own link. Send it to a friend: both of you get something.',
    customer: 'This gift is for people who buy here for the first time.',
    many: 'Too many codes were asked for from here. Try again in an hour.',
    later: 'Your code takes longer than usual. Try again in a minute.',
    impossible: 'The store cannot give this gift at the moment.',
  },
};

const vi: Words = {
  title: (what) => `Một người bạn tặng bạn ưu đãi giảm ${what} cho đơn hàng đầu tiên`,
  titleShipping: 'Một người bạn tặng bạn miễn phí vận chuyển cho đơn hàng đầu tiên',
  how: 'Nhận mã của riêng bạn. Mã dùng được một lần.',
  minimum: (amount) => `Cho đơn hàng từ ${amount}.`,
  take: 'Nhận mã của tôi',
  kept: 'Để ngăn lạm dụng, chúng tôi lưu dấu vết đã mã hóa của kết nối và, nếu bạn đã đồng ý, của trình duyệt này trong 90 ngày. Chúng tôi không hỏi và không lưu gì khác về bạn.',
  yours: (what) => `Mã giảm ${what} của bạn`,
  yoursShipping: 'Mã miễn phí vận chuyển của bạn',
  until: (day) => `Có hiệu lực đến hết ngày ${day}.`,
  shop: 'Bắt đầu mua sắm',
  enter: 'Nút này đưa mã vào giỏ hàng. Bạn cũng có thể nhập mã khi thanh toán.',
  home: 'Đến cửa hàng',
  sorry: 'Không thể tặng ưu đãi này',
  problems: {
    gone: 'Liên kết này không còn dẫn đến ưu đãi nào.',
    own: 'Đây là liên kết của chính bạn. Hãy gửi cho bạn bè: cả hai đều nhận được ưu đãi.',
    customer: 'Ưu đãi này dành cho người mua lần đầu tại đây.',
    many: 'Đã có quá nhiều mã được yêu cầu từ đây. Hãy thử lại sau một giờ.',
    later: 'Mã của bạn cần thêm thời gian. Hãy thử lại sau một phút.',
    impossible: 'Hiện cửa hàng không thể tặng ưu đãi này.',
  },
};
