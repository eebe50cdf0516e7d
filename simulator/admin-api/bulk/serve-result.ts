/**
 * The address of a result: no token is asked, the signature and the end of its validity stand in it, as in the signed
 * addresses of Google Cloud Storage that Shopify hands out. Parts can be asked for, so that a reader that lost the
 * connection goes on where it was.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Request, Response } from 'express';
import { complain } from '../../complain.ts';
import type { Simulator } from '../../context.ts';
import { refusedByFault } from '../../control/faulty-answers.ts';
import type { FaultKind, Faults } from '../../control/faults.ts';
import type { BulkOperation } from '../../world/types.ts';
import { hasExpired, RESULT_KEPT } from './operation-state.ts';
import type { BulkOperations } from './run-operations.ts';

/** Below the simulator's own address, in place of https://storage.googleapis.com. */
export const RESULT_PATH = '/storage.googleapis.com/shopify-tiers-assets-prod-us-east1/bulk-operation-outputs';

/** Null when there is no result, or no longer. */
export function resultUrl(simulator: Simulator, operation: BulkOperation): string | null {
  const { file, endedAt, status, id } = operation;
  if (file === null || endedAt === null || hasExpired(operation, simulator.world.now())) return null;
  const name = `${file}-${status === 'COMPLETED' ? 'final' : 'partial'}`;
  const expires = String(Math.floor((endedAt + RESULT_KEPT) / 1000));
  const query = new URLSearchParams({
    GoogleAccessId: 'assets-us-prod@shopify-tiers.iam.gserviceaccount.com',
    Expires: expires,
    Signature: signature(simulator, name, expires).toString('base64'),
    'response-content-disposition': `attachment; filename="bulk-${id}.jsonl"; filename*=UTF-8''bulk-${id}.jsonl`,
    'response-content-type': 'application/jsonl',
  });
  return `${simulator.url()}${RESULT_PATH}/${name}?${query}`;
}

function signature({ app }: Simulator, name: string, expires: string): Buffer {
  return createHmac('sha256', app.apiSecret).update(`GET\n${expires}\n${name}`).digest();
}

export function serveResult(
  simulator: Simulator,
  bulk: BulkOperations,
  name: string,
  request: Request,
  response: Response,
): void {
  const fault = simulator.faults.at('bulkResult')?.kind ?? null;
  if (refusedByFault(fault === 'throttled' ? '429' : fault, request, response)) return;
  const refusal = refusalOf(simulator, name, request);
  if (refusal) return storageError(response, ...refusal);
  send(bulk.files.path(name.replace(/-(final|partial)$/, '')), name, simulator.faults, fault, request, response).catch(
    (error: unknown) => {
      if (isMissing(error)) return storageError(response, 404, 'NoSuchKey', 'The specified key does not exist.');
      complain(`The bulk result ${name} could not be sent`, error);
      response.destroy();
    },
  );
}

type Refusal = [status: number, code: string, message: string];

function refusalOf(simulator: Simulator, name: string, { query }: Request): Refusal | null {
  const { Expires: expires, Signature: given } = query;
  if (typeof expires !== 'string' || typeof given !== 'string') {
    return [403, 'AccessDenied', 'Access denied.'];
  }
  const expected = signature(simulator, name, expires);
  const read = Buffer.from(given, 'base64');
  if (read.length !== expected.length || !timingSafeEqual(read, expected)) {
    return [403, 'SignatureDoesNotMatch', 'Access denied.'];
  }
  return simulator.world.now() >= Number(expires) * 1000
    ? [400, 'ExpiredToken', 'The provided token has expired.']
    : null;
}

function storageError(response: Response, status: number, code: string, message: string): void {
  response
    .status(status)
    .type('application/xml')
    .send(`<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);
}

async function send(
  path: string,
  name: string,
  faults: Faults,
  fault: FaultKind | null,
  request: Request,
  response: Response,
) {
  const { size } = await stat(path);
  const etag = `"${name}"`;
  response.set({ 'Content-Type': 'application/jsonl', 'Accept-Ranges': 'bytes', ETag: etag });
  if (fault === 'timeout') return faults.hang(response);
  if (fault === 'garbage') {
    response.send('<html><body><h1>We are sorry, something went wrong</h1></body></html>\n');
    return;
  }
  const range = wantedRange(request, size, etag);
  if (range === 'unsatisfiable') {
    response.status(416).set('Content-Range', `bytes */${size}`).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) response.status(206).set('Content-Range', `bytes ${start}-${end}/${size}`);
  const length = end - start + 1;
  response.set('Content-Length', String(length));
  const last = fault === 'half' ? start + Math.ceil(length / 2) - 1 : end;
  const stream = createReadStream(path, { start, end: last });
  stream.pipe(response, { end: fault !== 'half' });
  await new Promise<void>((resolve, reject) => {
    stream.once('error', reject);
    response.once('close', resolve);
    // The rest never comes: the connection ends before the promised length.
    if (fault === 'half') stream.once('end', () => response.write('', () => response.destroy()));
  });
  stream.destroy();
}

function wantedRange(
  request: Request,
  size: number,
  etag: string,
): { start: number; end: number } | 'unsatisfiable' | null {
  const condition = request.get('if-range');
  if (condition !== undefined && condition !== etag) return null;
  const ranges = request.range(size);
  if (ranges === -1) return 'unsatisfiable';
  // Several at once are answered with the whole, which is allowed.
  const [range, ...more] = Array.isArray(ranges) && ranges.type === 'bytes' ? ranges : [];
  return range && more.length === 0 ? range : null;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
