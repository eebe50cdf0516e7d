/** What the block asks the app. Shopify resolves the addresses against the app's own and adds the session token. */
import type { AdjustAnswer, AdjustRequest, CustomerDetail } from '../../../web/loyalty/points/api-types.ts';

export type Member = Pick<
  CustomerDetail,
  'available' | 'pending' | 'debt' | 'worth' | 'currency' | 'tier' | 'excluded'
>;
/** unknown: the app has not heard of the customer yet. */
export type Loaded = { state: 'known'; member: Member } | { state: 'unknown' } | { state: 'failed' };

export async function loadMember(customerId: string): Promise<Loaded> {
  const response = await ask(`/api/customers/${customerId}`);
  if (response?.status === 404) return { state: 'unknown' };
  const member = response?.ok ? await body<CustomerDetail>(response) : null;
  return member ? { state: 'known', member } : { state: 'failed' };
}

/** failed: nobody knows whether it was booked; with the same key it is booked once. */
export type Adjusted =
  | { outcome: 'booked'; balance: AdjustAnswer }
  | { outcome: 'refused'; field: string | null }
  | { outcome: 'conflict' }
  | { outcome: 'failed' };

export async function adjustMember(customerId: string, adjustment: AdjustRequest): Promise<Adjusted> {
  const response = await ask(`/api/customers/${customerId}/adjust`, adjustment);
  if (response?.ok) {
    const balance = await body<AdjustAnswer>(response);
    return balance ? { outcome: 'booked', balance } : { outcome: 'failed' };
  }
  if (response?.status === 409) return { outcome: 'conflict' };
  if (response?.status === 422) {
    const refusal = await body<{ field?: string }>(response);
    return { outcome: 'refused', field: refusal?.field ?? null };
  }
  return { outcome: 'failed' };
}

/** Null where no answer came. */
function ask(path: string, sent?: unknown): Promise<Response | null> {
  const request: RequestInit =
    sent === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) };
  return fetch(path, request).catch(() => null);
}

function body<Body>(response: Response): Promise<Body | null> {
  return response.json().then(
    (read: Body) => read,
    () => null,
  );
}
