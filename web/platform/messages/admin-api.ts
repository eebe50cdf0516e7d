/** Emails for the merchant: is it working, what do they look like, send me one. Addresses are not kept, so none is shown. */
import { DAY } from '../kit/clock.ts';
import { invalid } from '../kit/errors.ts';
import type { AdminRequest, AdminRoute, Services } from '../manifest.ts';
import { languageOf } from '../privacy/sections.ts';
import type { EmailFailure, EmailKindView, EmailPreview, EmailsPage, SkipReason } from './api-types.ts';
import type { EmailKind } from './email-kind.ts';
import { renderEmail } from './layout.ts';
import { letterOf } from './letter.ts';
import type { MessageParts } from './parts.ts';
import { sendTest } from './send-test.ts';
import { countEnded, countWaiting, latestFailures } from './store.ts';

const DAYS = 30;
const FAILURES = 20;

export function emailRoutes(parts: () => MessageParts): AdminRoute[] {
  return [
    {
      method: 'GET',
      path: '/emails',
      handle: async (services, request) => ({ body: await overview(services, request, parts()) }),
    },
    {
      method: 'GET',
      path: '/emails/preview',
      handle: async (services, request) => ({ body: await preview(services, request, parts()) }),
    },
    {
      method: 'POST',
      path: '/emails/test',
      handle: async (services, request) => ({ body: await sendTest(services, request, parts()) }),
    },
  ];
}

async function overview(
  { db, clock }: Services,
  { shopId }: AdminRequest,
  { mailer, kinds }: MessageParts,
): Promise<EmailsPage> {
  const since = clock.now() - DAYS * DAY;
  const ended = Map.groupBy(await countEnded(db.read, shopId, since), ({ kind }) => kind);
  const failures = await latestFailures(db.read, shopId, { since, limit: FAILURES });
  return {
    sentFrom: mailer?.address ?? null,
    days: DAYS,
    kinds: [...kinds].map(([name, kind]) => kindView(name, kind, ended.get(name) ?? [])),
    waiting: await countWaiting(db.read, shopId),
    failures: failures.map(({ at, kind, customerId, orderId, reason, smtpStatus }) => ({
      at: new Date(at).toISOString(),
      kind,
      customerId,
      orderId,
      reason: reason as EmailFailure['reason'],
      status: smtpStatus || null,
    })),
  };
}

function kindView(
  name: string,
  kind: EmailKind,
  ended: readonly { state: string; reason: string | null; count: number }[],
): EmailKindView {
  const count = (state: string) =>
    ended.filter((each) => each.state === state).reduce((sum, each) => sum + each.count, 0);
  return {
    kind: name,
    class: kind.class,
    title: kind.title,
    sent: count('sent'),
    failed: count('failed'),
    unknown: count('unknown'),
    skipped: count('skipped'),
    skippedBecause: ended
      .filter(({ state }) => state === 'skipped')
      .map(({ reason, count: times }) => ({ reason: reason as SkipReason, count: times }))
      .toSorted((a, b) => b.count - a.count),
  };
}

async function preview(
  services: Services,
  { shopId, domain, query }: AdminRequest,
  { kinds, mailer, sender }: MessageParts,
): Promise<EmailPreview> {
  const [first = ''] = kinds.keys();
  const kind = kinds.get(query.get('kind') ?? first);
  if (!kind) throw invalid('There is no such email.', 'kind');
  const language = languageOf(query.get('locale'));
  const store = { ...(await sender(services, shopId)), domain };
  const email = await kind.sample(services, shopId, letterOf(store, language, services.config.simulatorUrl));
  const around = { language, storeName: store.name, choicesUrl: null };
  return {
    from: { name: store.from.name, address: mailer?.address ?? null },
    replyTo: store.from.replyTo,
    ...renderEmail(email, around),
  };
}
