/** The job that sends what is due of a store, in small groups: one question to Shopify each, and no more at once than the mail server is asked. */
import { DAY } from '../kit/clock.ts';
import { AppError, ShopUnavailable } from '../kit/errors.ts';
import { type CustomerId, gid, type ShopId } from '../kit/ids.ts';
import type { JobHandler, Services } from '../manifest.ts';
import { installationOfShop } from '../shopify/find-installation.ts';
import type { Addressee } from './email-kind.ts';
import { SEND_MESSAGES } from './outbox.ts';
import type { MessageParts, Sending } from './parts.ts';
import { MOST_RECIPIENTS, readRecipients } from './read-recipients.ts';
import { sendMessage } from './send-message.ts';
import { settleUnknown } from './settle-unknown.ts';
import {
  dueMessages,
  endMessage,
  interruptedMessages,
  type Message,
  nextDueMessage,
  refusedSince,
  stopsOf,
} from './store.ts';

/** What has waited longer, because Shopify or the mail server was away, is no news any more. */
const LONGEST_WAIT = 3 * DAY;
/** So long a mailbox that does not exist is left alone; then it is tried once more. */
const REFUSED_FOR = 30 * DAY;
/** Then the worker's other jobs have their turn. */
const GROUPS = 4;

/** Concerns every email, so the job is tried again, and no email counts it as a try of its own. Names no recipient. */
export class MailServerUnavailable extends AppError {
  constructor(why: string) {
    super(502, 'mail_server_unavailable', `The mail server could not be used (${why}).`);
  }
}

export function sendDue(parts: () => MessageParts): JobHandler {
  return async (services, { shopId, key: shop }) => {
    const { db, clock } = services;
    const { mailer, ...rest } = parts();
    await settleInterrupted(services, shopId, rest.kinds);
    for (let group = 0; group < GROUPS; group += 1) {
      const due = await dueMessages(db.read, shopId, clock.now(), MOST_RECIPIENTS);
      if (due.length === 0) return goOn(await nextDueMessage(db.read, shopId));
      const waitMs = services.shopify.backgroundWaitMs(shopId);
      if (waitMs > 0) return goOn(clock.now() + waitMs);
      if (mailer === null) await skipAll(services, shopId, due, 'not_set_up');
      else await sendGroup(services, shopId, { ...rest, mailer }, due);
    }
    return goOn(clock.now());

    async function goOn(runAt: number | null): Promise<void> {
      if (runAt === null) return;
      await db.transaction((tx) => services.addJob(tx, { kind: SEND_MESSAGES, shopId, key: shop, runAt }));
    }
  };
}

/** Nobody else sends for this store now, so whoever began these is gone. */
async function settleInterrupted(
  { db, clock, log }: Services,
  shopId: ShopId,
  kinds: MessageParts['kinds'],
): Promise<void> {
  const interrupted = await interruptedMessages(db.read, shopId);
  if (interrupted.length === 0) return;
  await db.transaction(async (tx) => {
    for (const message of interrupted)
      await settleUnknown(tx, shopId, message, kinds.get(message.kind)?.class ?? 'marketing', clock.now());
  });
  log.warn({ shopId, emails: interrupted.length }, 'Emails were being sent when their process ended');
}

async function sendGroup(
  services: Services,
  shopId: ShopId,
  parts: Sending,
  messages: readonly Message[],
): Promise<void> {
  const { db, clock } = services;
  const [late, waiting] = partition(messages, ({ queuedAt }) => queuedAt < clock.now() - LONGEST_WAIT);
  await skipAll(services, shopId, late, 'too_late');
  if (waiting.length === 0) return;

  const asked = waiting.flatMap(({ to }) => to.customerId ?? []);
  const kept = await parts.keptCustomers(db.read, shopId, asked);
  const present = waiting.map((message) => ({ ...message, to: asTheyAreNow(message.to, kept) }));
  const recipients = await readRecipients(
    services,
    shopId,
    present.map(({ to }) => mailbox(to)),
  );
  const customerIds = present.flatMap(({ to }) => to.customerId ?? []);
  const stops = await stopsOf(db.read, shopId, customerIds);
  const orderIds = present.flatMap(({ to }) => to.orderId ?? []);
  const refused = await refusedSince(db.read, shopId, { customerIds, orderIds }, clock.now() - REFUSED_FOR);
  const installation = await installationOfShop(db.read, shopId);
  if (installation === null) throw new ShopUnavailable('not_installed');
  const store = { ...(await parts.sender(services, shopId)), shopId, domain: installation.domain };

  const { connections } = parts.mailer;
  for (let start = 0; start < present.length; start += connections) {
    const outcomes = await Promise.all(
      present.slice(start, start + connections).map((message) =>
        sendMessage(services, parts, store, message, {
          recipient: recipients.get(mailbox(message.to)) ?? null,
          stops: stops.get(message.to.customerId ?? ''),
          refused:
            message.to.orderId === null
              ? refused.customers.has(message.to.customerId)
              : refused.orders.has(message.to.orderId),
        }),
      ),
    );
    const unreachable = outcomes.find((outcome) => outcome?.kind === 'unreachable');
    if (unreachable) throw new MailServerUnavailable(unreachable.why);
  }
}

function asTheyAreNow(to: Addressee, kept: ReadonlyMap<string, CustomerId>): Addressee {
  if (to.customerId === null) return to;
  return { ...to, customerId: kept.get(to.customerId) ?? to.customerId };
}

/** Whose address it goes to. */
function mailbox({ customerId, orderId }: Addressee): string {
  return orderId === null ? gid('Customer', customerId) : gid('Order', orderId);
}

async function skipAll(
  { db, clock }: Services,
  shopId: ShopId,
  messages: readonly Message[],
  reason: string,
): Promise<void> {
  if (messages.length === 0) return;
  await db.transaction(async (tx) => {
    for (const { key } of messages) await endMessage(tx, shopId, key, { state: 'skipped', reason }, clock.now());
  });
}

function partition<Item>(items: readonly Item[], first: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(first), items.filter((item) => !first(item))];
}
