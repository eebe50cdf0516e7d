import { afterEach, expect, test, vi } from 'vitest';
import { RequestFailed, request } from './request.ts';

const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

/** The page's `fetch` and App Bridge, with these answers in turn. */
function serve(...answers: (Response | Error)[]) {
  const sent: Request[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    sent.push(new Request(new URL(path, 'https://app.example'), init));
    const answer = answers.shift();
    return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer ?? new Error('not expected'));
  });
  vi.stubGlobal('window', { shopify: { idToken: () => Promise.resolve('fresh') } });
  return sent;
}
afterEach(() => vi.unstubAllGlobals());

test('A refused session token is replaced by a fresh one, and the same call is made again', async () => {
  const sent = serve(json(401, { error: 'expired' }), json(200, { ok: true }));
  expect(await request('/customers/1/adjust', { method: 'POST', body: { points: 5 } })).toEqual({ ok: true });
  expect(sent.map((one) => one.headers.get('authorization'))).toEqual([null, 'Bearer fresh']);
  expect(await sent[1]?.json()).toEqual({ points: 5 });
});

test('A session that is refused again is not asked for a third time', async () => {
  const sent = serve(json(401, { error: 'expired' }), json(401, { error: 'expired' }));
  await expect(request('/home')).rejects.toMatchObject({ name: 'RequestFailed', status: 401 });
  expect(sent).toHaveLength(2);
});

test('A refusal carries what the server said about the fields', async () => {
  serve(json(422, { error: 'Not valid', issues: [{ path: 'earn.per', message: 'Must be more than zero' }] }));
  const failure = await request('/programme').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RequestFailed);
  expect(failure).toMatchObject({ status: 422, answer: { issues: [{ path: 'earn.per' }] } });
});

test('Silence, and an answer that is no JSON, are failures and not results', async () => {
  serve(new TypeError('Failed to fetch'));
  await expect(request('/home')).rejects.toMatchObject({ status: 0 });
  serve(new Response('<html>', { status: 502 }));
  await expect(request('/home')).rejects.toMatchObject({ status: 502, message: 'HTTP 502' });
  serve(new Response('<html>', { status: 200 }));
  await expect(request('/home')).rejects.toBeInstanceOf(RequestFailed);
});
