/** What the person (or orchestrator) that runs the app asks: does it live, is it ready, how is it doing. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList } from 'node:net';
import { type Request, Router } from 'express';
import { pendingMigrations } from '../../../db/migrate.ts';
import type { Db } from '../../../db/open.ts';
import { errorText } from '../kit/errors.ts';
import type { Metrics } from '../metrics.ts';

export interface OperatorOptions {
  db: Db;
  metrics: Metrics;
  /** Where the world finds this app: of APP_URL. */
  publicHost: string;
  /** Null: metrics are for private addresses only. */
  metricsToken: string | null;
  /** False once the process is stopping: no new request should be sent here. */
  accepting: () => boolean;
}

export function operatorRoutes({ db, metrics, publicHost, metricsToken, accepting }: OperatorOptions): Router {
  const router = Router();
  router.use(['/healthz', '/readyz', '/metrics'], (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  router.get('/readyz', async (request, response) => {
    const detailed = fromPrivateAddress(request, publicHost);
    const reason = accepting() ? await notReady(db, detailed) : 'stopping';
    response.status(reason === null ? 200 : 503).json(reason === null ? { ok: true } : { ok: false, reason });
  });
  router.get('/metrics', async (request, response) => {
    if (!(metricsToken === null ? fromPrivateAddress(request, publicHost) : carries(request, metricsToken))) {
      response.status(404).type('text/plain').send('Not found');
      return;
    }
    response.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}

/** Whoever asks gives up soon, so a database that does not answer at all is as good as none. */
const LONGEST_LOOK_MS = 3_000;

/** `detailed`: the database's own words, which may name hosts and users. */
async function notReady(db: Db, detailed: boolean): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), LONGEST_LOOK_MS);
  });
  try {
    const pending = await Promise.race([pendingMigrations(db), late]);
    return pending.length === 0 ? null : `migrations to run: ${pending.join(', ')}`;
  } catch (error) {
    return detailed ? `database: ${errorText(error)}` : 'database';
  } finally {
    clearTimeout(timer);
  }
}

/** In development the public address is this machine's own. */
const LOOPBACK = /^(localhost|127\.|\[::1\])/;

const PRIVATE = new BlockList();
PRIVATE.addSubnet('127.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');

/** What proxies and tunnels add, each its own. */
const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'cf-connecting-ip',
];

/**
 * Behind a proxy every request comes from a private address, so one that was forwarded, or asks for the public address of this app,
 * is not taken for private. (A proxy that says nothing of itself and asks for this process by its own name cannot be told apart.)
 */
function fromPrivateAddress(request: Request, publicHost: string): boolean {
  if (FORWARDED.some((name) => request.get(name) !== undefined)) return false;
  const address = request.socket.remoteAddress ?? '';
  const asked = request.get('host') ?? '';
  if (asked.toLowerCase() === publicHost && !LOOPBACK.test(asked)) return false;
  const ipv4 = address.replace(/^::ffff:/, '');
  return PRIVATE.check(ipv4, ipv4.includes(':') ? 'ipv6' : 'ipv4');
}

function carries(request: Request, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.get('authorization') ?? ''), digest(`Bearer ${token}`));
}
