/** Bringing balances from another programme, and taking them along to another one. */
import { z } from 'zod';
import { conflict, notFound, understood } from '../../platform/kit/errors.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { AdminRequest, AdminResponse, AdminRoute, Services } from '../../platform/manifest.ts';
import type { BalanceImport, BalanceImportDetail, BalanceImports } from './api-types.ts';
import { checkFile } from './check-file.ts';
import { balancesFile } from './export-balances.ts';
import { IMPORT_BALANCES } from './job-kind.ts';
import { countRows, findImport, type ImportRow, latestImports, moveImport, problemRows } from './store.ts';

const LATEST = 20;
const PROBLEMS = 100;

const fileRequest = z.object({
  name: z.string().trim().min(1, 'The name of the file').max(255),
  text: z.string().min(1, 'The text of the file'),
});
const startRequest = z.object({ good: z.number().int().min(0), points: z.number().int().min(0) });

export const adminRoutes: AdminRoute[] = [
  { method: 'GET', path: '/balances/imports', handle: showImports },
  { method: 'POST', path: '/balances/imports', handle: check, bodyLimit: '20mb' },
  { method: 'GET', path: '/balances/imports/:id', handle: showImport },
  { method: 'POST', path: '/balances/imports/:id/start', handle: start },
  { method: 'POST', path: '/balances/imports/:id/undo', handle: undo },
  {
    method: 'GET',
    path: '/balances/file',
    handle: async (services, { shopId }) => ({ body: await balancesFile(services, shopId) }),
    personal: () => ({ what: 'export', customerIds: [] }),
  },
];

async function showImports({ db }: Services, { shopId }: AdminRequest): Promise<AdminResponse> {
  const rows = await latestImports(db.read, shopId, LATEST);
  const imports = await Promise.all(rows.map((row) => shown(db.read, shopId, row)));
  return { body: { imports } satisfies BalanceImports };
}

async function check(services: Services, { shopId, staffId, body }: AdminRequest): Promise<AdminResponse> {
  const { name, text } = understood(fileRequest, body);
  return detail(services, shopId, await checkFile(services, shopId, { name, text, staffId }));
}

async function showImport(services: Services, { shopId, params }: AdminRequest): Promise<AdminResponse> {
  return detail(services, shopId, params.id);
}

async function start(services: Services, { shopId, staffId, params, body }: AdminRequest): Promise<AdminResponse> {
  const expected = understood(startRequest, body);
  const { import_id: id, state } = await importOr404(services, shopId, params.id);
  if (state === 'importing' || state === 'done') return detail(services, shopId, id);
  await services.db.transaction(async (tx) => {
    const { good, points } = await countRows(tx, shopId, id);
    if (good !== expected.good || points !== expected.points)
      throw conflict('The file says something else than was shown. Look at it again.');
    if (!(await moveImport(tx, shopId, id, ['checked'], { state: 'importing', staffId })))
      throw conflict('This import was taken back or begun meanwhile.');
    await services.addJob(tx, { kind: IMPORT_BALANCES, shopId, key: id });
  });
  return detail(services, shopId, id, 202);
}

async function undo(services: Services, { shopId, staffId, params }: AdminRequest): Promise<AdminResponse> {
  const { import_id: id, state } = await importOr404(services, shopId, params.id);
  if (state === 'undoing' || state === 'undone') return detail(services, shopId, id);
  await services.db.transaction(async (tx) => {
    if (!(await moveImport(tx, shopId, id, ['done'], { state: 'undoing', finishedAt: null, staffId })))
      throw conflict('Only what has been imported can be taken back.');
    await services.addJob(tx, { kind: IMPORT_BALANCES, shopId, key: id });
  });
  return detail(services, shopId, id, 202);
}

async function detail(
  services: Services,
  shopId: ShopId,
  id: string | undefined,
  status = 200,
): Promise<AdminResponse> {
  const { db } = services;
  const row = await importOr404(services, shopId, id);
  const problems = await problemRows(db.read, shopId, row.import_id, PROBLEMS);
  return { status, body: { ...(await shown(db.read, shopId, row)), problems } satisfies BalanceImportDetail };
}

async function importOr404({ db }: Services, shopId: ShopId, id: string | undefined): Promise<ImportRow> {
  const row = await findImport(db.read, shopId, id ?? '');
  if (row) return row;
  throw notFound('There is no such import.');
}

async function shown(handle: Services['db']['read'], shopId: ShopId, row: ImportRow): Promise<BalanceImport> {
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    id: row.import_id,
    name: row.name,
    state: row.state,
    checkedAt: iso(row.checked_at),
    finishedAt: row.finished_at === null ? null : iso(row.finished_at),
    ...(await countRows(handle, shopId, row.import_id)),
  };
}
