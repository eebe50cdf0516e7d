/** So many days before points lapse, as the merchant has set. */
import { z } from 'zod';
import { knownShop } from '../../mirror/shops/index.ts';
import { DAY } from '../../platform/kit/clock.ts';
import { dayIn } from '../../platform/kit/days.ts';
import { pointsWorth, viewAccount } from '../points/index.ts';
import { loyaltyEmail } from './loyalty-email.ts';

const payload = z.object({ day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) });

interface Facts {
  points: number;
  /** Ms: the last moment at which they can be used. */
  at: number;
  available: number;
}

export const pointsExpiring = loyaltyEmail<z.infer<typeof payload>, Facts>({
  name: 'points_expiring',
  class: 'marketing',
  title: { en: 'Points that are about to expire', vi: 'Điểm sắp hết hạn' },
  payload,
  async read(services, shopId, customerId, { day }) {
    const { timeZone } = await knownShop(services, shopId);
    const now = services.clock.now();
    const member = await viewAccount(services.db.read, shopId, customerId, now);
    const lapsing = (member?.lots ?? []).filter(
      ({ state, expiresAt }) => state === 'available' && expiresAt !== null && dayIn(timeZone, expiresAt) === day,
    );
    const points = lapsing.reduce((sum, { remaining }) => sum + remaining, 0);
    const at = Math.min(...lapsing.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY));
    // Used, taken back or lapsed meanwhile.
    return member === null || points === 0 || at < now ? null : { points, at, available: member.balance.available };
  },
  sample: (_letter, now) => ({ points: 60, at: now + 14 * DAY, available: 160 }),
  write({ say, store, currency, settings, language, timeZone, page }, { points, at, available }) {
    const texts = TEXTS[language];
    const day = say.date(at, timeZone);
    const worth = say.money(pointsWorth(points, settings.worth, currency), currency);
    return {
      subject: texts.subject(say.points(points), day),
      preview: texts.preview(worth),
      heading: texts.heading(say.points(points), day),
      blocks: [
        { text: texts.text(store) },
        {
          rows: [
            [texts.worth, worth],
            [texts.lastDay, day],
            [texts.available, say.points(available)],
          ],
        },
        { button: texts.button, url: page('/') },
      ],
    };
  },
});

const TEXTS = {
  en: {
    subject: (points: string, day: string) => `${points} can be used until ${day}`,
    heading: (points: string, day: string) => `${points} will expire after ${day}`,
    preview: (worth: string) => `They are worth ${worth}.`,
    text: (store: string) => `You collected them at ${store}. Use them on your next order, and none is lost.`,
    worth: 'Worth',
    lastDay: 'Last day',
    available: 'Ready to use in all',
    button: 'See what you can get',
  },
  vi: {
    subject: (points: string, day: string) => `${points} dùng được đến hết ngày ${day}`,
    heading: (points: string, day: string) => `${points} sẽ hết hạn sau ngày ${day}`,
    preview: (worth: string) => `Trị giá ${worth}.`,
    text: (store: string) => `Bạn đã tích số này tại ${store}. Hãy dùng cho đơn hàng tới để không bị mất.`,
    worth: 'Trị giá',
    lastDay: 'Ngày cuối',
    available: 'Tổng số dùng được',
    button: 'Xem bạn có thể đổi gì',
  },
};
