/**
 * Calls our own server. App Bridge adds the session token to same-origin requests; a token that was refused is replaced by a
 * fresh one, once. Everything else that is not a success becomes a `RequestFailed`.
 */
import type { ApiError } from '../../loyalty/points/api-types.ts';

export class RequestFailed extends Error {
  override name = 'RequestFailed';
  /** HTTP status, or 0 when no answer came at all. */
  readonly status: number;
  readonly answer: ApiError;

  constructor(status: number, answer: ApiError, options?: ErrorOptions) {
    super(answer.error, options);
    this.status = status;
    this.answer = answer;
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal;
  /** `null` is an answer, too. */
  mayBeNull?: true;
}

export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  let response = await send(path, options);
  if (response.status === 401) response = await send(path, options, await window.shopify.idToken());
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new RequestFailed(response.status, apiError(answer) ?? { error: `HTTP ${response.status}` });
  if (answer === undefined || (answer === null && !options.mayBeNull))
    throw new RequestFailed(response.status, { error: 'The answer could not be read.' });
  return answer as Answer;
}

async function send(path: string, { method = 'GET', body, signal }: RequestOptions, token?: string): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (body !== undefined) headers.set('content-type', 'application/json');
  try {
    return await fetch(`/api${path}`, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RequestFailed(0, { error: 'No answer from the server.' }, { cause });
  }
}

function apiError(answer: unknown): ApiError | null {
  return typeof answer === 'object' && answer !== null && 'error' in answer && typeof answer.error === 'string'
    ? (answer as ApiError)
    : null;
}

/** What is empty is left out. */
export function withParameters(path: string, parameters: Record<string, string | null>): string {
  const given = Object.entries(parameters).flatMap(([name, value]): [string, string][] =>
    value ? [[name, value]] : [],
  );
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
