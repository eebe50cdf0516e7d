/**
 * Fetches the file of a bulk operation. Its address comes from outside, so only Shopify's storage is asked (or the simulator, where one
 * is configured), without redirects, and not for ever.
 */
import { jsonLines, type LineBatch } from './json-lines.ts';

const STORAGE_HOSTS = new Set(['storage.googleapis.com']);
/** Half an hour for one go: what has come by then is kept, and the next one continues. */
const LONGEST_MS = 30 * 60_000;
/** Far more than the orders of the largest stores; whoever sends more means harm. */
const LARGEST_BYTES = 64 * 2 ** 30;

/** `gone`: the address is known no more (they end after seven days), so the operation has to run again. */
export type BulkResult = { kind: 'lines'; batches: AsyncIterable<LineBatch> } | { kind: 'gone' };
/** Reads from the byte `from`, which must be the beginning of a line. */
export type OpenBulkResult = (url: string, from: number) => Promise<BulkResult>;

export function createBulkResults(simulatorUrl: string | null): OpenBulkResult {
  return async (url, from) => {
    const address = bulkResultAddress(url, simulatorUrl);
    if (address === null) throw new Error('the result of a bulk operation is not at an address of Shopify’s storage');
    const response = await fetch(address, {
      // Positions count bytes of the file itself.
      headers: { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${from}-` }) },
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    // Nothing after this byte.
    if (response.status === 416) return { kind: 'lines', batches: none() };
    if ([400, 403, 404, 410].includes(response.status)) {
      await response.body?.cancel();
      return { kind: 'gone' };
    }
    if (!response.ok || !response.body) throw new Error(`the result of a bulk operation answered ${response.status}`);
    const startsAt = response.status === 206 ? from : 0;
    return { kind: 'lines', batches: jsonLines(response.body, { startsAt, from, largest: LARGEST_BYTES }) };
  };
}

/** Null when this server must not be sent there. */
export function bulkResultAddress(url: string, simulatorUrl: string | null): URL | null {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || address.username !== '' || address.password !== '') return null;
  if (simulatorUrl !== null) return address.origin === new URL(simulatorUrl).origin ? address : null;
  const standard = address.protocol === 'https:' && address.port === '';
  return standard && STORAGE_HOSTS.has(address.hostname) ? address : null;
}

async function* none(): AsyncGenerator<LineBatch> {}
