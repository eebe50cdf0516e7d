/** After an order, or for a bonus: what it brought and from when it can be used. An order's bonuses are told with the order. */
import { z } from 'zod';
import { orderHeadings } from '../../mirror/orders/index.ts';
import { DAY } from '../../platform/kit/clock.ts';
import type { EmailBlock } from '../../platform/messages/email-kind.ts';
import { broughtBy, type GrantSource, grantSources, viewAccount } from '../points/index.ts';
import { type Letter, loyaltyEmail } from './loyalty-email.ts';

/** Of these somebody is told in another way: by an email of their own, or by whoever brought the balances over. */
const TOLD_OTHERWISE = ['tier', 'referral', 'apology', 'import'] as const satisfies GrantSource[];
export const toldSources = grantSources.filter((source) => !TOLD_OTHERWISE.some((other) => other === source));

const payload = z.union([
  z.object({ orderId: z.string() }),
  z.object({ cause: z.string(), source: z.enum(grantSources) }),
]);
export type EarnedPayload = z.infer<typeof payload>;

interface Facts {
  points: number;
  /** The order's name, or what the bonus was for. */
  from: { order: string | null } | { source: GrantSource };
  /** Ms; null = it can be used at once, or nobody knows yet. */
  availableAt: number | null;
  available: number;
  pending: number;
}

export const pointsEarned = loyaltyEmail<EarnedPayload, Facts>({
  name: 'points_earned',
  class: 'marketing',
  title: { en: 'Points that you have earned', vi: 'Điểm bạn vừa tích được' },
  payload,
  async read({ db, clock }, shopId, customerId, of) {
    const brought = await broughtBy(db.read, shopId, customerId, of);
    const member = await viewAccount(db.read, shopId, customerId, clock.now());
    if (brought.points <= 0 || member === null) return null;
    const from =
      'orderId' in of
        ? { order: (await orderHeadings(db.read, shopId, [of.orderId]))[0]?.name ?? null }
        : { source: of.source };
    const { available, pending } = member.balance;
    return { ...brought, from, available, pending };
  },
  sample: (_letter, now) => ({
    points: 24,
    from: { order: '#1001' },
    availableAt: now + 14 * DAY,
    available: 100,
    pending: 24,
  }),
  write(letter, { points, from, availableAt, available, pending }) {
    const { say, store, timeZone, language } = letter;
    const texts = TEXTS[language];
    const rows = [
      ...(availableAt === null ? [] : [[texts.usableFrom, say.date(availableAt, timeZone)] as const]),
      [texts.available, say.points(available)] as const,
      ...(pending > 0 ? [[texts.pending, say.points(pending)] as const] : []),
    ];
    const blocks: EmailBlock[] = [
      { figure: `+${say.number(points)}`, label: label(letter, points, from) },
      { rows },
      { button: texts.button(store), url: letter.page('/') },
    ];
    return {
      subject: texts.subject(say.points(points), store),
      preview: label(letter, points, from),
      heading: texts.heading(say.points(points)),
      blocks,
    };
  },
});

function label({ say, language }: Letter, points: number, from: Facts['from']): string {
  const texts = TEXTS[language];
  if ('source' in from) return `${say.name(points)}: ${texts.source[from.source]}`;
  return from.order === null ? say.name(points) : texts.forOrder(say.name(points), from.order);
}

const TEXTS = {
  en: {
    subject: (points: string, store: string) => `You’ve earned ${points} at ${store}`,
    heading: (points: string) => `You’ve earned ${points}`,
    forOrder: (name: string, order: string) => `${name} for order ${order}`,
    usableFrom: 'Ready to use from',
    available: 'Ready to use now',
    pending: 'On their way',
    button: (store: string) => `Go to ${store}`,
    source: {
      sign_up: 'welcome',
      birthday: 'happy birthday',
      newsletter: 'thank you for subscribing',
      review: 'thank you for your review',
      social: 'thank you for following',
      custom: 'a gift from the store',
      first_order: 'for your first order',
      order_goal: 'for coming back so often',
      spend_goal: 'for reaching your goal',
      tier: 'for your new tier',
      referral: 'for bringing a friend',
      apology: 'because your order is late',
      import: 'brought over',
    } satisfies Record<GrantSource, string>,
  },
  vi: {
    subject: (points: string, store: string) => `Bạn vừa tích ${points} tại ${store}`,
    heading: (points: string) => `Bạn vừa tích ${points}`,
    forOrder: (name: string, order: string) => `${name} từ đơn ${order}`,
    usableFrom: 'Dùng được từ ngày',
    available: 'Dùng được ngay',
    pending: 'Đang chờ',
    button: (store: string) => `Đến ${store}`,
    source: {
      sign_up: 'chào mừng bạn',
      birthday: 'chúc mừng sinh nhật',
      newsletter: 'cảm ơn bạn đã đăng ký nhận tin',
      review: 'cảm ơn đánh giá của bạn',
      social: 'cảm ơn bạn đã theo dõi',
      custom: 'quà tặng của cửa hàng',
      first_order: 'cho đơn hàng đầu tiên',
      order_goal: 'cảm ơn bạn đã quay lại nhiều lần',
      spend_goal: 'bạn đã đạt mục tiêu chi tiêu',
      tier: 'cho hạng mới của bạn',
      referral: 'vì đã giới thiệu bạn bè',
      apology: 'xin lỗi vì đơn hàng đến trễ',
      import: 'được chuyển sang',
    } satisfies Record<GrantSource, string>,
  },
};
