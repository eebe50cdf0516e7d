export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Answer {
  status: number;
  body: unknown;
}

/** JSON in, JSON out; a body that is no JSON comes back as text. No connection stays open afterwards. */
export async function call(url: string, method: Method, body?: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { connection: 'close', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, body: json ? (JSON.parse(text) as unknown) : text };
}

export async function callOrThrow<Body>(url: string, method: Method, body?: unknown): Promise<Body> {
  const answer = await call(url, method, body);
  if (answer.status >= 400) {
    throw new Error(`${method} ${new URL(url).pathname} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  return answer.body as Body;
}
