import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonLines, type Span } from './json-lines.ts';

async function read(bytes: Uint8Array, cuts: readonly number[], span: Partial<Span> = {}) {
  const lines: string[] = [];
  const ends: number[] = [];
  const chunks = async function* () {
    let start = 0;
    for (const cut of [...cuts.filter((cut) => cut < bytes.length), bytes.length].toSorted((a, b) => a - b)) {
      yield Uint8Array.from(bytes.subarray(start, cut));
      start = cut;
    }
  };
  for await (const batch of jsonLines(chunks(), { startsAt: 0, from: 0, largest: 2 ** 40, ...span })) {
    lines.push(...batch.lines);
    ends.push(batch.end);
  }
  return { lines, ends };
}
const bytesOf = (text: string) => new TextEncoder().encode(text);

test('lines come out as they went in, however the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.jsonValue(), { minLength: 1 }),
      fc.array(fc.nat(400)),
      fc.boolean(),
      async (values, cuts, ended) => {
        const texts = values.map((value) => JSON.stringify(value));
        const bytes = bytesOf(texts.join('\n') + (ended ? '\n' : ''));
        const { lines, ends } = await read(bytes, cuts);
        expect(lines).toEqual(texts);
        expect(ends.at(-1)).toBe(bytes.length);
      },
    ),
  );
});

test('reading goes on where it ended, whether the server began there or at the start of the file', async () => {
  const first = '{"id":"Đặng"}\n';
  const bytes = bytesOf(`${first}{"id":2}\n{"id":3}\n`);
  const from = bytesOf(first).length;
  expect((await read(bytes, [3, 20], { from })).lines).toEqual(['{"id":2}', '{"id":3}']);
  expect((await read(bytes.subarray(from), [4], { startsAt: from, from })).ends.at(-1)).toBe(bytes.length);
});

test('a large file comes in batches of about a megabyte, and a batch ends where a line ends', async () => {
  const line = `${JSON.stringify({ text: 'x'.repeat(1000) })}\n`;
  const { lines, ends } = await read(
    bytesOf(line.repeat(3000)),
    Array.from({ length: 50 }, (_, index) => index * 65_536),
  );
  expect(lines).toHaveLength(3000);
  expect(ends).toHaveLength(3);
  for (const end of ends) expect(end % line.length).toBe(0);
});

test('neither a line without end nor a file without end fills the memory', async () => {
  const long = new Uint8Array(9 * 2 ** 20).fill(120);
  await expect(read(long, [2 ** 20, 5 * 2 ** 20])).rejects.toThrow('too long');
  await expect(read(bytesOf('{}\n{}\n'), [3], { largest: 4 })).rejects.toThrow('too large');
});
