/** A composed email as it goes to the mail server: both parts, the link to choose by, and the headers. */
import { createHash } from 'node:crypto';
import type { ShopDomain, ShopId } from '../kit/ids.ts';
import type { Language } from '../privacy/sections.ts';
import { choicesUrl } from './choices-link.ts';
import type { Email, EmailKind } from './email-kind.ts';
import { renderEmail } from './layout.ts';
import type { Sender } from './letter.ts';
import type { OutgoingMail } from './mailer.ts';
import type { Sending } from './parts.ts';
import type { Message } from './store.ts';

export interface Store extends Sender {
  shopId: ShopId;
  domain: ShopDomain;
}

export function writeMail(
  appUrl: string,
  { secrets, mailer }: Pick<Sending, 'secrets' | 'mailer'>,
  store: Store,
  { message, kind, email, language, address }: ToWrite,
): OutgoingMail {
  const { shopId } = store;
  const { customerId } = message.to;
  const url =
    kind.class === 'transactional' || customerId === null
      ? null
      : choicesUrl(appUrl, secrets, { shopId, customerId, language });
  return {
    ...renderEmail(email, { language, storeName: store.name, choicesUrl: url }),
    messageId: messageId(store.shopId, message, mailer.address),
    fromName: store.from.name,
    replyTo: store.from.replyTo,
    to: address,
    headers: { ...storeHeader(store.domain), ...(url !== null && oneClick(url)) },
  };
}

interface ToWrite {
  message: Message;
  kind: EmailKind;
  email: Email;
  language: Language;
  address: string;
}

/** By which whoever runs the mail server can tell the stores apart. */
export function storeHeader(domain: ShopDomain): Record<string, string> {
  return { 'X-Shop-Domain': domain };
}

/** RFC 8058: mail programs show a button of their own that sends a POST to this address. */
function oneClick(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** The same for the same message, however often it is sent. A store that was erased and comes back has another number. */
function messageId(shopId: ShopId, { key, queuedAt }: Message, address: string): string {
  const digest = createHash('sha256').update(`${shopId}/${queuedAt}/${key}`).digest('hex').slice(0, 32);
  return `${digest}@${address.slice(address.lastIndexOf('@') + 1)}`;
}
