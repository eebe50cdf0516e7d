/**
 * `/unsubscribe/TOKEN`, reached without a login by the link of an email. Looking changes nothing, since mail programs and scanners open links by
 * themselves; a POST does. One that says nothing is the one click of RFC 8058, in whatever form the mail program sends it.
 */
import express, { type Request, type Response, Router } from 'express';
import type { CustomerId } from '../kit/ids.ts';
import type { Services } from '../manifest.ts';
import { erasedCustomers, knownErased } from '../privacy/erased.ts';
import { languageOf } from '../privacy/sections.ts';
import { installationOfShop } from '../shopify/find-installation.ts';
import { type Chooser, readChooser } from './choices-link.ts';
import { CHOICES_POLICY, choicesPage, invalidLinkPage } from './choices-page.ts';
import type { MessageParts } from './parts.ts';
import { resumeEmails, stopEmails, stopsOf } from './store.ts';
import { WITHDRAW_CONSENT } from './withdraw-consent.ts';

type Parts = Pick<MessageParts, 'secrets' | 'kinds' | 'sender' | 'keptCustomers'>;

export function choicesRoutes(services: () => Services, parts: () => Parts): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set({
      'Cache-Control': 'private, no-store',
      'Content-Security-Policy': CHOICES_POLICY,
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
    });
    next();
  });
  router.get('/:token', async (request, response) => {
    const chooser = await present(services(), parts(), request);
    await show(services(), parts(), request, response, chooser, false);
  });
  router.post(
    '/:token',
    express.urlencoded({ extended: false, inflate: false, limit: '4kb' }),
    async (request, response) => {
      const chooser = await present(services(), parts(), request);
      const form = formOf(request.body);
      const chose = form.get('do') === 'choose';
      if (chooser && chose) await choose(services(), parts(), chooser, new Set(form.getAll('kind')));
      if (chooser && !chose) await stopAll(services(), chooser);
      await show(services(), parts(), request, response, chooser, chose);
    },
  );
  return router;
}

/** Whoever holds the link, as whom they are now. Null for a link that is not ours, or of a store that is not known any more. */
async function present({ db }: Services, { secrets, keptCustomers }: Parts, request: Request): Promise<Chooser | null> {
  const token = request.params.token;
  const chooser = typeof token === 'string' ? readChooser(secrets, token) : null;
  if (chooser === null || (await installationOfShop(db.read, chooser.shopId)) === null) return null;
  const kept = await keptCustomers(db.read, chooser.shopId, [chooser.customerId]);
  return { ...chooser, customerId: kept.get(chooser.customerId) ?? chooser.customerId };
}

async function show(
  services: Services,
  { kinds, sender }: Parts,
  request: Request,
  response: Response,
  chooser: Chooser | null,
  saved: boolean,
): Promise<void> {
  response.type('html');
  if (chooser === null) {
    response.status(404).send(invalidLinkPage(languageOf(request.get('accept-language') ?? null)));
    return;
  }
  const { shopId, customerId, language } = chooser;
  const stops = (await stopsOf(services.db.read, shopId, [customerId])).get(customerId);
  const erased = (await knownErased(services.db.read, shopId, [customerId])).size > 0;
  response.send(
    choicesPage({
      language,
      storeName: (await sender(services, shopId)).name,
      kinds: marketing(kinds).map(([name, { title }]) => ({
        name,
        title: title[language],
        wanted: !stops?.has(name),
      })),
      // Somebody who was erased gets nothing, and there is nothing to choose.
      unsubscribed: erased || stops?.has('all') === true,
      saved,
    }),
  );
}

async function stopAll(services: Services, { shopId, customerId }: Chooser): Promise<void> {
  await services.db.transaction(async (tx) => {
    if ((await erasedCustomers(tx, shopId, [customerId])).size > 0) return;
    await stopEmails(tx, shopId, [{ customer_id: customerId, kind: 'all', stopped_at: services.clock.now() }]);
    await services.addJob(tx, { kind: WITHDRAW_CONSENT, shopId, key: customerId });
  });
}

async function choose(
  services: Services,
  { kinds }: Parts,
  { shopId, customerId }: { shopId: Chooser['shopId']; customerId: CustomerId },
  wanted: ReadonlySet<string>,
): Promise<void> {
  const names = marketing(kinds).map(([name]) => name);
  const now = services.clock.now();
  await services.db.transaction(async (tx) => {
    if ((await erasedCustomers(tx, shopId, [customerId])).size > 0) return;
    const stopped = names.filter((name) => !wanted.has(name));
    await stopEmails(
      tx,
      shopId,
      stopped.map((kind) => ({ customer_id: customerId, kind, stopped_at: now })),
    );
    await resumeEmails(
      tx,
      shopId,
      customerId,
      names.filter((name) => wanted.has(name)),
    );
  });
}

function marketing(kinds: Parts['kinds']) {
  return [...kinds].filter(([, kind]) => kind.class === 'marketing');
}

/** Anything that is no such form is empty. */
function formOf(body: unknown): URLSearchParams {
  if (typeof body !== 'object' || body === null) return new URLSearchParams();
  const pairs = Object.entries(body).flatMap(([name, value]) =>
    [value].flat().flatMap((each): [string, string][] => (typeof each === 'string' ? [[name, each]] : [])),
  );
  return new URLSearchParams(pairs);
}
