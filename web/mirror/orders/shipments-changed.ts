/**
 * `shipment.changed` of many orders at once. Of plain ones a job takes longer than what is done in it, so where several are stored together one tells of some:
 * its key is their ids with commas between. Of one alone it is its id.
 */
import type { ShopId } from '../../platform/kit/ids.ts';
import type { DomainEvent } from '../../platform/manifest.ts';

const TOGETHER = 20;

export function shipmentsChanged(shopId: ShopId, orderIds: readonly string[]): DomainEvent[] {
  const events: DomainEvent[] = [];
  for (let start = 0; start < orderIds.length; start += TOGETHER)
    events.push({ name: 'shipment.changed', shopId, key: orderIds.slice(start, start + TOGETHER).join(',') });
  return events;
}

export function ordersNamed(key: string): string[] {
  return key.split(',');
}
