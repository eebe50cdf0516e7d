/** What all emails share, whoever writes them: the store's name and its language, money and days; and that what they tell still holds. */
import type { z } from 'zod';
import type { ShopDomain, ShopId } from '../kit/ids.ts';
import { type Figures, figures } from '../kit/figures.ts';
import type { Services } from '../manifest.ts';
import type { Language, Words } from '../privacy/sections.ts';
import { storefrontAddress } from '../shopify/addresses.ts';
import type { Addressee, Email, EmailClass, EmailKind } from './email-kind.ts';

/** A store as its emails speak of it. */
export interface Sender {
  name: string;
  /** ISO 4217. */
  currency: string;
  /** IANA name. */
  timeZone: string;
  from: {
    /** As it stands before our address: the store's name, or what the merchant prefers. */
    name: string;
    /** Where answers go; null = to our address. */
    replyTo: string | null;
  };
}

/** What the words of an email may use. */
export interface Letter {
  language: Language;
  say: Figures;
  store: string;
  currency: string;
  timeZone: string;
  /** Address of a page of the store; `path` begins with a slash. */
  page(path: string): string;
}

export function letterOf(
  { name, currency, timeZone, domain }: Sender & { domain: ShopDomain },
  language: Language,
  simulatorUrl: string | null,
): Letter {
  return {
    language,
    say: figures(language),
    store: name,
    currency,
    timeZone,
    page: (path) => storefrontAddress(domain, path, simulatorUrl),
  };
}

export interface EmailSource<Own extends Letter, Payload, Facts> {
  class: EmailClass;
  title: Words;
  payload: z.ZodType<Payload>;
  /** The letter with what else this slice's words use, and whether the merchant wants this email sent. */
  prepare(services: Services, shopId: ShopId, letter: Letter): Promise<{ letter: Own; on: boolean }>;
  /** As things stand now; null = there is nothing to tell any more. */
  read(services: Services, shopId: ShopId, to: Addressee, payload: Payload): Promise<Facts | null>;
  /** Made up, for the merchant to look at. */
  sample(letter: Own, now: number): Facts;
  write(letter: Own, facts: Facts): Omit<Email, 'why'>;
  /** One sentence for the foot: why they get it. */
  why(letter: Own): string;
}

export function emailKind<Own extends Letter, Payload, Facts>(source: EmailSource<Own, Payload, Facts>): EmailKind {
  const whole = (letter: Own, facts: Facts): Email => ({ ...source.write(letter, facts), why: source.why(letter) });
  return {
    class: source.class,
    title: source.title,
    async compose(services, shopId, { to, payload }, plain) {
      const { letter, on } = await source.prepare(services, shopId, plain);
      if (!on) return { skip: 'switched_off' };
      const facts = await source.read(services, shopId, to, source.payload.parse(payload));
      return facts === null ? { skip: 'outdated' } : whole(letter, facts);
    },
    async sample(services, shopId, plain) {
      const { letter } = await source.prepare(services, shopId, plain);
      return whole(letter, source.sample(letter, services.clock.now()));
    },
  };
}
