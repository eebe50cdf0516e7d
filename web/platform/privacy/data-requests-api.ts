/** The admin's routes for requests for personal data. */
import type { TextFile } from '../kit/csv.ts';
import { z } from 'zod';
import type { ShopId } from '../kit/ids.ts';
import { invalid, notFound } from '../kit/errors.ts';
import type { AdminRequest, AdminRoute, Seen, Services } from '../manifest.ts';
import type { AccessKind, DataRequestDetail, DataRequestPage, DataRequestRow } from './api-types.ts';
import { exportFile, isFileFormat } from './export-file.ts';
import { ANSWER_WITHIN, KEPT } from './limits.ts';
import { sectionsOf } from './old-exports.ts';
import { cellText, languageOf } from './sections.ts';
import {
  countOpen,
  type DataRequestRecord,
  dataRequests,
  findDataRequest,
  markDone,
  type RequestedPerson,
} from './store.ts';

const PAGE = 50;
const NOBODY: RequestedPerson = { customerId: null, name: null, email: null, phone: null };

export const dataRequestRoutes: AdminRoute[] = [
  {
    method: 'GET',
    path: '/data-requests',
    handle: async (services, request) => ({ body: await showList(services, request) }),
    personal: (_request, body) => seenIn('data_requests', (body as DataRequestPage).requests),
  },
  {
    method: 'GET',
    path: '/data-requests/:id',
    handle: async (services, request) => ({ body: await showOne(services, request) }),
    personal: (_request, body) => seenIn('data_request', [body as DataRequestDetail]),
  },
  {
    method: 'GET',
    path: '/data-requests/:id/file',
    async handle(services, { shopId, params, query }) {
      return { body: await fileOf(services, shopId, params.id, query) };
    },
    personal: () => ({ what: 'export', customerIds: [], people: 1 }),
  },
  {
    method: 'POST',
    path: '/data-requests/:id/done',
    handle: async (services, request) => ({ body: await done(services, request) }),
    personal: (_request, body) => seenIn('data_request', [body as DataRequestDetail]),
  },
];

/** Requests of people who are not kept any more show nobody. */
function seenIn(what: AccessKind, requests: readonly DataRequestRow[]): Seen | null {
  const shown = requests.filter(({ person }) => Object.values(person).some((value) => value !== null));
  if (shown.length === 0) return null;
  return { what, customerIds: shown.flatMap(({ person }) => person.customerId ?? []), people: shown.length };
}

async function showList({ db, clock }: Services, { shopId, query }: AdminRequest): Promise<DataRequestPage> {
  const after = query.get('after') ?? '';
  const offset = /^\d{1,6}$/.test(after) ? Number(after) : 0;
  const found = await dataRequests(db.read, shopId, { offset, limit: PAGE + 1 });
  return {
    requests: found.slice(0, PAGE).map((record) => row(record, clock.now())),
    open: await countOpen(db.read, shopId),
    next: found.length > PAGE ? String(offset + PAGE) : null,
  };
}

async function showOne(services: Services, { shopId, params, query }: AdminRequest): Promise<DataRequestDetail> {
  const language = languageOf(query.get('locale'));
  const record = await recordOr404(services, shopId, params.id);
  return {
    ...row(record, services.clock.now()),
    sections: sectionsOf(record.export).map(({ id, title, columns, rows }) => ({
      id,
      title: title[language],
      columns: columns.map((column) => column.title[language]),
      rows: rows.map((cells) => cells.map((cell) => cellText(cell, language))),
    })),
  };
}

async function fileOf(
  services: Services,
  shopId: ShopId,
  id: string | undefined,
  query: URLSearchParams,
): Promise<TextFile> {
  const format = query.get('format') ?? 'html';
  if (!isFileFormat(format)) throw invalid('format must be html, csv or json', 'format');
  const record = await recordOr404(services, shopId, id);
  if (record.content === 'erased' || record.content === 'expired') throw notFound('There is no copy any more.');
  const copy = {
    requestId: record.request_id,
    requestedAt: record.requested_at,
    sections: sectionsOf(record.export),
  };
  return exportFile(copy, format, languageOf(query.get('locale')));
}

async function done(services: Services, request: AdminRequest): Promise<DataRequestDetail> {
  const { shopId, staffId, params, body } = request;
  const asked = z.object({ done: z.boolean() }).safeParse(body);
  if (!asked.success) throw invalid('done must be true or false', 'done');
  const record = await recordOr404(services, shopId, params.id);
  const now = services.clock.now();
  await services.db.transaction((tx) =>
    markDone(tx, shopId, record.request_id, asked.data.done ? { at: now, by: staffId } : null),
  );
  return showOne(services, request);
}

async function recordOr404({ db }: Services, shopId: ShopId, id: string | undefined): Promise<DataRequestRecord> {
  const record = await findDataRequest(db.read, shopId, id ?? '');
  if (record) return record;
  throw notFound('There is no such request.');
}

function row(record: DataRequestRecord, now: number): DataRequestRow {
  const dueAt = record.requested_at + ANSWER_WITHIN;
  const kept = record.content === 'held' || record.person !== null;
  const latest = record.requested_at + KEPT.copy;
  return {
    id: record.request_id,
    state: record.done_at === null ? 'open' : 'done',
    content: record.content,
    person: record.person === null ? { ...NOBODY, customerId: record.customer_id } : personIn(record.person),
    requestedAt: iso(record.requested_at),
    dueAt: iso(dueAt),
    overdue: record.done_at === null && now > dueAt,
    doneAt: record.done_at === null ? null : iso(record.done_at),
    doneBy: record.done_by,
    keptUntil: kept
      ? iso(record.done_at === null ? latest : Math.min(latest, record.done_at + KEPT.copyAfterDone))
      : null,
  };
}

function personIn(json: string): RequestedPerson {
  return { ...NOBODY, ...(JSON.parse(json) as Partial<RequestedPerson>) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
