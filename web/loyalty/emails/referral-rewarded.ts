/** To whoever brought a friend, once the friend's return window is over. Of the friend nothing is said. */
import { z } from 'zod';
import type { EmailKind } from '../../platform/messages/email-kind.ts';
import { viewAccount } from '../points/index.ts';
import { loyaltyEmail } from './loyalty-email.ts';
import type { LoyaltyReaders } from './readers.ts';

const payload = z.object({ referral: z.string() });

interface Facts {
  points: number;
  available: number;
}

export function referralRewarded({ rewardedReferral }: Pick<LoyaltyReaders, 'rewardedReferral'>): EmailKind {
  return loyaltyEmail<z.infer<typeof payload>, Facts>({
    name: 'referral_rewarded',
    class: 'marketing',
    title: { en: 'Points for bringing a friend', vi: 'Điểm nhờ giới thiệu bạn bè' },
    payload,
    async read({ db, clock }, shopId, customerId, { referral }) {
      const rewarded = await rewardedReferral(db.read, shopId, referral);
      if (rewarded === null) return null;
      const member = await viewAccount(db.read, shopId, customerId, clock.now());
      return { points: rewarded.points, available: member?.balance.available ?? 0 };
    },
    sample: ({ settings }) => ({ points: settings.referrals.points, available: settings.referrals.points }),
    write({ say, store, language, page }, { points, available }) {
      const texts = TEXTS[language];
      return {
        subject: texts.subject(say.points(points), store),
        preview: texts.preview,
        heading: texts.heading,
        blocks: [
          { figure: `+${say.number(points)}`, label: texts.label(say.name(points)) },
          { rows: [[texts.available, say.points(available)]] },
          { button: texts.button(store), url: page('/') },
        ],
      };
    },
  });
}

const TEXTS = {
  en: {
    subject: (points: string, store: string) => `${points} for the friend you brought to ${store}`,
    heading: 'Thank you for bringing a friend',
    preview: 'A friend who came by your link has bought something.',
    label: (name: string) => `${name} for a friend who came by your link`,
    available: 'Ready to use now',
    button: (store: string) => `Go to ${store}`,
  },
  vi: {
    subject: (points: string, store: string) => `${points} vì bạn đã giới thiệu bạn bè đến ${store}`,
    heading: 'Cảm ơn bạn đã giới thiệu bạn bè',
    preview: 'Một người bạn đến từ liên kết của bạn đã mua hàng.',
    label: (name: string) => `${name} nhờ một người bạn đến từ liên kết của bạn`,
    available: 'Dùng được ngay',
    button: (store: string) => `Đến ${store}`,
  },
};
