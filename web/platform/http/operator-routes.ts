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
  /** Null: metrics are for private addresses only. */
  metricsToken: string | null;
  /** False once the process is stopping: no new request should be sent here. */
  accepting: () => boolean;
}

export function operatorRoutes({ db, metrics, metricsToken, accepting }: OperatorOptions): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ ok: true });
  });
  router.get('/readyz', async (_request, response) => {
    const reason = accepting() ? await notReady(db) : 'stopping';
    response.status(reason === null ? 200 : 503).json(reason === null ? { ok: true } : { ok: false, reason });
  });
  router.get('/metrics', async (request, response) => {
    if (!(metricsToken === null ? fromPrivateAddress(request) : carries(request, metricsToken))) {
      response.status(404).type('text/plain').send('Not found');
      return;
    }
    response.type(metrics.contentType).send(await metrics.text());
  });
  return router;
}

async function notReady(db: Db): Promise<string | null> {
  try {
    const pending = await pendingMigrations(db);
    return pending.length === 0 ? null : `migrations to run: ${pending.join(', ')}`;
  } catch (error) {
    return `database: ${errorText(error)}`;
  }
}

const PRIVATE = new BlockList();
PRIVATE.addSubnet('127.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4');
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4');
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4');
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');

/** Behind a proxy every request comes from a private address, so one that was forwarded is not taken for private. */
function fromPrivateAddress(request: Request): boolean {
  if (request.get('x-forwarded-for') !== undefined || request.get('forwarded') !== undefined) return false;
  const address = request.socket.remoteAddress ?? '';
  const ipv4 = address.replace(/^::ffff:/, '');
  return PRIVATE.check(ipv4, ipv4.includes(':') ? 'ipv6' : 'ipv4');
}

function carries(request: Request, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.get('authorization') ?? ''), digest(`Bearer ${token}`));
}
