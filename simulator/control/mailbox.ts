/** A mail server that keeps what the app sends: real SMTP, so that the app's own sender is tested. */
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { Mail, Ms, Shop, World } from '../world/types.ts';

/** One message as it arrived. */
export interface KeptMail extends Mail {
  /** The store that it was sent for, as far as it can be told. */
  shop: string | null;
  /** Body parts in order, as in the message. */
  parts: { contentType: string; filename: string | null; content: string }[];
}
/**
 * How the server misbehaves from now on. `recipient`, `message`: refuses at that step with this status. `lost`: takes the message, and hangs up
 * before it says so. `greeting`: sends everybody away who is there, and refuses who comes.
 */
export interface MailFault {
  at: 'greeting' | 'recipient' | 'message' | 'lost';
  status: number;
  /** How many times; null = no end. */
  left: number | null;
}
export interface Mailbox {
  url(): string;
  misbehave(fault: MailFault | null): void;
  list(shop: string | null): KeptMail[];
  clear(): void;
  stop(): Promise<void>;
}

export async function startMailbox(options: { world: World; now(): Ms; host: string }): Promise<Mailbox> {
  const { world, host } = options;
  const mails: KeptMail[] = [];
  let fault: MailFault | null = null;
  /** The fault that hits this step, or null. Counts it. */
  const hit = (at: MailFault['at']): MailFault | null => {
    if (fault?.at !== at || fault.left === 0) return null;
    if (fault.left !== null) fault.left -= 1;
    return fault;
  };
  const refused = (at: MailFault['at'], address = ''): Error | null => {
    const found = hit(at);
    // As real ones do, it says whom it does not want.
    return (
      found &&
      Object.assign(new Error(`${found.status >= 500 ? 5 : 4}.1.1 not here ${address}`), { responseCode: found.status })
    );
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onConnect: (_session, done) => done(refused('greeting')),
    onRcptTo: ({ address }, _session, done) => done(refused('recipient', address)),
    onAuth: (_auth, _session, done) => done(null, { user: 'app' }),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        const refusal = refused('message', recipients.join());
        if (refusal) return done(refusal);
        const lost = hit('lost') === null ? null : session.id;
        void accept(Buffer.concat(chunks), recipients, lost === null ? done : () => hangUp(lost));
      });
    },
  });
  server.on('error', () => {
    // A client that hangs up in the middle of a message: nothing was accepted, so it is its own to notice.
  });

  const hangUp = (id: string): void => {
    for (const connection of server.connections) if (connection.session.id === id) connection.close();
  };

  /** The sender hears 250 once the message is kept, else why not. */
  const accept = async (raw: Buffer, recipients: string[], done: (error?: Error) => void): Promise<void> => {
    let problem: Error | undefined;
    try {
      await keep(raw, recipients);
    } catch (error) {
      problem = error instanceof Error ? error : new Error(String(error));
    }
    done(problem);
  };
  const keep = async (raw: Buffer, recipients: string[]): Promise<void> => {
    const message = await PostalMime.parse(raw);
    const headers: Record<string, string> = {};
    for (const { key, value } of message.headers) headers[key] = key in headers ? `${headers[key]}, ${value}` : value;
    const shop = shopOfMail(world, headers, recipients);
    const mail: KeptMail = {
      id: world.nextId(),
      at: options.now(),
      shop: shop?.domain ?? null,
      from: message.from?.address ?? '',
      to: recipients,
      subject: message.subject ?? '',
      headers,
      text: message.text ?? null,
      html: message.html ?? null,
      parts: [
        ...(message.text === undefined ? [] : [{ contentType: 'text/plain', filename: null, content: message.text }]),
        ...(message.html === undefined ? [] : [{ contentType: 'text/html', filename: null, content: message.html }]),
        ...message.attachments.map(({ mimeType, filename, content }) => ({
          contentType: mimeType,
          filename,
          content:
            typeof content === 'string'
              ? content
              : Buffer.from(content instanceof ArrayBuffer ? new Uint8Array(content) : content).toString('base64'),
        })),
      ],
    };
    mails.push(mail);
    shop?.mail.push(mail);
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: () => `smtp://${host}:${port}`,
    misbehave(wanted) {
      fault = wanted;
      if (fault?.at === 'greeting') for (const connection of server.connections) connection.close();
    },
    list: (shop) => (shop === null ? [...mails] : mails.filter((mail) => mail.shop === shop)),
    clear() {
      mails.length = 0;
      fault = null;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** Mail names no store: it is the one that the app names in a header, or where the recipient is a customer or the owner. */
function shopOfMail(world: World, headers: Record<string, string>, recipients: string[]): Shop | null {
  const named = headers['x-shop-domain'];
  if (named !== undefined) return world.shops.get(named.trim().toLowerCase()) ?? null;
  const wanted = new Set(recipients.map((each) => each.toLowerCase()));
  const shops = [...world.shops.values()].filter(
    (shop) =>
      wanted.has(shop.email.toLowerCase()) ||
      [...shop.customers.values()].some(({ email }) => email !== null && wanted.has(email.toLowerCase())),
  );
  return shops.length === 1 ? (shops[0] ?? null) : null;
}
