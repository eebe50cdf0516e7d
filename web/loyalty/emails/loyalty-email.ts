/** What all emails of the programme share: the merchant's switch, who sends them, the language, and what stands below. */
import type { z } from 'zod';
import { knownShop } from '../../mirror/shops/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Email, EmailClass, EmailKind } from '../../platform/messages/email-kind.ts';
import type { Services } from '../../platform/manifest.ts';
import type { Language, Words } from '../../platform/privacy/sections.ts';
import { storefrontAddress } from '../../platform/shopify/addresses.ts';
import { installationOfShop } from '../../platform/shopify/find-installation.ts';
import { currentProgramme, type Wording, wording } from '../programme/index.ts';
import type { EmailKind as EmailName, ProgrammeSettings } from '../programme/settings.ts';

/** What the words of an email may use. */
export interface Letter {
  language: Language;
  say: Wording;
  settings: ProgrammeSettings;
  store: string;
  currency: string;
  timeZone: string;
  /** Address of a page of the store; `path` begins with a slash. */
  page(path: string): string;
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
  write(letter: Letter, facts: Facts): Pick<Email, 'subject' | 'preview' | 'heading' | 'blocks'>;
}

export function loyaltyEmail<Payload, Facts>(email: LoyaltyEmail<Payload, Facts>): EmailKind {
  return {
    class: email.class,
    title: email.title,
    async compose(services, shopId, { customerId, payload, language }) {
      const { settings } = await currentProgramme(services, shopId);
      if (settings.status === 'off' || settings.emails.kinds[email.name] !== true) return { skip: 'switched_off' };
      const facts = await email.read(services, shopId, customerId, email.payload.parse(payload));
      if (facts === null) return { skip: 'outdated' };
      return finished(email, await letterOf(services, shopId, settings, language), facts);
    },
    async sample(services, shopId, language) {
      const { settings } = await currentProgramme(services, shopId);
      const letter = await letterOf(services, shopId, settings, language);
      return finished(email, letter, email.sample(letter, services.clock.now()));
    },
  };
}

function finished<Payload, Facts>(email: LoyaltyEmail<Payload, Facts>, letter: Letter, facts: Facts): Email {
  const { senderName, replyTo } = letter.settings.emails;
  return {
    from: { name: senderName || letter.store, replyTo: replyTo || null },
    ...email.write(letter, facts),
    why: WHY[email.class][letter.language](letter.store, letter.say.name(2)),
  };
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

async function letterOf(
  services: Services,
  shopId: ShopId,
  settings: ProgrammeSettings,
  language: Language,
): Promise<Letter> {
  const { name: store, currency, timeZone } = await knownShop(services, shopId);
  const domain = (await installationOfShop(services.db.read, shopId))?.domain;
  if (domain === undefined) throw new Error('a store without a domain');
  return {
    language,
    say: wording(language, settings.name),
    settings,
    store,
    currency,
    timeZone,
    page: (path) => storefrontAddress(domain, path, services.config.simulatorUrl),
  };
}
