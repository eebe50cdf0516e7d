import { expect, test } from 'vitest';
import { openDb } from '../../../db/open.ts';
import { freshDatabase } from '../../../test/support/database.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { AdminRequest, Services } from '../../platform/manifest.ts';
import { deliveryDocument } from './delivery-document.ts';
import { setUnsentUntil, unsentUntil } from './store/looks.ts';

test('whoever saves takes the job before the store, as whoever apologises does, so that neither waits for the other in a circle', async () => {
  const database = await freshDatabase();
  const db = openDb(database.url);
  const shopId = 1 as ShopId;
  await db.transaction((tx) => setUnsentUntil(tx, shopId, 500));
  const seen: number[] = [];
  const used: Pick<Services, 'db' | 'clock' | 'addJob'> = {
    db,
    clock: { now: () => 1_000 },
    async addJob(tx) {
      seen.push(await unsentUntil(tx, shopId));
    },
  };
  const save = deliveryDocument.routes.find(({ method }) => method === 'PUT');
  const body = { settings: await deliveryDocument.read(db.read, shopId), version: 0 };
  const request: Pick<AdminRequest, 'shopId' | 'staffId' | 'body'> = { shopId, staffId: '5', body };
  await save?.handle(used as Services, request as AdminRequest);
  expect(seen).toEqual([500]);
  expect(await unsentUntil(db.read, shopId)).toBe(0);
  await db.close();
  await database.drop();
});
