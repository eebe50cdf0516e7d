import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDb } from '../open.ts';

test('a full disk is told as such, and afterwards there is room again', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'regulars-sqlite-'));
  const db = openDb(`sqlite:${path.join(folder, 'full.sqlite')}`);
  const insert = (bytes: number) =>
    db.transaction((tx) => sql`insert into things values (${'x'.repeat(bytes)})`.execute(tx));
  try {
    await sql`create table things (content text)`.execute(db.migrator);
    // Stands for the disk: no more pages than these.
    await sql`pragma max_page_count = 10`.execute(db.migrator);
    await expect(insert(100_000)).rejects.toThrow('database or disk is full');
    await insert(100);
    const { rows } = await sql<{ n: number }>`select count(*) as n from things`.execute(db.migrator);
    expect(rows).toEqual([{ n: 1 }]);
  } finally {
    await db.close();
    await rm(folder, { recursive: true });
  }
});
