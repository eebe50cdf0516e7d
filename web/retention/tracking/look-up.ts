/**
 * Finding an order by its number and something that only its customer should know. Whatever is wrong, the answer is the same one, after the
 * same work. A try counts as failed before it is made, and is forgiven once it was right: of a thousand at one moment no more get through than
 * of a thousand in a row.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '../../../db/open.ts';
import { findOrderByProof, ordersOfCustomer } from '../../mirror/orders/index.ts';
import { SECOND } from '../../platform/kit/clock.ts';
import type { CustomerId, OrderId, ShopId } from '../../platform/kit/ids.ts';
import { network } from '../../platform/kit/network.ts';
import { withoutNul } from '../../platform/kit/without-nul.ts';
import type { ProxyRequest, Services } from '../../platform/manifest.ts';
import { type Failures, waitOf, withFailure } from './lookup-throttle.ts';
import { holdFailures, saveFailures, takeBackFailure } from './store/lookups.ts';

export type LookedUp =
  | { outcome: 'found'; orderId: OrderId }
  | { outcome: 'not_found' | 'incomplete' }
  | { outcome: 'wait'; seconds: number };

const line = (longest: number) => z.string().transform(withoutNul).pipe(z.string().trim().max(longest));
const typed = z.object({ number: line(60), proof: line(254) });

/** As it was typed, for the form to show again. */
export function typedNumber(body: unknown): string {
  return typed.shape.number.safeParse(z.object({ number: z.unknown() }).safeParse(body).data?.number).data ?? '';
}

export async function lookUp(services: Services, { shopId, customerId, ip, body }: ProxyRequest): Promise<LookedUp> {
  const { db, clock } = services;
  const sent = typed.safeParse(body);
  if (sent.success && (sent.data.number === '' || sent.data.proof === '')) return { outcome: 'incomplete' };
  const { number, proof } = sent.data ?? { number: '', proof: '' };
  const own = await ownOrder(services, shopId, customerId, number);
  if (own !== null) return { outcome: 'found', orderId: own };
  const digests = [
    digestOf(services, shopId, 'address', ip === null ? '' : network(ip)),
    digestOf(services, shopId, 'number', numberKey(number)),
  ];
  const tried = await db.transaction((tx) => countTry(tx, shopId, digests, clock.now()));
  if (typeof tried === 'number') return { outcome: 'wait', seconds: Math.ceil(tried / SECOND) };
  const orderId = await findOrderByProof(services, db.read, shopId, { number, proof });
  if (orderId === null) return { outcome: 'not_found' };
  await db.transaction(async (tx) => {
    for (const [digest, states] of tried) await takeBackFailure(tx, shopId, digest, states);
  });
  return { outcome: 'found', orderId };
}

/** Of whoever is logged in: Shopify says who that is, so nothing has to be shown or waited for. */
async function ownOrder(
  { db }: Services,
  shopId: ShopId,
  customerId: CustomerId | null,
  number: string,
): Promise<OrderId | null> {
  if (customerId === null) return null;
  const orders = await ordersOfCustomer(db.read, shopId, customerId, OWN_LOOKED_AT);
  const own = orders.find(({ name }) => name !== '' && numberKey(name) === numberKey(number));
  return own === undefined ? null : (own.id as OrderId);
}
const OWN_LOOKED_AT = 250;

/**
 * As a failure, for now; or ms to wait. One after the other, the address first, so that whoever has to wait leaves nothing behind of all the
 * numbers that they ask for meanwhile.
 */
async function countTry(
  tx: Tx,
  shopId: ShopId,
  digests: readonly string[],
  now: number,
): Promise<number | Map<string, { before: Failures; counted: Failures }>> {
  const states = new Map<string, { before: Failures; counted: Failures }>();
  for (const digest of digests) {
    const before = await holdFailures(tx, shopId, digest);
    const wait = waitOf(before, now);
    if (wait > 0) return wait;
    states.set(digest, { before, counted: withFailure(before, now) });
  }
  for (const [digest, { counted }] of states) await saveFailures(tx, shopId, digest, counted);
  return states;
}

/** However a number is written, tries at it count together. */
function numberKey(number: string): string {
  const text = number.normalize('NFKC');
  return text.replaceAll(/\D/g, '').replace(/^0+(?=.)/, '') || text.toLowerCase();
}

/** Whoever has the database alone finds out neither where somebody looked from nor what for. */
function digestOf({ config }: Services, shopId: ShopId, kind: 'address' | 'number', text: string): string {
  const [key] = config.encryptionKeys;
  return createHmac('sha256', key).update(`order-look-up/${shopId}/${kind}/${text}`).digest('base64url');
}
