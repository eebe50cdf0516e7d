/** Answers of a store's Shopify, written by the test: for the app's side of a conversation that the simulator would make too long. */
import type { StoreFetch, StoreRequest } from '../../web/platform/shopify/store-fetch.ts';

export interface Asked {
  domain: string;
  path: string;
  headers: StoreRequest['headers'];
  body: Record<string, unknown>;
}
export type Reply = { status?: number; headers?: Record<string, string>; body: unknown } | Error;

export interface FakeShopify {
  fetch: StoreFetch;
  asked: Asked[];
  /** Decides each answer; set by the test. */
  answer: (asked: Asked, count: number) => Reply | Promise<Reply>;
}

export function fakeShopify(answer: FakeShopify['answer']): FakeShopify {
  const fake: FakeShopify = {
    asked: [],
    answer,
    async fetch(domain, path, request) {
      const asked = {
        domain,
        path,
        headers: request.headers,
        body: JSON.parse(request.body) as Record<string, unknown>,
      };
      fake.asked.push(asked);
      const reply = await fake.answer(asked, fake.asked.length);
      if (reply instanceof Error) throw reply;
      const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
      return new Response(text, { status: reply.status ?? 200, headers: reply.headers ?? {} });
    },
  };
  return fake;
}

let issued = 0;
/** What the token endpoint answers; no two are the same. */
export function issuedTokens(changes: Record<string, unknown> = {}): Reply {
  issued += 1;
  return {
    body: {
      access_token: `shpat_${issued}`,
      scope: 'read_orders,write_customers',
      expires_in: 3600,
      refresh_token: `shprt_${issued}`,
      refresh_token_expires_in: 7_776_000,
      ...changes,
    },
  };
}
