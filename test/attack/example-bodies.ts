/**
 * Bodies with which each route that takes one does something for its own store. The test that tries every route with another store's ids
 * sends them, so a route without an example fails that test: give it some here.
 */
import type { ProgrammeDocument } from '../../web/loyalty/programme/api-types.ts';
import type { SettingsDocument } from '../../web/platform/settings/api-types.ts';

/** Values of the victim's rows by column: `customer_id` → digits of its customers, and so on; `tracking_token`: links to its orders. */
export type Ids = Record<string, string[]>;
export interface Caller {
  ids: Ids;
  programme: ProgrammeDocument;
  delivery: SettingsDocument<unknown>;
  tracking: SettingsDocument<unknown>;
  /** With which the victim's orders were placed. */
  address: string;
}

/** To one order. */
const linkTo = ({ ids }: Caller) => (ids.tracking_token ?? []).slice(0, 1);
const start = () => [{ action: 'start' }];

export const exampleBodies: Record<string, (caller: Caller) => object[]> = {
  'PUT /programme': ({ programme }) => [programme],
  'PUT /delivery/settings': ({ delivery }) => [delivery],
  'PUT /tracking/settings': ({ tracking }) => [tracking],
  'POST /tracking/preview': ({ tracking }) => [{ settings: tracking.settings, language: 'en', sample: 'late' }],
  'POST /shipments/:order/apology': () => [{}],
  'POST /programme/award-past-orders': () => [{ since: '2026-01-01T00:00:00Z', key: crypto.randomUUID() }],
  'POST /programme/award-past-orders/preview': () => [{ since: '2026-01-01T00:00:00Z' }],
  'POST /data-requests/:id/done': () => [{ done: true }, { done: false }],
  'POST /emails/test': () => [{ kind: 'points_earned', locale: 'en', to: 'merchant@example.com' }],
  'PUT /setup': () => [{ dismissed: true }],
  'POST /customers/:id/adjust': () => [{ points: 1, reason: 'Because', key: crypto.randomUUID() }],
  'POST /customers/:id/tier': () => [{ tier: 'first', reason: 'Because' }],
  'POST /redeem': () => [{ reward: 'discount', key: crypto.randomUUID() }],
  'POST /rewards/:id/return': () => [{ key: crypto.randomUUID() }],
  'POST /rewards/return': () => [{ dry: true }, { reward: 'none', key: crypto.randomUUID() }],
  'POST /referrals/:id/decide': () => [{ decision: 'approve' }],
  'POST /r/:code': () => [{ key: crypto.randomUUID() }],
  'POST /track': ({ address }) => [{ number: '#1001', proof: address }],
  'POST /track/seen': (caller) => linkTo(caller).map((token) => ({ token, kind: 'view' })),
  'POST /track/answer': (caller) => linkTo(caller).map((token) => ({ token, score: 1 })),
  'POST /surveys/:order/done': () => [{ done: true }, { done: false }],
  'POST /history': start,
  'POST /keys': () => [{ name: 'Till', scopes: ['actions'] }],
  'DELETE /keys/:id': () => [{}],
  'POST /birthday': () => [{ month: 5, day: 4 }],
  'POST /actions/:id': () => [{}],
  'POST /reconciliation': start,
  'POST /dead-letters/retry': ({ ids }) => [...(ids.id ?? []).map((id) => ({ id: Number(id) })), {}],
  'POST /balances/imports': ({ ids }) => [
    { name: 'points.csv', text: `customer id,points\n${ids.customer_id?.[0] ?? '1'},5\n` },
  ],
  'POST /balances/imports/:id/start': () => [
    { good: 0, points: 0 },
    { good: 1, points: 5 },
  ],
  'POST /balances/imports/:id/undo': () => [{}],
};
