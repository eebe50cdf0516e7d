/** One POST to the app under Shopify's limits: 1 s to connect, 5 s in all, no redirects, connections kept alive. */
import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface PostLimits {
  connectMs: number;
  totalMs: number;
}
export const shopifyLimits: PostLimits = { connectMs: 1000, totalMs: 5000 };
export interface PostResult {
  status: number | null;
  error: string | null;
  ms: number;
}
export interface Poster {
  post(address: string, headers: Record<string, string>, body: Buffer): Promise<PostResult>;
  close(): void;
}

export function createPoster(connections: number, limits: PostLimits = shopifyLimits): Poster {
  const options = { keepAlive: true, maxSockets: connections };
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };

  const once = (
    address: string,
    headers: Record<string, string>,
    body: Buffer,
  ): Promise<PostResult & { stale: boolean }> =>
    new Promise((resolve) => {
      const started = performance.now();
      const url = new URL(address);
      const settings = { method: 'POST', headers: { ...headers, 'Content-Length': String(body.length) } };
      const secure = url.protocol === 'https:';
      const request: ClientRequest = secure
        ? httpsRequest(url, { ...settings, agent: agents['https:'] })
        : httpRequest(url, { ...settings, agent: agents['http:'] });
      let connecting: NodeJS.Timeout | undefined;
      let done = false;
      const finish = (status: number | null, error: string | null, stale = false): void => {
        if (done) return;
        done = true;
        clearTimeout(connecting);
        clearTimeout(whole);
        if (error !== null) request.destroy();
        resolve({ status, error, ms: Math.round(performance.now() - started), stale });
      };
      const whole = setTimeout(() => finish(null, `no answer within ${limits.totalMs} ms`), limits.totalMs);
      request.on('socket', (socket) => {
        if (!socket.connecting) return;
        connecting = setTimeout(() => finish(null, `no connection within ${limits.connectMs} ms`), limits.connectMs);
        socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(connecting));
      });
      request.on('response', (response: IncomingMessage) => {
        response.on('end', () => finish(response.statusCode ?? null, null));
        response.on('error', (error) => finish(null, error.message));
        response.resume();
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        finish(null, error.code ?? error.message, request.reusedSocket && error.code === 'ECONNRESET');
      });
      request.end(body);
    });

  return {
    async post(address, headers, body) {
      const result = await once(address, headers, body);
      // The app may close an idle connection in the moment when it is used again: nobody has read the request then.
      return result.stale ? once(address, headers, body) : result;
    },
    close() {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
}
