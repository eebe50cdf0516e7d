/** What all emails of the programme share: the merchant's switch, what the points are called, and what stands below. */
import type { z } from 'zod';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Email, EmailClass, EmailKind } from '../../platform/messages/email-kind.ts';
import { emailKind, type Letter as PlainLetter } from '../../platform/messages/letter.ts';
import type { Services } from '../../platform/manifest.ts';
import type { Language, Words } from '../../platform/privacy/sections.ts';
import { currentProgramme, type Wording, wording } from '../programme/index.ts';
import type { EmailKind as EmailName, ProgrammeSettings } from '../programme/settings.ts';

/** What the words of an email may use. */
export interface Letter extends PlainLetter {
  say: Wording;
  settings: ProgrammeSettings;
}

export interface LoyaltyEmail<Payload, Facts> {
  name: EmailName;
  class: EmailClass;
  title: Words;
  payload: z.ZodType<Payload>;
  /** As things stand now; null = there is nothing to tell any more. */
  read(services: Services, shopId: ShopId, customerId: CustomerId, payload: Payload): Promise<Facts | null>;
  /** Made up, for the merchant to look at. */
  sample(letter: Letter, now: number): Facts;
  write(letter: Letter, facts: Facts): Omit<Email, 'why'>;
}

export function loyaltyEmail<Payload, Facts>(email: LoyaltyEmail<Payload, Facts>): EmailKind {
  return emailKind<Letter, Payload, Facts>({
    class: email.class,
    title: email.title,
    payload: email.payload,
    async prepare(services, shopId, letter) {
      const { settings } = await currentProgramme(services, shopId);
      return {
        letter: { ...letter, say: wording(letter.language, settings.name), settings },
        on: settings.status !== 'off' && settings.emails.kinds[email.name] === true,
      };
    },
    // Whoever ordered without an account holds nothing that could be told.
    read: async (services, shopId, { customerId }, payload) =>
      customerId === null ? null : email.read(services, shopId, customerId, payload),
    sample: email.sample,
    write: email.write,
    why: ({ language, store, say }) => WHY[email.class][language](store, say.name(2)),
  });
}

const WHY: Record<EmailClass, Record<Language, (store: string, points: string) => string>> = {
  marketing: {
    en: (store, points) =>
      `You get this email because you collect ${points} at ${store} and have subscribed to its marketing emails.`,
    vi: (store, points) => `Bạn nhận email này vì bạn tích ${points} tại ${store} và đã đăng ký nhận email tiếp thị.`,
  },
  transactional: {
    en: (store, points) => `You get this email because you have just used ${points} at ${store}.`,
    vi: (store, points) => `Bạn nhận email này vì bạn vừa dùng ${points} tại ${store}.`,
  },
};
