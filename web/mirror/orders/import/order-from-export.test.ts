import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FileOrder, orderFromExport, RefusedRow, shares, type StoreTerms } from './order-from-export.ts';
import { readExport, WrongFile } from './read-export.ts';

const HEADER =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Cancelled at,Refunded Amount,Id,Source,Lineitem discount';
const EUR: StoreTerms = { currency: 'EUR', taxesIncluded: true };

interface Cells {
  [heading: string]: string;
}
const FIRST: Cells = {
  Name: '#1001',
  Email: 'Ada@Shoppers.example',
  'Financial Status': 'paid',
  'Paid at': '2025-03-01 09:16:00 +0100',
  Currency: 'EUR',
  Subtotal: '30.00',
  Total: '30.00',
  'Created at': '2025-03-01 09:15:00 +0100',
  'Lineitem quantity': '2',
  'Lineitem name': 'Cup',
  'Lineitem price': '15.00',
  Id: '5000000536365',
};
const MORE: Cells = { Name: '#1001', 'Lineitem quantity': '1', 'Lineitem name': 'Pot', 'Lineitem price': '20.00' };

function csv(...rows: Cells[]): string {
  const headings = HEADER.split(',');
  const line = (cells: Cells) => headings.map((heading) => `"${cells[heading] ?? ''}"`).join(',');
  return [HEADER, ...rows.map(line)].join('\n');
}

async function read(text: string, store = EUR): Promise<(FileOrder | string)[]> {
  const found: (FileOrder | string)[] = [];
  for await (const group of readExport(Readable.from([Buffer.from(text)]))) {
    if ('broken' in group) {
      found.push(`line ${group.line}: ${group.broken}`);
      continue;
    }
    try {
      found.push(orderFromExport(group.rows, store));
    } catch (error) {
      if (!(error instanceof RefusedRow)) throw error;
      found.push(`line ${error.line}: ${error.message}`);
    }
  }
  return found;
}
async function one(rows: Cells[], store = EUR): Promise<FileOrder> {
  const [found] = await read(csv(...rows), store);
  if (found === undefined || typeof found === 'string') throw new Error(`refused: ${found}`);
  return found;
}
const refusal = async (...rows: Cells[]) => (await read(csv(...rows)))[0];

describe('an order of the file', () => {
  test('has its own fields in the first row and a line in each', async () => {
    const { order, paidAt, email } = await one([
      { ...FIRST, Subtotal: '50.00', Total: '54.90', Shipping: '4.90', 'Fulfillment Status': 'partial', Source: 'pos' },
      { ...MORE, 'Lineitem sku': 'POT', 'Lineitem requires shipping': 'false' },
    ]);
    expect(order).toMatchObject({
      id: '5000000536365',
      name: '#1001',
      customer: null,
      currency: 'EUR',
      financialStatus: 'paid',
      fulfillmentStatus: 'partial',
      sourceName: 'pos',
      subtotal: 5000,
      total: 5490,
      placedAt: Date.parse('2025-03-01T08:15:00Z'),
      cancelledAt: null,
      updatedAt: 0,
      refunds: [],
    });
    expect(
      order.lines.map(({ title, quantity, unitPrice, sku, requiresShipping }) => [
        title,
        quantity,
        unitPrice,
        sku,
        requiresShipping,
      ]),
    ).toEqual([
      ['Cup', 2, 1500, null, true],
      ['Pot', 1, 2000, 'POT', false],
    ]);
    expect(paidAt).toBe(Date.parse('2025-03-01T08:16:00Z'));
    expect(email).toBe('ada@shoppers.example');
  });

  test('that was never paid in full has no moment of payment; one that was, at least its own', async () => {
    expect((await one([{ ...FIRST, 'Financial Status': 'pending' }])).paidAt).toBeNull();
    expect((await one([{ ...FIRST, 'Paid at': '' }])).paidAt).toBe(Date.parse('2025-03-01T08:15:00Z'));
  });

  test('without an id of Shopify’s goes by its name', async () => {
    expect((await one([{ ...FIRST, Id: '' }])).order.id).toBe('name:#1001');
  });

  test('tells refunds as one amount, a cancellation by its time', async () => {
    const { order } = await one([
      {
        ...FIRST,
        'Financial Status': 'refunded',
        'Refunded Amount': '30.00',
        'Cancelled at': '2025-03-02 00:00:00 +0000',
      },
    ]);
    expect(order.cancelledAt).toBe(Date.parse('2025-03-02T00:00:00Z'));
    expect(order.refunds).toEqual([
      { id: 'file', createdAt: order.cancelledAt, lines: [], money: 3000, shipping: 0, duties: 0, taxOnly: 0 },
    ]);
  });

  test('spreads what its lines do not explain over them, to the cent', async () => {
    const { order } = await one([
      { ...FIRST, Subtotal: '39.99', Total: '39.99', 'Lineitem discount': '5.00' },
      MORE,
      { ...MORE, 'Lineitem price': '0.00' },
    ]);
    // 25.00 + 20.00 − 39.99 = 5.01 by 25 : 20.
    expect(order.lines.map(({ discount }) => discount)).toEqual([500 + 279, 222, 0]);
  });

  test('knows by its amounts whether prices include tax, and gives shipping its share of it', async () => {
    const taxed = { ...FIRST, Shipping: '10.00', Taxes: '4.00' };
    const included = await one([{ ...taxed, Total: '40.00' }], { ...EUR, taxesIncluded: false });
    expect(included.order.taxesIncluded).toBe(true);
    expect(included.order.lines.map(({ tax }) => tax)).toEqual([300]);
    const added = await one([{ ...taxed, Total: '44.00' }]);
    expect(added.order.taxesIncluded).toBe(false);
    expect((await one([FIRST])).order.taxesIncluded).toBe(true);
    const free = await one([{ ...taxed, Total: '44.00', 'Lineitem taxable': 'false' }]);
    expect(free.order.lines.map(({ tax }) => tax)).toEqual([0]);
  });

  test('counts in the smallest unit of any currency', async () => {
    const dong = { ...FIRST, Currency: 'VND', Subtotal: '250000.00', Total: '250000', 'Lineitem price': '125000' };
    expect((await one([dong], { ...EUR, currency: 'VND' })).order.total).toBe(250_000);
    const dinar = { ...FIRST, Currency: 'KWD', Subtotal: '1.250', Total: '1.250', 'Lineitem price': '0.625' };
    expect((await one([dinar], { ...EUR, currency: 'KWD' })).order.total).toBe(1250);
  });
});

describe('a row is refused with its line and the reason', () => {
  test.each<[Cells, string]>([
    [{ Total: '30.005' }, '"Total" is no amount of EUR: 30.005'],
    [{ Total: '-30.00' }, '"Total" is no amount of EUR: -30.00'],
    [{ Subtotal: '1e3' }, '"Subtotal" is no amount of EUR: 1e3'],
    [{ Subtotal: '' }, '"Subtotal" is empty'],
    [{ Subtotal: '30.01' }, '"Subtotal" is more than the lines add up to'],
    [{ Currency: 'USD' }, "its currency is USD, the store's is EUR"],
    [{ Currency: '' }, 'the first row of #1001 is missing: "Currency" is empty'],
    [{ Name: '' }, '"Name" is empty'],
    [
      { 'Created at': '2025-03-01 09:15:00' },
      '"Created at" is no time such as 2026-01-31 09:30:00 +0700: 2025-03-01 09:15:00',
    ],
    [
      { 'Created at': '2025-02-30 09:15:00 +0000' },
      '"Created at" is no time such as 2026-01-31 09:30:00 +0700: 2025-02-30 09:15:00 +0000',
    ],
    [{ 'Financial Status': '' }, '"Financial Status" is empty'],
    [{ 'Refunded Amount': '30.01' }, '"Refunded Amount" is more than "Total"'],
    [{ 'Lineitem quantity': '1.5' }, '"Lineitem quantity" is no whole number above 0'],
    [{ 'Lineitem discount': '30.01' }, 'a line is discounted by more than its price'],
    [{ Id: "5'--" }, `"Id" is no number of an order: 5'--`],
    [{ Name: '#'.repeat(256) }, '"Name" is longer than 255 characters'],
  ])('%j', async (cells, reason) => {
    expect(await refusal({ ...FIRST, ...cells })).toBe(`line 2: ${reason}`);
  });

  test('also in a later row of the order, after a note of several lines', async () => {
    const noted = csv({ ...FIRST, Source: 'web\nand\nmore' }, { ...MORE, 'Lineitem quantity': 'many' });
    expect(await read(noted)).toEqual(['line 5: "Lineitem quantity" is no whole number above 0']);
  });

  test('with too few cells it takes its whole order along, and no other', async () => {
    const text = `${csv(FIRST)}\n"#1001","cut off"\n${csv({ ...FIRST, Name: '#1002' }).split('\n')[1]}`;
    const [cut, whole] = await read(text);
    expect(cut).toBe('line 3: it has more or fewer cells than the header');
    expect(whole).toMatchObject({ order: { name: '#1002' } });
  });

  test('where a quote is never closed, nothing behind it can be read', async () => {
    const text = `${csv(FIRST, { ...FIRST, Name: '#1002', Id: '7' })}\n"#1003,${'x'.repeat(1_200_000)}`;
    const found = await read(text);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({ order: { name: '#1001' } });
    expect(found[1]).toContain('line 3: the file cannot be read from here on');
  });
});

test('a file that is no order export is refused as a whole', async () => {
  await expect(read('')).rejects.toThrow(WrongFile);
  await expect(read('Handle,Title\nmug,Mug')).rejects.toThrow('no column "Name", "Currency"');
});

test('a byte-order mark, empty lines and a character that no database stores do no harm', async () => {
  const [found] = await read(`\uFEFF${csv({ ...FIRST, 'Lineitem name': 'C\0up' })}\n\n`);
  expect(found).toMatchObject({ order: { name: '#1001', lines: [{ title: 'Cup' }] } });
});

test('shares add up to the amount, none is negative, and nothing falls to what weighs nothing', () => {
  fc.assert(
    fc.property(
      fc.nat(10 ** 9),
      fc.array(fc.nat(10 ** 9), { minLength: 1 }).filter((weights) => weights.some((weight) => weight > 0)),
      (amount, weights) => {
        const parts = shares(amount, weights);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
        for (const [index, part] of parts.entries()) {
          expect(part).toBeGreaterThanOrEqual(0);
          if (weights[index] === 0) expect(part).toBe(0);
        }
      },
    ),
  );
});
