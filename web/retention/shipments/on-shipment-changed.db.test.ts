import { expect, test } from 'vitest';
import { openDb } from '../../../db/open.ts';
import { freshDatabase } from '../../../test/support/database.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { DomainEvent, Services } from '../../platform/manifest.ts';
import { onShipmentChanged } from './on-shipment-changed.ts';

test('of several orders that are told of together one that fails takes no other with it', async () => {
  const database = await freshDatabase();
  const db = openDb(database.url);
  const told: DomainEvent[] = [];
  const used: Pick<Services, 'db' | 'clock' | 'emit'> = {
    db,
    clock: { now: () => 1_000 },
    async emit(_tx, ...events) {
      told.push(...events);
    },
  };
  const { batch } = onShipmentChanged({ takesPart: async () => false, giveApology: async () => false });
  const run = (key: string) =>
    batch(used as Services, 1 as ShopId, [{ key, payload: null, attempt: 1, shopId: 1 as ShopId }]);
  await run('11,12');
  expect(told).toEqual([]);
  await db.transaction((tx) =>
    tx
      .insertInto('fulfillments')
      .values({
        shop_id: 1 as ShopId,
        order_id: '12',
        fulfillment_id: '1',
        tracking_number: 'A',
        more_numbers: 'broken',
        created_at: 1,
        updated_at: 1,
      })
      .execute(),
  );
  await run('11,12');
  expect(told.map(({ name, key }) => [name, key])).toEqual([
    ['shipment.changed', '11'],
    ['shipment.changed', '12'],
  ]);
  await run('11');
  await expect(run('12')).rejects.toThrow('JSON');
  await db.close();
  await database.drop();
});
