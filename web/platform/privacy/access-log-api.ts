import { idDigits } from '../kit/ids.ts';
import type { AdminRequest, AdminRoute, Services } from '../manifest.ts';
import { accessLogPage } from './access-log.ts';
import type { AccessLogPage } from './api-types.ts';

const PAGE = 100;

/** It names nobody but the staff, and customers by their numbers. */
export const accessLogRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/access-log',
    handle: async (services, request) => ({ body: await showLog(services, request) }),
  },
];

async function showLog({ db }: Services, { shopId, query }: AdminRequest): Promise<AccessLogPage> {
  const after = query.get('after') ?? '';
  const customer = query.get('customer');
  const customerId = idDigits(customer);
  // An id that cannot be one has no entries.
  if (customer && customerId === null) return { entries: [], next: null };
  const found = await accessLogPage(db.read, shopId, {
    customerId,
    before: /^\d{15}-[0-9a-f]{12}$/.test(after) ? after : null,
    limit: PAGE + 1,
  });
  const shown = found.slice(0, PAGE);
  return {
    entries: shown.map(({ entry }) => entry),
    next: found.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
  };
}
