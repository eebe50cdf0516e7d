import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Db, openDb } from '../../../db/open.ts';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { ShopId } from '../../platform/kit/ids.ts';
import type { Services } from '../../platform/manifest.ts';
import { learnRest } from './learn-rest.ts';
import { offerable } from './offerable.ts';
import { onProduct } from './on-product.ts';

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await freshDatabase();
  db = openDb(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const shopId = 1 as ShopId;
const asked: string[] = [];
/** What Shopify says of them when it is asked. */
const REST = new Map([
  ['1', { isGiftCard: false, tracksInventory: true }],
  ['2', { isGiftCard: false, tracksInventory: false }],
  ['3', { isGiftCard: true, tracksInventory: false }],
  ['4', { isGiftCard: false, tracksInventory: true }],
]);
const some: Pick<Services, 'clock' | 'addJob' | 'emit' | 'shopify'> = {
  clock: { now: () => 0 },
  emit: async () => {},
  async addJob(_tx, ...jobs) {
    asked.push(...jobs.map(({ kind }) => kind));
  },
  shopify: {
    graphql: async (_shopId, { data }, variables) =>
      data.parse({
        nodes: (variables as { ids: string[] }).ids.map((id) => {
          const rest = REST.get(id.replace('gid://shopify/Product/', ''));
          return rest ? { id, ...rest } : null;
        }),
      }),
    backgroundWaitMs: () => 0,
    openBulkResult: () => {
      throw new Error('no file is read here');
    },
  },
};
const services = (): Services => ({ ...some, db }) as Services;

async function told(id: string, left: readonly number[], more: object = {}): Promise<void> {
  const body = {
    id,
    title: `Product ${id}`,
    handle: `product-${id}`,
    status: 'active',
    published_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    image: { src: `https://pictures.example/${id}` },
    variants: left.map((inventory_quantity, index) => ({
      id: `${id}${index + 1}`,
      title: `V${index + 1}`,
      price: `${index + 1}.00`,
      position: index + 1,
      inventory_policy: 'deny',
      inventory_quantity,
    })),
    ...more,
  };
  await onProduct(services(), { shopId, topic: 'products/update', webhookId: id, triggeredAt: 0, body });
}
const learn = () => learnRest(services(), { shopId, key: 'shop', payload: null, attempt: 1 });
const offered = async () =>
  [...(await offerable(db.read, shopId, ['1', '2', '3', '4', '5', '6', '9'])).values()].map(
    ({ productId, variantId, price, available }) => [productId, variantId, price, available],
  );

test('what is published and no gift card is offered, by its first variant that is left; what is not known waits', async () => {
  await told('1', [0, 3]);
  await told('2', [0]);
  await told('3', [5]);
  await told('4', [0, 0]);
  await told('5', [5], { status: 'draft' });
  await told('6', [5], { published_at: null });
  expect(await offered()).toEqual([]);
  expect(new Set(asked)).toEqual(new Set(['products.learn-rest']));
  await learn();
  expect(await offered()).toEqual([
    ['1', '12', '2.00', true],
    // Its stock is not counted, so none left is as good as any.
    ['2', '21', '1.00', true],
    ['4', '41', '1.00', false],
  ]);
  asked.length = 0;
  // What was learnt stays; nobody is asked again.
  await told('4', [0, 1], { updated_at: '2026-01-02T00:00:00Z' });
  expect(asked).toEqual([]);
  expect((await offered()).at(-1)).toEqual(['4', '42', '2.00', true]);
  expect(await offerable(db.read, shopId, ['1'])).toEqual(
    new Map([
      [
        '1',
        {
          productId: '1',
          title: 'Product 1',
          handle: 'product-1',
          imageUrl: 'https://pictures.example/1',
          variantId: '12',
          variantTitle: 'V2',
          price: '2.00',
          variants: 2,
          available: true,
        },
      ],
    ]),
  );
});
