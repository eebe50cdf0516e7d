/** A process of an app, as the clock's protocol sees it: it follows the time, and has work that falls due at given moments. */
import { createServer, type Server } from 'node:http';

export interface FakeApp {
  url: string;
  /** Moments at which it worked, by its own clock. */
  worked: number[];
  /** The time that it follows, and whether due work may start. */
  now(): number;
  /** Work that is still to do. */
  due: number[];
  /** While it is busy it does not answer that it is done. */
  busy: string | null;
  /** A moment that it names as due and at which it does nothing. */
  stuck: number | null;
  received: string[];
  answer: number;
  stop(): Promise<void>;
}

export async function startFakeApp(simulatorUrl: () => string, id = 'process-1'): Promise<FakeApp> {
  let now = 0;
  let released = false;
  let worked = false;
  let ask = 0;
  const ending = new AbortController();
  const app: FakeApp = {
    url: '',
    worked: [],
    now: () => now,
    due: [],
    busy: null,
    stuck: null,
    received: [],
    answer: 200,
    async stop() {
      ending.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      app.received.push(
        `${request.method} ${request.url?.split('?')[0]} ${String(request.headers['x-shopify-topic'] ?? '')}`.trim(),
      );
      worked = true;
      const authorized = request.headers.authorization !== undefined;
      response.writeHead(app.answer, { 'Content-Type': 'application/json' });
      response.end(
        JSON.stringify({ path: request.url, authorized, forwarded: request.headers['x-forwarded-for'] ?? null }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  app.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;

  const say = async (path: string, body: Record<string, unknown>): Promise<void> => {
    const response = await fetch(`${simulatorUrl()}/_simulator/clock/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ process: id, ...body }),
    });
    await response.body?.cancel();
  };
  const work = (): void => {
    while (released && (app.due[0] ?? Number.POSITIVE_INFINITY) <= now) {
      app.worked.push(app.due.shift() ?? 0);
      worked = true;
    }
  };
  const hear = async (message: { kind: string; rev?: number; now?: string; ask?: number }): Promise<void> => {
    if (message.kind === 'time') {
      released = false;
      now = Date.parse(message.now ?? '');
      await say('ack', { rev: message.rev });
    }
    if (message.kind === 'release') {
      released = true;
      work();
    }
    if (message.kind === 'status')
      await say('status', { ask: message.ask, unfinished: app.busy === null ? [] : [app.busy] });
    if (message.kind === 'report') {
      ask = message.ask ?? 0;
      void reportWhenDone(ask);
    }
  };
  const reportWhenDone = async (wanted: number): Promise<void> => {
    while (app.busy !== null || !released) {
      if (ending.signal.aborted || ask !== wanted) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
    const next = app.stuck ?? app.due[0];
    await say('report', {
      ask: wanted,
      didWork: worked,
      nextDue: next === undefined ? null : new Date(next).toISOString(),
      deadLetters: 0,
      unfinished: [],
    });
    worked = false;
  };
  const listen = async (): Promise<void> => {
    const response = await fetch(`${simulatorUrl()}/_simulator/clock/stream?process=${id}&role=all`, {
      signal: ending.signal,
    });
    let rest = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line) await hear(JSON.parse(line));
    }
  };
  void listen().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  return app;
}
