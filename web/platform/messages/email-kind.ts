/** What a slice says of the emails that it sends: data and two functions. The platform knows the layout, the consent and the way, no kind. */
import type { CustomerId, OrderId, ShopId } from '../kit/ids.ts';
import type { Services } from '../manifest.ts';
import type { Words } from '../privacy/sections.ts';
import type { Letter } from './letter.ts';

/**
 * `marketing`: goes only to those who have agreed to marketing emails, can be stopped by one click, and is sent at most once: where nobody
 * knows whether the mail server has taken it, it is not sent again. `transactional`: hands over what somebody has just asked for, or tells of
 * what they have bought, needs no consent, and is sent at least once, a repetition under the same Message-ID.
 */
export type EmailClass = 'marketing' | 'transactional';

export interface EmailKind {
  class: EmailClass;
  /** For the page on which people choose, and for the merchant. */
  title: Words;
  /** As things stand when it is sent, which may be long after its cause. */
  compose(services: Services, shopId: ShopId, about: EmailCause, letter: Letter): Promise<Email | NotSent>;
  /** The same email with made-up figures, for the merchant to look at. */
  sample(services: Services, shopId: ShopId, letter: Letter): Promise<Email>;
}

/** A customer, at the address that is theirs; or whoever placed an order, with or without an account, at the address that they gave with it. */
export type Addressee = { customerId: CustomerId; orderId: null } | { customerId: CustomerId | null; orderId: OrderId };

export interface EmailCause {
  /** The customer is whoever it was merged into, if it was. */
  to: Addressee;
  /** What was queued with it. */
  payload: unknown;
}

/** `switched_off`: by the merchant. `outdated`: what it would say does not hold any more. */
export interface NotSent {
  skip: 'switched_off' | 'outdated';
}

/** Plain text throughout: the layout escapes it. */
export interface Email {
  subject: string;
  /** What mail programs show beside the subject. */
  preview: string;
  heading: string;
  blocks: readonly EmailBlock[];
  /** One sentence for the foot: why they get it. */
  why: string;
}

export type EmailBlock =
  | { text: string }
  /** What the email is about, in large letters: a number, or a code. */
  | { figure: string; label: string }
  | { title?: string; rows: readonly (readonly [label: string, value: string])[] }
  /** `url` begins with http: or https:. */
  | { button: string; url: string }
  /** What matters less than the button. */
  | { link: string; url: string };
