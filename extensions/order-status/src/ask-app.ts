/** What the block asks the app, each time with a fresh token of Shopify's. */
import type {
  ExtensionAnswer,
  ExtensionSeen,
  ExtensionSeenAnswer,
} from '../../../web/retention/tracking/extension-types.ts';
import { APP_ADDRESS } from './app-address.ts';

export type GetToken = () => Promise<string>;

/** absent: the store does not have the app (any more). failed: nobody knows. */
export type Loaded = ExtensionAnswer | { state: 'absent' } | { state: 'failed' };

export async function loadOrder(getToken: GetToken, order: string): Promise<Loaded> {
  const response = await ask(getToken, `/order?${new URLSearchParams({ order }).toString()}`);
  if (response?.status === 404) return { state: 'absent' };
  const answer = response?.ok ? await body<ExtensionAnswer>(response) : null;
  return answer ?? { state: 'failed' };
}

/** True: there is a discount by now that was not there before. Whether it was counted is nothing that a shopper need know. */
export async function tellSeen(getToken: GetToken, seen: ExtensionSeen): Promise<boolean> {
  const response = await ask(getToken, '/seen', seen);
  const answer = response?.ok ? await body<ExtensionSeenAnswer>(response) : null;
  return answer?.offer ?? false;
}

/** Null where no answer came. */
async function ask(getToken: GetToken, path: string, sent?: unknown): Promise<Response | null> {
  const token = await getToken().catch(() => null);
  if (token === null) return null;
  const authorization = `Bearer ${token}`;
  const request: RequestInit =
    sent === undefined
      ? { headers: { authorization } }
      : {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify(sent),
          // A click leads away.
          keepalive: true,
        };
  return fetch(`${APP_ADDRESS}/ext${path}`, request).catch(() => null);
}

function body<Body>(response: Response): Promise<Body | null> {
  return response.json().then(
    (read: Body) => read,
    () => null,
  );
}
