/** The code that somebody has just paid points for: the one email that needs no consent, since it hands over what they took. */
import { z } from 'zod';
import { DAY } from '../../platform/kit/clock.ts';
import type { EmailBlock, EmailKind } from '../../platform/messages/email-kind.ts';
import type { Words } from '../../platform/privacy/sections.ts';
import { loyaltyEmail } from './loyalty-email.ts';
import type { IssuedReward, LoyaltyReaders } from './readers.ts';

const payload = z.object({ reward: z.string() });

type Facts = Omit<IssuedReward, 'customerId'>;

export function rewardReady({ issuedReward }: Pick<LoyaltyReaders, 'issuedReward'>): EmailKind {
  return loyaltyEmail<z.infer<typeof payload>, Facts>({
    name: 'reward_ready',
    class: 'transactional',
    title: { en: 'Rewards that you have taken', vi: 'Phần thưởng bạn vừa đổi' },
    payload,
    read: (services, shopId, _customerId, { reward }) => issuedReward(services, shopId, reward),
    sample: ({ say, currency, settings }, now) => ({
      title: sampleTitle(say.money(settings.worth.amount, currency)),
      code: 'AB12-CD34',
      expiresAt: now + 90 * DAY,
      applyUrl: '/discount/AB12-CD34?redirect=/cart',
    }),
    write({ say, store, language, timeZone, page }, { title, code, expiresAt, applyUrl }) {
      const texts = TEXTS[language];
      const name = title[language];
      const blocks: EmailBlock[] = [
        ...(code === null ? [{ text: texts.credited(store) }] : [{ figure: code, label: texts.code }]),
        ...(expiresAt === null ? [] : [{ rows: [[texts.until, say.date(expiresAt - 1, timeZone)] as const] }]),
        applyUrl === null
          ? { button: texts.shop(store), url: page('/') }
          : { button: texts.apply, url: page(applyUrl) },
      ];
      return { subject: texts.subject(name, store), preview: texts.preview, heading: name, blocks };
    },
  });
}

function sampleTitle(amount: string): Words {
  return { en: `${amount} off your next order`, vi: `Giảm ${amount} cho đơn hàng tới` };
}

const TEXTS = {
  en: {
    subject: (name: string, store: string) => `Your reward at ${store}: ${name}`,
    preview: 'Your code is inside.',
    code: 'Your code. It works once, and for you alone.',
    credited: (store: string) => `It is credited to you at ${store} already: there is nothing to enter.`,
    until: 'Valid until',
    apply: 'Use it now',
    shop: (store: string) => `Go to ${store}`,
  },
  vi: {
    subject: (name: string, store: string) => `Phần thưởng của bạn tại ${store}: ${name}`,
    preview: 'Mã của bạn ở bên trong.',
    code: 'Mã của bạn. Dùng được một lần, chỉ dành cho bạn.',
    credited: (store: string) => `Đã được cộng vào tài khoản của bạn tại ${store}, bạn không cần nhập mã.`,
    until: 'Dùng được đến ngày',
    apply: 'Dùng ngay',
    shop: (store: string) => `Đến ${store}`,
  },
};
