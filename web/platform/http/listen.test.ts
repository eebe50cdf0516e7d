import { Agent, request } from 'node:http';
import { sendBytes } from '../../../test/support/attacker.ts';
import { expect, test } from 'vitest';
import { type Listening, listen } from './listen.ts';

/** One request on a connection that its client would like to keep. */
function ask(agent: Agent, { port }: Listening): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ agent, port, host: '127.0.0.1' }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve(body));
    })
      .on('error', reject)
      .end();
  });
}

test('stopping answers what has begun, and ends although clients keep their connections busy', async () => {
  let release = () => {};
  const begun = Promise.withResolvers<void>();
  const server = await listen(
    (_request, response) => {
      release = () => response.end('done');
      begun.resolve();
    },
    0,
    '127.0.0.1',
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const answer = ask(agent, server);
  await begun.promise;
  const stopped = server.stop();
  // Keeps the connection busy as soon as it is free, as a proxy with many requests does.
  const next = ask(agent, server).catch((error: unknown) => error);
  release();
  expect(await answer).toBe('done');
  await stopped;
  expect(await next).toBeInstanceOf(Error);
  agent.destroy();
});

test('an unused connection is kept longer than proxies keep theirs', async () => {
  const server = await listen((_request, response) => response.end(), 0, '127.0.0.1');
  const agent = new Agent({ keepAlive: true });
  const seconds = await new Promise<number>((resolve, reject) => {
    request({ agent, port: server.port, host: '127.0.0.1' }, (response) => {
      response
        .resume()
        .on('end', () => resolve(Number(/timeout=(\d+)/.exec(String(response.headers['keep-alive']))?.[1])));
    })
      .on('error', reject)
      .end();
  });
  expect(seconds).toBeGreaterThan(120);
  await server.stop();
  agent.destroy();
});

test('a port that is taken is an error', async () => {
  const first = await listen((_request, response) => response.end(), 0, '127.0.0.1');
  await expect(listen((_request, response) => response.end(), first.port, '127.0.0.1')).rejects.toThrow(/EADDRINUSE/);
  await first.stop();
});

test.each([
  ['a head', 'GET / HTTP/1.1\r\nX-Slow: '],
  ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nslow'],
])('whoever sends %s letter by letter is cut off', async (_what, beginning) => {
  const limits = { headMs: 40, requestMs: 80, lookEveryMs: 20 };
  const server = await listen((request) => void request.resume(), 0, '127.0.0.1', limits);
  expect(await sendBytes(`http://127.0.0.1:${server.port}`, beginning)).toMatch(/^HTTP\/1\.1 408 /);
  await server.stop();
});
