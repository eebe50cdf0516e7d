/** Calls of the simulator's control API. */
export interface Control {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: unknown): Promise<Answer>;
  /** Like `post`, but hands out 504 (not finished yet) as null. */
  settle(timeoutSeconds: number): Promise<{ deadLetters: number } | null>;
  /** The app's admin API, as a merchant of that store. */
  admin<Answer>(shop: string, method: 'GET' | 'PUT', path: string, body?: unknown): Promise<Answer>;
}

export function controlOf(simulatorUrl: string): Control {
  const call = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(`${simulatorUrl}/_simulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await response.text();
    try {
      return { status: response.status, body: JSON.parse(text) };
    } catch {
      throw new Error(`${method} /_simulator/${path} answered ${response.status} without JSON: ${text.slice(0, 300)}`);
    }
  };
  const checked = async <Answer>(method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await call(method, path, body);
    if (answer.status >= 400) throw new Error(`${method} /_simulator/${path}: ${problemOf(answer.body)}`);
    return answer.body as Answer;
  };
  return {
    get: (path) => checked('GET', path),
    post: (path, body) => checked('POST', path, body),
    async settle(timeoutSeconds) {
      const answer = await call('POST', 'settle', { timeoutSeconds });
      if (answer.status === 504) return null;
      if (answer.status >= 400) throw new Error(`POST /_simulator/settle: ${problemOf(answer.body)}`);
      return answer.body as { deadLetters: number };
    },
    async admin<Answer>(shop: string, method: 'GET' | 'PUT', path: string, body?: unknown): Promise<Answer> {
      const answer = await checked<{ status: number; body: unknown }>('POST', 'admin', { shop, method, path, body });
      if (answer.status >= 400)
        throw new Error(`${method} ${path} of ${shop} answered ${answer.status}: ${problemOf(answer.body)}`);
      return answer.body as Answer;
    },
  };
}

function problemOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : JSON.stringify(body);
}
