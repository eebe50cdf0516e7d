/** When somebody rises. Who falls is told by nobody's email. */
import { z } from 'zod';
import type { EmailBlock, EmailKind } from '../../platform/messages/email-kind.ts';
import { loyaltyEmail } from './loyalty-email.ts';
import type { LoyaltyReaders, ReachedTier } from './readers.ts';

const payload = z.object({ change: z.string() });

export function tierEmail({ tierReached }: Pick<LoyaltyReaders, 'tierReached'>): EmailKind {
  return loyaltyEmail<z.infer<typeof payload>, Pick<ReachedTier, 'tierId'>>({
    name: 'tier_reached',
    class: 'marketing',
    title: { en: 'A tier that you have reached', vi: 'Hạng bạn vừa đạt' },
    payload,
    read: ({ db }, shopId, _customerId, { change }) => tierReached(db.read, shopId, change),
    sample: ({ settings }) => ({ tierId: settings.tiers.levels.at(-1)?.id ?? '' }),
    write({ say, store, settings, language, page }, { tierId }) {
      const { name, perks, multiplier } = settings.tiers.levels.find(({ id }) => id === tierId) ?? GOLD;
      const texts = TEXTS[language];
      const tier = name[language];
      const told = perks[language].split('\n').filter((line) => line.trim() !== '');
      const blocks: EmailBlock[] = [
        { text: texts.text(store, tier) },
        ...(Number(multiplier) > 1
          ? [{ figure: `${say.number(Number(multiplier))}×`, label: texts.multiplier(say.name(2)) }]
          : []),
        ...told.map((text) => ({ text: `• ${text}` })),
        { button: texts.button(store), url: page('/') },
      ];
      return { subject: texts.subject(tier, store), preview: texts.preview, heading: texts.heading(tier), blocks };
    },
  });
}

/** For the merchant who looks at it before there are any tiers. */
const GOLD = { name: { en: 'Gold', vi: 'Vàng' }, perks: { en: '', vi: '' }, multiplier: '1.5' };

const TEXTS = {
  en: {
    subject: (tier: string, store: string) => `You’ve reached ${tier} at ${store}`,
    heading: (tier: string) => `Welcome to ${tier}`,
    preview: 'See what it brings you.',
    text: (store: string, tier: string) => `Thank you for coming back to ${store}. You have our tier ${tier} now.`,
    multiplier: (points: string) => `the ${points} with each order`,
    button: (store: string) => `Go to ${store}`,
  },
  vi: {
    subject: (tier: string, store: string) => `Bạn đã lên hạng ${tier} tại ${store}`,
    heading: (tier: string) => `Chào mừng bạn đến hạng ${tier}`,
    preview: 'Xem hạng này có gì cho bạn.',
    text: (store: string, tier: string) => `Cảm ơn bạn đã quay lại ${store}. Bạn hiện ở hạng ${tier}.`,
    multiplier: (points: string) => `số ${points} cho mỗi đơn hàng`,
    button: (store: string) => `Đến ${store}`,
  },
};
