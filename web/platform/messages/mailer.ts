/**
 * The way to the mail server: a few connections that are kept open, each with its time limits. It never sends anything twice by itself: what is
 * repeated is for the outbox to decide, which knows what became of it.
 */
import type { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { MINUTE, SECOND } from '../kit/clock.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/** What the library's errors carry; of one that is not the library's nothing is known. */
const failure = z
  .object({ code: z.string(), command: z.string(), response: z.string(), responseCode: z.number() })
  .partial()
  .catch({});

export interface OutgoingMail {
  /** Without angle brackets. The same email has the same one however often it is sent. */
  messageId: string;
  fromName: string;
  replyTo: string | null;
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

export interface Mailer {
  /** Our own address, as the recipient sees it. */
  readonly address: string;
  /** Emails at once; more wait. */
  readonly connections: number;
  /** Never throws of what the mail server says or does not say. */
  send(mail: OutgoingMail): Promise<Outcome>;
  /** Once nothing is being sent any more. */
  close(): void;
}

const CONNECTIONS = 5;
const LIMITS = {
  dnsTimeout: 10 * SECOND,
  connectionTimeout: 10 * SECOND,
  greetingTimeout: 10 * SECOND,
  /** Of silence; some servers look into an email for a while before they say that they have it. */
  socketTimeout: MINUTE,
  idleTimeout: 30 * SECOND,
};

/** `requireTls`: passwords and addresses go over an encrypted line or not at all, unless SMTP_URL itself says otherwise. */
export function createMailer({ url, address, requireTls }: MailerOptions): Mailer {
  const transport = createTransport({
    pool: true,
    url,
    // What stands in the URL overrules it.
    requireTLS: requireTls,
    maxConnections: CONNECTIONS,
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
    ...LIMITS,
  });
  /** By Message-ID: what of it the connection has begun to read. */
  const bodies = new Map<string, Readable>();
  transport.use('stream', (mail, done) => {
    const open = mail.message.createReadStream.bind(mail.message);
    mail.message.createReadStream = (options) => {
      const body = open(options);
      bodies.set(mail.message.messageId(), body);
      return body;
    };
    done();
  });
  // Each email that it concerns says so itself.
  transport.on('error', () => {});

  return {
    address,
    connections: CONNECTIONS,
    async send({ messageId, fromName, replyTo, to, headers, ...content }) {
      const id = `<${messageId}>`;
      try {
        await transport.sendMail({
          ...content,
          messageId: id,
          // As objects: no text of anybody can become a second address.
          from: { name: oneLine(fromName), address },
          to: { name: '', address: to },
          ...(replyTo !== null && { replyTo: { name: '', address: replyTo } }),
          headers: { 'Auto-Submitted': 'auto-generated', ...headers },
        });
        return { kind: 'accepted' };
      } catch (error) {
        return outcomeOf(failure.parse(error), bodies.get(id)?.readableDidRead === true);
      } finally {
        bodies.delete(id);
      }
    },
    close: () => transport.close(),
  };
}

export interface MailerOptions {
  /** `smtp://…` or `smtps://…` */
  url: string;
  address: string;
  requireTls: boolean;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
