/**
 * One email on its way. The order of the steps is the promise: written down as `sending`, handed to the mail server, written down how it ended.
 * Whoever finds `sending` afterwards knows that nobody knows.
 */
import type { Tx } from '../../../db/open.ts';
import { MAX_TRIES, pauseAfter } from '../jobs/tries.ts';
import { ShopUnavailable } from '../kit/errors.ts';
import type { Services } from '../manifest.ts';
import { type Language, languageOf } from '../privacy/sections.ts';
import type { Email, EmailKind, NotSent } from './email-kind.ts';
import { letterOf } from './letter.ts';
import { type Recipient, type Stops, whyNotSent } from './may-be-sent.ts';
import type { Outcome } from './outcome.ts';
import type { Sending } from './parts.ts';
import { settleUnknown } from './settle-unknown.ts';
import { beginSending, type Ended, endMessage, type Message, resumeEmails, waitAgain } from './store.ts';
import { type Store, writeMail } from './write-mail.ts';

/** Null: it was not handed to the mail server. */
export async function sendMessage(
  services: Services,
  parts: Sending,
  store: Store,
  message: Message,
  to: { recipient: Recipient | null; stops: Stops | undefined; refused: boolean },
): Promise<Outcome | null> {
  const { db, clock, log } = services;
  const { shopId } = store;
  const kind = parts.kinds.get(message.kind);
  // Queued by a newer version of this program.
  if (!kind) return skip('outdated');
  const whyNot = whyNotSent(
    { class: kind.class, kind: message.kind, to: message.to },
    to.recipient,
    to.stops,
    to.refused,
  );
  if (whyNot !== null) return skip(whyNot);
  const address = to.recipient?.email ?? null;
  if (address === null) return skip('no_address');

  const language = languageOf(to.recipient?.locale ?? null);
  const email = await compose(kind, language);
  if (email === null) return null;
  if ('skip' in email) return skip(email.skip);
  if (!(await db.transaction(begin))) return null;
  const outcome = await parts.mailer.send(
    writeMail(services.config.appUrl, parts, store, { message, kind, email, language, address }),
  );
  await db.transaction((tx) => settle(tx, kind, outcome));
  if (outcome.kind !== 'accepted') log.warn({ shopId, email: message.kind, outcome }, 'An email was not accepted');
  return outcome;

  async function begin(tx: Tx): Promise<boolean> {
    // It may be sent although they once unsubscribed: they have subscribed again since.
    const { customerId } = message.to;
    if (kind?.class === 'marketing' && customerId !== null && to.stops?.has('all'))
      await resumeEmails(tx, shopId, customerId, ['all']);
    return beginSending(tx, shopId, message.key);
  }

  async function skip(reason: string): Promise<null> {
    await db.transaction((tx) => end(tx, { state: 'skipped', reason }));
    return null;
  }

  /** Null: it cannot be written now, which must not keep the others from being sent. */
  async function compose(of: EmailKind, inLanguage: Language): Promise<Email | NotSent | null> {
    try {
      return await of.compose(services, shopId, message, letterOf(store, inLanguage, services.config.simulatorUrl));
    } catch (error) {
      if (error instanceof ShopUnavailable) throw error;
      log.error({ err: error, shopId, email: message.kind }, 'An email could not be written');
      await db.transaction((tx) => putOff(tx, { reason: 'not_written' }));
      return null;
    }
  }

  function settle(tx: Tx, of: EmailKind, how: Outcome): Promise<void> {
    switch (how.kind) {
      case 'accepted':
        return end(tx, { state: 'sent', reason: null });
      case 'refused':
        return end(tx, { state: 'failed', reason: `${how.what}_refused`, smtpStatus: how.status });
      case 'later':
        return putOff(tx, { reason: 'gave_up', smtpStatus: how.status });
      case 'unknown':
        return settleUnknown(tx, shopId, message, of.class, clock.now());
      case 'unreachable':
        return waitAgain(tx, shopId, message.key, null);
    }
  }

  /** As often, and with the same pauses, as a job would be tried. */
  function putOff(tx: Tx, inTheEnd: Omit<Ended, 'state'>): Promise<void> {
    const tries = message.tries + 1;
    if (tries >= MAX_TRIES) return end(tx, { state: 'failed', ...inTheEnd });
    return waitAgain(tx, shopId, message.key, { dueAt: clock.now() + pauseAfter(tries), tries });
  }

  function end(tx: Tx, ended: Ended): Promise<void> {
    return endMessage(tx, shopId, message.key, ended, clock.now());
  }
}
