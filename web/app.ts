/** The composition root: the only file that names every slice. */
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { simulateNow } from '../db/dialect/simulated-now.ts';
import { openDb } from '../db/open.ts';
import type { Config } from './config.ts';
import { balances } from './loyalty/balances/manifest.ts';
import { liability } from './loyalty/liability/manifest.ts';
import { bonusProgress } from './loyalty/bonuses/index.ts';
import { memberActions } from './loyalty/actions/index.ts';
import { actions } from './loyalty/actions/manifest.ts';
import { bonuses } from './loyalty/bonuses/manifest.ts';
import { loyaltyEmails } from './loyalty/emails/manifest.ts';
import { panel } from './loyalty/panel/manifest.ts';
import { giveApology, orderPoints, takesPart } from './loyalty/points/index.ts';
import { points } from './loyalty/points/manifest.ts';
import { currentProgramme, wording } from './loyalty/programme/index.ts';
import { programme } from './loyalty/programme/manifest.ts';
import { heldCodes, issuedReward, rewardsFor, rewardsOn } from './loyalty/rewards/index.ts';
import { rewards } from './loyalty/rewards/manifest.ts';
import { ownReferrals, rewardedReferral } from './loyalty/referrals/index.ts';
import { referrals } from './loyalty/referrals/manifest.ts';
import { shownStanding, tierOf, tierOfMember, tierReached } from './loyalty/tiers/index.ts';
import { tiers } from './loyalty/tiers/manifest.ts';
import { findPerson, keptCustomers } from './mirror/customers/index.ts';
import { customers } from './mirror/customers/manifest.ts';
import { fulfillments } from './mirror/fulfillments/manifest.ts';
import { history } from './mirror/history/manifest.ts';
import { everyOrderOf, orderNames } from './mirror/orders/index.ts';
import { orders } from './mirror/orders/manifest.ts';
import { products } from './mirror/products/manifest.ts';
import { reconciliation } from './mirror/reconciliation/manifest.ts';
import { knownShop } from './mirror/shops/index.ts';
import { shops } from './mirror/shops/manifest.ts';
import { attribution } from './offers/attribution/manifest.ts';
import { discounts } from './offers/discounts/manifest.ts';
import { suggestions } from './retention/suggestions/manifest.ts';
import { readTrackingToken, showOrder, trackingDocument, type TrackingParts } from './retention/tracking/index.ts';
import { suggest } from './retention/suggestions/index.ts';
import { parcelMoments } from './retention/shipments/index.ts';
import { answerMoments, survey } from './retention/surveys/index.ts';
import { surveys } from './retention/surveys/manifest.ts';
import { parcelEmails } from './retention/tracking/emails/manifest.ts';
import { tracking } from './retention/tracking/manifest.ts';
import { createAllowance } from './platform/api-keys/allowance.ts';
import { apiKeys } from './platform/api-keys/manifest.ts';
import { createKeyVerifier } from './platform/api-keys/verify-key.ts';
import { followClock } from './platform/clock/follow-clock.ts';
import { deadLettersManifest } from './platform/dead-letters/manifest.ts';
import { adminPage } from './platform/http/admin-page.ts';
import { createServer } from './platform/http/create-server.ts';
import { extensionRoutes } from './platform/http/extension-routes.ts';
import { listen, type Listening } from './platform/http/listen.ts';
import { operatorRoutes } from './platform/http/operator-routes.ts';
import { apiRoutes, flowRoutes } from './platform/http/program-routes.ts';
import { adminRoutes, proxyRoutes } from './platform/http/slice-routes.ts';
import { createExtensionTokenVerifier } from './platform/http/verify-extension-token.ts';
import { createSessionTokenVerifier } from './platform/http/verify-session-token.ts';
import { receiveWebhooks } from './platform/inbox/receive-webhooks.ts';
import { createInbox } from './platform/inbox/store-webhooks.ts';
import { createWaitingRoom } from './platform/inbox/waiting-room.ts';
import { jobTable } from './platform/jobs/job-table.ts';
import { nextStop } from './platform/jobs/next-stop.ts';
import { createQueue } from './platform/jobs/queue.ts';
import { countSetAside, dropJobsOf, resumeParked } from './platform/jobs/set-aside.ts';
import { createWorker } from './platform/jobs/worker.ts';
import { wallClock } from './platform/kit/clock.ts';
import type { ShopId } from './platform/kit/ids.ts';
import { createLog, type Log } from './platform/kit/log.ts';
import { createSecrets } from './platform/kit/secrets.ts';
import type { Manifest, Services } from './platform/manifest.ts';
import { choicesRoutes } from './platform/messages/choices-routes.ts';
import { createMailer, type Mailer } from './platform/messages/mailer.ts';
import { messagesManifest } from './platform/messages/manifest.ts';
import type { MessageParts } from './platform/messages/parts.ts';
import { createMetrics } from './platform/metrics.ts';
import { createAccessLog } from './platform/privacy/access-log.ts';
import { privacyManifest } from './platform/privacy/manifest.ts';
import type { Language } from './platform/privacy/sections.ts';
import { createAccessTokens } from './platform/shopify/access-token.ts';
import { createAdminApi } from './platform/shopify/admin-client.ts';
import { createBulkResults } from './platform/shopify/bulk-result.ts';
import { installations } from './platform/shopify/find-installation.ts';
import { createInstaller } from './platform/shopify/install.ts';
import { installationManifest, type InstallationParts } from './platform/shopify/manifest.ts';
import { createStoreFetch } from './platform/shopify/store-fetch.ts';
import { createTokenEndpoint } from './platform/shopify/token-endpoint.ts';
import { gatherSubscriptions } from './platform/subscriptions.ts';
import { shipments } from './retention/shipments/manifest.ts';

const trackingParts: TrackingParts = { orderPoints, pointsInWords, standing: shownStanding, suggest, survey };

/** Every slice, in the order in which they are told of the same thing. */
const slices: readonly Manifest[] = [
  shops,
  customers,
  products,
  orders,
  fulfillments,
  history,
  reconciliation,
  programme,
  discounts,
  points({ tierOf, rewardsOn, tierOfMember, happenedToOrders }),
  rewards({ tierOf }),
  tiers,
  referrals,
  bonuses,
  actions,
  liability,
  balances,
  shipments({ takesPart, giveApology }),
  loyaltyEmails({ issuedReward, tierReached, rewardedReferral }),
  parcelEmails({ orderPoints, pointsInWords }),
  panel({
    tierOfMember,
    bonusProgress,
    rewardsFor: (services, ...member) => rewardsFor(services, tierOf, ...member),
    heldCodes,
    memberActions,
    ownReferrals,
  }),
  suggestions,
  tracking(trackingParts),
  surveys({ readToken: readTrackingToken, showPage: showOrder(trackingParts) }),
  attribution({
    windowDays: async (handle, shopId) => (await trackingDocument.read(handle, shopId)).attributionDays,
  }),
];

async function happenedToOrders(services: Services, shopId: ShopId, orderIds: readonly string[]) {
  const { read } = services.db;
  const parcels = await parcelMoments(services, read, shopId, orderIds);
  return [...parcels, ...(await answerMoments(read, shopId, orderIds))];
}

async function pointsInWords(services: Services, shopId: ShopId, language: Language) {
  const { settings } = await currentProgramme(services, shopId);
  return wording(language, settings.name).points;
}

/** What of the slices the emails need. */
const emailParts: Pick<MessageParts, 'kinds' | 'sender' | 'keptCustomers'> = {
  kinds: new Map(slices.flatMap(({ emails = {} }) => Object.entries(emails))),
  async sender(services, shopId) {
    const { name, currency, timeZone } = await knownShop(services, shopId);
    const { senderName, replyTo } = (await currentProgramme(services, shopId)).settings.emails;
    return { name, currency, timeZone, from: { name: senderName || name, replyTo: replyTo || null } };
  },
  keptCustomers,
};

/** What only a running process has. */
export interface Running extends InstallationParts {
  mailer: Mailer | null;
}

/** Every slice, and what the platform itself listens to. `running` is asked when something happens, not before. */
export function everyManifest(running: () => Running): Manifest[] {
  const messages = messagesManifest(() => ({ ...emailParts, ...running() }));
  const hooks = [messages, ...slices].flatMap(({ privacy }) => privacy ?? []);
  return [
    installationManifest(running),
    deadLettersManifest(orderNames),
    apiKeys,
    messages,
    privacyManifest(() => ({ hooks, findPerson, ordersOf: everyOrderOf })),
    ...slices,
  ];
}

export interface App {
  readonly services: Services;
  readonly manifests: readonly Manifest[];
  /** Serves requests, works on jobs, or both. `url` is where this process listens; empty when it does not serve. */
  start(options: { serve: boolean; work: boolean; port?: number }): Promise<{ url: string }>;
  /** Takes nothing new, ends what has begun, closes everything. */
  stop(): Promise<void>;
}

export interface Overrides {
  log?: Log;
  /** Folder of the built admin page. */
  adminFolder?: string;
  /** How long Shopify is waited for, as a part of what it would be: for an answer, and between two tries. */
  patience?: number;
}

/** Stores whose schedules are looked after in one transaction when a worker starts. */
const STORES_AT_ONCE = 500;
const builtAdminPage = fileURLToPath(new URL('../dist/admin', import.meta.url));

/** The database must have been migrated. Nothing runs before `start`. */
export async function buildApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  const { patience = 1 } = overrides;
  const pause = (ms: number) => setTimeout(ms * patience);
  const db = openDb(config.databaseUrl, {
    onConnectionError: (error) => log.warn({ err: error }, 'A connection to the database broke'),
  });
  const followed = config.simulatorUrl === null ? null : followClock(config.simulatorUrl, log);
  const clock = followed ?? wallClock;
  const metrics = createMetrics(db, clock);
  const wake = () => worker.wake();
  const queue = createQueue(clock.now, wake);

  const storeFetch = createStoreFetch(config.simulatorUrl, patience);
  const secrets = createSecrets(config.encryptionKeys);
  const endpoint = createTokenEndpoint(config, storeFetch, pause);
  const tokens = createAccessTokens({ db, secrets, endpoint, log, pause });
  const shopify = createAdminApi({
    tokens,
    storeFetch,
    openBulkResult: createBulkResults(config.simulatorUrl),
    log,
    pause,
    onCall: metrics.shopifyCall,
  });

  const mailer = openMailer(config);
  const manifests = everyManifest(() => ({
    tokens,
    secrets,
    mailer,
    // Rewards that customers hold stay valid: there is no access any more, and what was promised is kept. They go on when the app comes back.
    onUninstalled: (tx, shopId) => dropJobsOf(tx, shopId, subscriptions.webhookKinds),
  }));
  for (const gauge of manifests.flatMap(({ gauges = [] }) => gauges)) metrics.watch(gauge);
  const services: Services = {
    db,
    clock,
    log,
    config,
    shopify,
    addJob: (tx, ...jobs) => queue.addAll(tx, jobs),
    emit: async (tx, ...events) => queue.addAll(tx, await subscriptions.jobsOf(tx, events)),
  };
  const subscriptions = gatherSubscriptions(manifests, () => services);
  const installer = createInstaller({
    db,
    secrets,
    endpoint,
    log,
    requiredScopes: config.scopes,
    now: clock.now,
    async onActivated(tx, shopId) {
      await services.emit(tx, { name: 'installation.activated', shopId, key: 'shop' });
      await subscriptions.addSchedules(tx, queue, [shopId], clock.now());
      await resumeParked(tx, queue, [shopId]);
    },
  });

  const open = countOpen(() => followed?.activity());
  const worker = createWorker({
    db,
    queue,
    clock,
    log,
    kinds: subscriptions.kinds,
    held: () => followed?.held() ?? false,
    simulated: followed !== null,
    onResult: metrics.job,
    onActivity: () => followed?.activity(),
  });
  const kindNames = [...subscriptions.kinds.keys()];
  const table = jobTable(db.read);

  let listening: Listening | null = null;
  let accepting = false;

  function areas() {
    const verify = createSessionTokenVerifier(config);
    const folder = overrides.adminFolder ?? builtAdminPage;
    const room = createWaitingRoom();
    const allowance = createAllowance(() => performance.now());
    metrics.watchRoom(room.inside);
    const inbox = createInbox({ db, queue, now: clock.now, kindsOfTopic: subscriptions.kindsOfTopic });
    return {
      operator: operatorRoutes({
        db,
        metrics,
        publicHost: new URL(config.appUrl).host,
        metricsToken: config.metricsToken,
        accepting: () => accepting,
      }),
      webhooks: receiveWebhooks({ config, inbox, room, log, onReceived: metrics.webhook }),
      admin: adminRoutes(manifests, () => services, { verify, installer, accessLog: createAccessLog(db) }),
      programs: [
        ...apiRoutes(manifests, () => services, { verifyKey: createKeyVerifier({ db, clock }), take: allowance.take }),
        ...flowRoutes(manifests, () => services, { config }),
      ],
      proxy: proxyRoutes(manifests, () => services, { config, wallNow: Date.now }),
      extensions: extensionRoutes(manifests, () => services, { verify: createExtensionTokenVerifier(config) }),
      choices: choicesRoutes(
        () => services,
        () => ({ ...emailParts, secrets }),
      ),
      page: adminPage({ config, folder, verify, installer, log }),
    };
  }

  async function startWorker(): Promise<void> {
    await db.transaction((tx) => subscriptions.addSchedulesForAll(tx, queue, clock.now()));
    // A schedule that came with an upgrade begins for the stores that are already there, and what was parked while this process
    // had a wrong key gets another chance.
    const active = (await installations(db.read)).filter(({ status }) => status === 'active');
    for (let start = 0; start < active.length; start += STORES_AT_ONCE) {
      const shopIds = active.slice(start, start + STORES_AT_ONCE).map(({ shopId }) => shopId);
      await db.transaction(async (tx) => {
        await subscriptions.addSchedules(tx, queue, shopIds, clock.now());
        await resumeParked(tx, queue, shopIds);
      });
    }
    worker.start();
  }

  return {
    services,
    manifests,
    async start({ serve, work, port = config.port }) {
      await followed?.start({
        role: serve && work ? 'all' : serve ? 'web' : 'worker',
        onRelease: wake,
        onTime: (now) => simulateNow(db, now),
        business: {
          async unfinished() {
            const here = [...open.names(), ...worker.busy()];
            if (!work || here.length > 0) return here;
            if (!(await table.isBusy(db.read, kindNames, clock.now()))) return [];
            // Another process may have added them without a way to tell.
            wake();
            return ['jobs in the queue'];
          },
          worked: () => worker.begun() + open.begun(),
          nextDue: () => nextStop(db.read, subscriptions.kinds),
          deadLetters: async () => (await countSetAside(db.read)).dead,
        },
      });
      if (!serve) {
        await startWorker();
        return { url: '' };
      }
      // The port first: a process that cannot have it must not take jobs.
      const app = createServer({ areas: areas(), production: config.production, log, metrics, openRequests: open });
      listening = await listen(app, port, config.host);
      if (work) await startWorker();
      accepting = true;
      return {
        url: `http://${config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host}:${listening.port}`,
      };
    },
    async stop() {
      accepting = false;
      await listening?.stop();
      await worker.stop();
      mailer?.close();
      await followed?.stop();
      await db.close();
    },
  };
}

function openMailer({ smtpUrl, mailFrom, production }: Config): Mailer | null {
  if (smtpUrl === null || mailFrom === null) return null;
  const here = /^(localhost|127\.|\[::1\])/.test(new URL(smtpUrl).hostname);
  return createMailer({ url: smtpUrl, address: mailFrom, requireTls: production && !here });
}

/** Requests that may cause work. The page's own files cause none. */
function countOpen(onEnd: () => void) {
  const byArea = new Map<string, number>();
  let begun = 0;
  const counts = (area: string) => area !== 'page';
  return {
    begin(area: string) {
      if (!counts(area)) return;
      begun += 1;
      byArea.set(area, (byArea.get(area) ?? 0) + 1);
    },
    end(area: string) {
      if (!counts(area)) return;
      byArea.set(area, (byArea.get(area) ?? 0) - 1);
      onEnd();
    },
    begun: () => begun,
    names: () => [...byArea].filter(([, count]) => count > 0).map(([area]) => `request: ${area}`),
  };
}
