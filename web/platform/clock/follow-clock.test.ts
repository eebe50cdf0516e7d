import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../kit/log.ts';
import { type Business, type FollowedClock, followClock } from './follow-clock.ts';

/** The other side of the conversation, which says what the test says. */
let server: Server;
let url: string;
let streams: ServerResponse[];
let answers: { path: string; body: Record<string, unknown> }[];
let clock: FollowedClock | null;
let wall: number;

beforeEach(async () => {
  streams = [];
  answers = [];
  wall = 50_000;
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://simulator');
    if (pathname.endsWith('/stream')) {
      expect(searchParams.get('role')).toBe('all');
      streams.push(response);
      response.flushHeaders();
      return;
    }
    let text = '';
    request.on('data', (chunk) => (text += chunk));
    request.on('end', () => {
      answers.push({ path: pathname.split('/').at(-1) ?? '', body: JSON.parse(text) as Record<string, unknown> });
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await clock?.stop();
  clock = null;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const say = (...messages: unknown[]) =>
  streams.at(-1)?.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
const time = (rev: number, now: string, running = false) => ({ kind: 'time', rev, now, running });
async function answered(path: string, count = 1) {
  const found = () => answers.filter((answer) => answer.path === path);
  await expect.poll(() => found().length).toBeGreaterThanOrEqual(count);
  return found().at(-1)?.body;
}

/** What the rest of the program was told of each new time, and whether the simulator had its answer by then. */
const told: { ms: number; running: boolean; acknowledged: number }[] = [];
function follow(changes: Partial<Business> = {}, onRelease: () => void = () => {}) {
  const followed = followClock(url, createLog('silent'), () => wall);
  clock = followed;
  const business: Business = {
    unfinished: async () => [],
    worked: () => 0,
    nextDue: async () => null,
    deadLetters: async () => 0,
    ...changes,
  };
  return {
    clock: followed,
    started: followed.start({
      role: 'all',
      business,
      onRelease,
      onTime: async (now) =>
        void told.push({ ...now, acknowledged: answers.filter(({ path }) => path === 'ack').length }),
    }),
  };
}
async function started(changes: Partial<Business> = {}, onRelease: () => void = () => {}) {
  const { clock, started } = follow(changes, onRelease);
  await expect.poll(() => streams).toHaveLength(1);
  say(time(1, '2026-03-02T03:00:00.000Z'), { kind: 'release', rev: 1 });
  await started;
  return clock;
}

test('nothing starts before the first time has come and everybody has it', async () => {
  const { clock, started } = follow();
  let ready = false;
  void started.then(() => (ready = true));
  await expect.poll(() => streams).toHaveLength(1);
  say(time(7, '2026-03-02T03:00:00.000Z'));
  expect(await answered('ack')).toMatchObject({ rev: 7, process: expect.any(String) });
  expect({ ready, held: clock.held() }).toEqual({ ready: false, held: true });
  say({ kind: 'release', rev: 7 });
  await started;
  expect(clock.held()).toBe(false);
  expect(new Date(clock.now()).toISOString()).toBe('2026-03-02T03:00:00.000Z');
});

test('between the two phases the new time is known and work is held; then it is told to start', async () => {
  const onRelease = vi.fn();
  const clock = await started({}, onRelease);
  onRelease.mockClear();
  say(time(2, '2026-03-16T03:00:00.000Z'));
  await answered('ack', 2);
  expect({ held: clock.held(), now: clock.now() }).toEqual({ held: true, now: Date.parse('2026-03-16T03:00:00.000Z') });
  expect(onRelease).not.toHaveBeenCalled();
  // The database was told before the simulator was answered: only so is nobody released into an older time.
  expect(told.at(-1)).toEqual({ ms: Date.parse('2026-03-16T03:00:00.000Z'), running: false, acknowledged: 1 });
  say({ kind: 'release', rev: 2 });
  await expect.poll(() => onRelease.mock.calls).toHaveLength(1);
});

test('it stands still or runs with the wall, and never goes back', async () => {
  const clock = await started();
  const frozen = clock.now();
  wall += 5_000;
  expect(clock.now()).toBe(frozen);
  say(time(2, new Date(frozen).toISOString(), true));
  await answered('ack', 2);
  wall += 5_000;
  expect(clock.now()).toBe(frozen + 5_000);
  wall -= 60_000;
  expect(clock.now()).toBe(frozen + 5_000);
});

test('a report is held back until nothing is left, and says whether something was done since the last', async () => {
  let unfinished = ['request: webhooks'];
  let worked = 0;
  const clock = await started({
    unfinished: async () => unfinished,
    worked: () => worked,
    nextDue: async () => Date.parse('2026-03-16T03:00:00.000Z'),
    deadLetters: async () => 2,
  });
  say({ kind: 'report', ask: 4 }, { kind: 'status', ask: 5 });
  expect(await answered('status')).toMatchObject({ ask: 5, unfinished: ['request: webhooks'] });
  expect(answers.map(({ path }) => path)).not.toContain('report');
  worked = 3;
  unfinished = [];
  clock.activity();
  expect(await answered('report')).toMatchObject({
    ask: 4,
    didWork: true,
    nextDue: '2026-03-16T03:00:00.000Z',
    deadLetters: 2,
  });
  say({ kind: 'report', ask: 6 });
  expect(await answered('report', 2)).toMatchObject({ ask: 6, didWork: false });
});

test('what ends while it looks whether anything is left is not waited for', async () => {
  const looks: ((unfinished: string[]) => void)[] = [];
  const clock = await started({ unfinished: () => new Promise((resolve) => looks.push(resolve)) });
  say({ kind: 'report', ask: 4 });
  await expect.poll(() => looks).toHaveLength(1);
  // From here on no time passes: it looks again because it was told, or never.
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  try {
    clock.activity();
    looks[0]?.(['jobs']);
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(looks).toHaveLength(2);
  } finally {
    vi.useRealTimers();
  }
  looks[1]?.([]);
  expect(await answered('report')).toMatchObject({ ask: 4 });
});

test('a question that was asked anew is answered once, as the newer', async () => {
  let unfinished = ['jobs'];
  const clock = await started({ unfinished: async () => unfinished });
  say({ kind: 'report', ask: 1 }, { kind: 'report', ask: 2 }, { kind: 'status', ask: 3 });
  await answered('status');
  unfinished = [];
  clock.activity();
  await answered('report');
  say({ kind: 'status', ask: 4 });
  await answered('status', 2);
  expect(answers.filter(({ path }) => path === 'report').map(({ body }) => body.ask)).toEqual([2]);
});

test('a stream that breaks is dialled again, and messages may come in pieces', async () => {
  const clock = await started();
  streams[0]?.destroy();
  await expect.poll(() => streams).toHaveLength(2);
  const message = JSON.stringify(time(3, '2026-04-01T00:00:00.000Z'));
  streams[1]?.write(message.slice(0, 20));
  streams[1]?.write(`${message.slice(20)}\n`);
  await answered('ack', 2);
  expect(new Date(clock.now()).toISOString()).toBe('2026-04-01T00:00:00.000Z');
});

test('stopping ends the conversation, also while the simulator is away', async () => {
  const { clock } = follow();
  await expect.poll(() => streams).toHaveLength(1);
  server.closeAllConnections();
  await clock.stop();
});
