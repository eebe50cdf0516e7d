/**
 * `POST …/track/seen`: the page's script tells that somebody looked, clicked, or put something into the cart. Programs are not counted, nor is
 * who says that they do not want to be; the first look brings the order's discount all the same.
 */
import { z } from 'zod';
import { orderHeadings } from '../../mirror/orders/index.ts';
import { isPerson, noteTouch } from '../../offers/attribution/index.ts';
import { notFound, understood } from '../../platform/kit/errors.ts';
import { idDigits } from '../../platform/kit/ids.ts';
import type { ProxyRequest, ProxyResponse, ProxyRoute, Services } from '../../platform/manifest.ts';
import type { SeenAnswer } from './api-types.ts';
import { wantTrackingOffer } from './make-tracking-offer.ts';
import { offerBeside } from './offer.ts';
import { isStaffMark } from './staff-mark.ts';
import { readTrackingToken } from './tracking-link.ts';

export const seenRoute: ProxyRoute = { method: 'POST', path: '/track/seen', handle: postSeen };

const NOTHING: SeenAnswer = { offer: false, staff: false };

const told = z.union([
  z.object({ staff: z.string().max(100) }),
  z.object({
    token: z.string().max(200),
    kind: z.enum(['view', 'click', 'cart']),
    /** Digits. */
    product: z.string().max(40).nullish(),
    /** email: the page was opened from a link in ours. */
    via: z.enum(['email']).nullish(),
    /** False: whoever looks has refused that visits are measured. */
    count: z.boolean().default(true),
  }),
]);

async function postSeen(services: Services, request: ProxyRequest): Promise<ProxyResponse> {
  const { shopId, body } = request;
  const sent = understood(told, body);
  if ('staff' in sent) {
    const staff = isStaffMark(services.config, shopId, sent.staff);
    return { json: { ...NOTHING, staff } satisfies SeenAnswer };
  }
  const orderId = readTrackingToken(services.config, shopId, sent.token);
  const [order] = orderId === null ? [] : await orderHeadings(services.db.read, shopId, [orderId]);
  if (orderId === null || !order) throw notFound('There is no such page.');
  if (!isPerson(request)) return { json: NOTHING };
  const { kind, via, count } = sent;
  const surface = via === 'email' ? 'tracking_email' : 'tracking_page';
  const productId = kind === 'view' ? null : idDigits(sent.product);
  if (count) await noteTouch(services, shopId, { surface, kind, orderId, customerId: order.customerId, productId });
  if (kind !== 'view') return { json: NOTHING };
  await wantTrackingOffer(services, shopId, orderId, surface);
  const offer = (await offerBeside(services, shopId, orderId)) !== null;
  return { json: { ...NOTHING, offer } satisfies SeenAnswer };
}
