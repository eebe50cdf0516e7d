import { expect, test } from 'vitest';
import { identityOf, readBalances } from './read-balances.ts';

const read = (...lines: string[]) => readBalances(lines.join('\r\n'));

test('columns are found by name, in either language, whatever parts them', async () => {
  const expected = [{ line: 2, customerId: null, email: 'lan@example.com', points: 500, lastDay: '2026-12-31' }];
  expect(await read('Email,Points,Expires', 'Lan@example.com,500,2026-12-31')).toEqual(expected);
  expect(
    await read('\uFEFFTên;Địa chỉ email;Số điểm;Ngày hết hạn', 'Lan;LAN@example.com;500;2026-12-31 23:59'),
  ).toEqual(expected);
});

test('a customer is named by id, also with its gid or as a spreadsheet writes it', async () => {
  const rows = await read(
    'customer id\tpoints',
    '820000000000000003\t1',
    'gid://shopify/Customer/820000000000000003\t2',
    "'820000000000000003\t3",
  );
  expect(rows.map((row) => 'points' in row && [row.customerId, row.points])).toEqual([
    ['820000000000000003', 1],
    ['820000000000000003', 2],
    ['820000000000000003', 3],
  ]);
});

test('70: a file that a spreadsheet has saved again is the same file, one that says something else is not', async () => {
  const identity = async (text: string) => identityOf(await readBalances(text));
  const file = 'email,points,expires\nlan@example.com,500,2026-12-31\nan@example.com,12.5,\n';
  const same = [
    file.replaceAll('\n', '\r\n'),
    file.replaceAll('\n', '\r'),
    `\uFEFF${file}`,
    file.trimEnd(),
    file.replaceAll(',', ';'),
    file.replaceAll('lan@example.com', '"Lan@example.com"'),
  ];
  for (const text of same) expect([text, await identity(text)]).toEqual([text, await identity(file)]);
  expect(await identity(file.replace('500', '501'))).not.toBe(await identity(file));
  expect(await identity(file.replace('2026', '2027'))).not.toBe(await identity(file));
  expect(await identity(file.replace('lan@', 'ann@'))).not.toBe(await identity(file));
});

test('71: fractions, negatives and everything else that is no balance are refused by row, with the reason', async () => {
  const rows = await read(
    'email,points,expires,state',
    'a@example.com,12.5,,',
    'a@example.com,-3,,',
    'a@example.com,"1,000",,',
    'a@example.com,0,,',
    'nobody,5,,',
    'a@example.com,5,31/12/2026,',
    'a@example.com,5,2026-02-30,',
    'a@example.com,5,,pending',
    'a@example.com,5',
    'a@example.com,9999999999,,',
  );
  expect(rows.map((row) => ('problem' in row ? row.problem : 'good'))).toEqual([
    'points',
    'points',
    'points',
    'zero',
    'nobody',
    'expires',
    'expires',
    'pending',
    'cells',
    'points',
  ]);
  expect(rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a file that is none of balances says what is missing', async () => {
  await expect(read('name,points', 'Lan,5')).rejects.toThrow('“email”');
  await expect(read('email', 'a@example.com')).rejects.toThrow('“points”');
  await expect(read('email,points')).rejects.toThrow('no rows');
  await expect(read('email,points', '"a,5')).rejects.toThrow('CSV');
});
