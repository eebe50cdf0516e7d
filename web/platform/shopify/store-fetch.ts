/** The one place that sends a request to a store. With a simulator configured, the same request goes there instead. */
import { shopDomain } from '../kit/ids.ts';

export interface StoreRequest {
  method: 'POST';
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
}
/** `path` begins with a slash. Throws when `domain` is no store: nobody can make this server call another host. */
export type StoreFetch = (domain: string, path: string, request: StoreRequest) => Promise<Response>;

/** `patience`: the part of its time for which an answer is waited. */
export function createStoreFetch(simulatorUrl: string | null, patience = 1): StoreFetch {
  return (domain, path, { timeoutMs, headers, ...rest }) => {
    const host = shopDomain(domain);
    if (host === null || !path.startsWith('/')) throw new Error(`not an address of a store: ${domain}${path}`);
    return fetch(simulatorUrl === null ? `https://${host}${path}` : `${simulatorUrl}${path}`, {
      ...rest,
      headers: { ...headers, ...(simulatorUrl !== null && { 'x-forwarded-host': host }) },
      signal: AbortSignal.timeout(timeoutMs * patience),
      redirect: 'error',
    });
  };
}
