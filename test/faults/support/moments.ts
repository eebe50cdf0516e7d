/**
 * The moments at which a process is killed. What passes between the app and Shopify passes through this process, on Shopify's side,
 * so that a kill can hit the very instant; the rest is a matter of milliseconds after the start.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

export const moments = {
  'while it starts': null,
  'while it works': null,
  'when a webhook reaches it': 'http.client.request.start',
  'when it has acknowledged one': 'http.client.response.finish',
  'when it asks Shopify': 'http.server.request.start',
  'when Shopify has answered it': 'http.server.response.finish',
} as const;
export type Moment = keyof typeof moments;

/** Resolves at the n-th such moment from now; null when none came within `patienceMs`. */
export function comes(moment: Moment, nth: number, patienceMs: number): Promise<Moment | null> {
  const channel = moments[moment];
  return new Promise((resolve) => {
    let left = nth;
    const finish = (what: Moment | null) => {
      clearTimeout(timer);
      if (channel) unsubscribe(channel, hear);
      resolve(what);
    };
    const hear = (message: unknown) => {
      if (isBusiness(message) && (left -= 1) === 0) finish(moment);
    };
    const timer = setTimeout(() => finish(channel ? null : moment), patienceMs);
    if (channel) subscribe(channel, hear);
  });
}

/** Webhooks one way, Admin API and tokens the other; not the conversation about the clock, nor the test's own calls. */
function isBusiness(message: unknown): boolean {
  const { request } = message as { request: ClientRequest | IncomingMessage };
  const path = 'path' in request ? request.path : (request.url ?? '');
  return path === '/api/webhooks' || path.startsWith('/admin/');
}
