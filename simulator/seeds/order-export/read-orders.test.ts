import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleExport } from './sample-export.ts';
import { ExportProblem, readOrders } from './read-orders.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'order-export-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('an order export', () => {
  test('is read as orders with their lines, oldest first', async () => {
    const orders = await readOrders(await file('orders.csv', sampleExport));
    expect(orders.map(({ name }) => name)).toEqual(['#1001', '#1002', '#1003', '#1004']);
    const [first, second] = orders;
    expect(first).toMatchObject({
      email: 'ada@shoppers.example',
      currency: 'EUR',
      createdAt: Date.parse('2025-03-01T09:15:00+01:00'),
      subtotal: 4500,
      shipping: 490,
      taxes: 797,
      total: 4990,
      discountCode: 'SPRING',
      acceptsMarketing: true,
    });
    expect(first?.lines.map(({ sku, quantity, price }) => [sku, quantity, price])).toEqual([
      ['CUP-1', 2, 1500],
      ['POT, LARGE', 1, 2000],
    ]);
    expect(second?.lines).toHaveLength(1);
  });

  test('is read the same when it is packed with gzip', async () => {
    const plain = await readOrders(await file('plain.csv', sampleExport));
    expect(await readOrders(await file('packed.csv.gz', gzipSync(sampleExport)))).toEqual(plain);
  });

  test('may begin with a byte order mark', async () => {
    expect(await readOrders(await file('bom.csv', `\uFEFF${sampleExport}`))).toHaveLength(4);
  });

  test.each([
    ['a file that is something else', 'day,visitors\n2025-03-01,17\n', 'no column "Name"'],
    ['an amount that the currency cannot hold', sampleExport.replace(',15.00,', ',15.005,'), 'row 2: "Lineitem price"'],
    ['a date that is none', sampleExport.replace('2025-03-02 10:00:00 +0100', 'yesterday'), 'row 4: "Paid at"'],
    ['a quantity that is none', sampleExport.replace(',2,Cup,', ',two,Cup,'), 'row 2: "Lineitem quantity"'],
    ['a row that is cut off', `${sampleExport}#1005,x@shoppers.example\n`, 'not a readable CSV file'],
    ['no orders', `${sampleExport.split('\n')[0]}\n`, 'no orders'],
  ])('%s is refused with the place of the trouble', async (_, content, message) => {
    const path = await file('wrong.csv', content);
    await expect(readOrders(path)).rejects.toThrow(ExportProblem);
    await expect(readOrders(path)).rejects.toThrow(message);
  });

  test('that is not there, or is not what its name says, is an error and not an empty list', async () => {
    await expect(readOrders(join(folder, 'nowhere.csv'))).rejects.toThrow('ENOENT');
    await expect(readOrders(await file('not-packed.csv.gz', sampleExport))).rejects.toThrow('header');
  });
});

const shared = new URL('../../../../shared/data/', import.meta.url).pathname;
const there = await access(shared).then(
  () => true,
  () => false,
);
describe('published sales in the same layout (left out where ../shared/data is not there)', () => {
  test.skipIf(!there)('are read to the penny: 600 orders, 11,215 lines', async () => {
    const orders = await readOrders(join(shared, 'online-retail/orders_export_first600.csv'));
    expect(orders).toHaveLength(600);
    expect(orders.flatMap(({ lines }) => lines)).toHaveLength(11_215);
    for (const { lines, subtotal } of orders) {
      expect(lines.reduce((sum, { price, quantity, discount }) => sum + price * quantity - discount, 0)).toBe(subtotal);
    }
  });

  test.skipIf(!there)('are read from an xz file: 6,919 orders of 2,357 customers', async () => {
    const orders = await readOrders(join(shared, 'cdnow-sample/orders_export.csv.xz'));
    expect(orders).toHaveLength(6919);
    expect(new Set(orders.map(({ email }) => email)).size).toBe(2357);
  });
});
