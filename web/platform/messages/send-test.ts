/** Sends the merchant an email with made-up figures, to an address of their choice, which is not kept. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { HOUR } from '../kit/clock.ts';
import { AppError, conflict, invalid } from '../kit/errors.ts';
import type { AdminRequest, Services } from '../manifest.ts';
import type { TestAnswer, TestRequest } from './api-types.ts';
import { renderEmail } from './layout.ts';
import type { Outcome } from './outcome.ts';
import { letterOf } from './letter.ts';
import type { MessageParts } from './parts.ts';
import { addMessage, countTests } from './store.ts';
import { storeHeader } from './write-mail.ts';

/** Enough to look at every kind in both languages; too few to write to strangers. */
const TESTS_AN_HOUR = 10;

const request: z.ZodType<TestRequest> = z.object({
  kind: z.string(),
  locale: z.enum(['en', 'vi']),
  to: z.email().max(254),
});

export async function sendTest(
  services: Services,
  { shopId, domain, body }: AdminRequest,
  { mailer, kinds, sender }: MessageParts,
): Promise<TestAnswer> {
  const { db, clock, log } = services;
  const asked = request.safeParse(body);
  if (!asked.success) {
    const field = String(asked.error.issues[0]?.path[0] ?? 'to');
    throw invalid(field === 'to' ? 'This is not an email address.' : `${field} is missing or not understood.`, field);
  }
  const { kind: name, locale, to } = asked.data;
  const kind = kinds.get(name);
  if (!kind) throw invalid('There is no such email.', 'kind');
  if (mailer === null) throw conflict('No mail server is set up. Whoever runs the app sets SMTP_URL and MAIL_FROM.');

  const store = { ...(await sender(services, shopId)), domain };
  const email = await kind.sample(services, shopId, letterOf(store, locale, services.config.simulatorUrl));
  const around = { language: locale, storeName: store.name, choicesUrl: null };
  const now = clock.now();
  // Counted before it is sent, so that many at once are not more.
  await db.transaction(async (tx) => {
    if ((await countTests(tx, shopId, now - HOUR)) >= TESTS_AN_HOUR)
      throw new AppError(429, 'too_many', 'That were many tests within an hour. Try again later.');
    await addMessage(tx, shopId, { ...TEST, message_key: `test/${randomUUID()}`, kind: name, ...at(now) });
  });
  const outcome = await mailer.send({
    ...renderEmail(email, around),
    messageId: `${randomUUID()}@${mailer.address.slice(mailer.address.lastIndexOf('@') + 1)}`,
    fromName: store.from.name,
    replyTo: store.from.replyTo,
    to,
    headers: storeHeader(domain),
  });
  if (outcome.kind !== 'accepted') log.warn({ shopId, email: name, outcome }, 'A test email was not accepted');
  return answer(outcome);
}

/** How it ended is told at once, so there is nothing to note but that there was one. */
const TEST = {
  customer_id: null,
  order_id: null,
  payload: null,
  state: 'sent',
  reason: null,
  smtp_status: null,
  tries: 0,
} as const;
const at = (now: number) => ({ due_at: now, queued_at: now, done_at: now });

function answer(outcome: Outcome): TestAnswer {
  if (outcome.kind === 'accepted') return { result: 'sent', status: null };
  const status = 'status' in outcome ? outcome.status || null : null;
  return { result: outcome.kind === 'refused' ? 'refused' : 'later', status };
}
