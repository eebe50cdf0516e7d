/** Points for whoever waits longer for an order than they were promised; whether and how many, others decide. */
import type { Tx } from '../../../db/open.ts';
import { customersWithTags } from '../../mirror/customers/index.ts';
import type { CustomerId, ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { presentSettings } from '../programme/index.ts';
import { grantPoints } from './grants.ts';
import { carriesExcludedTag } from './rule-in-force.ts';

/** Whether the programme runs, and the customer takes part in it. Outside a transaction: Shopify may have to be asked. */
export async function takesPart(services: Services, shopId: ShopId, customerId: CustomerId): Promise<boolean> {
  const settings = await presentSettings(services.db.read, shopId);
  if (settings?.status !== 'on') return false;
  if (settings.exclude.customerTags.length === 0) return true;
  const tags = await customersWithTags(services, shopId, [customerId]);
  return !carriesExcludedTag(tags.get(customerId) ?? [], settings);
}

/** Once an order, however often it is called. False: the customer was erased. */
export async function giveApology(
  services: Services,
  tx: Tx,
  shopId: ShopId,
  { customerId, orderId, points }: { customerId: CustomerId; orderId: string; points: number },
): Promise<boolean> {
  const occurredAt = services.clock.now();
  const key = `apology/${orderId}`;
  const booked = await grantPoints(services, tx, shopId, {
    customerId,
    points,
    key,
    source: 'apology',
    orderId,
    occurredAt,
    matures: 'now',
    once: null,
  });
  if (booked.outcome === 'other_input') throw new Error(`the apology ${key} was given before, as another`);
  return booked.outcome !== 'erased';
}
