/** Looks for texts in everything that a database has stored, wherever that may be: to show that something is gone. */
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Db } from '../../db/open.ts';

/** Where which of the texts still stand, whatever their case. Of SQLite the bytes of its files are looked at, of PostgreSQL every row of every schema. */
export async function placesOf(db: Db, texts: readonly string[]): Promise<string[]> {
  return db.url.startsWith('sqlite:') ? inFiles(db, texts) : inRows(db, texts);
}

async function inFiles(db: Db, texts: readonly string[]): Promise<string[]> {
  await db.purge();
  const path = db.url.slice('sqlite:'.length);
  const places: string[] = [];
  for (const file of [path, `${path}-wal`]) {
    const bytes = (await readFile(file)).toString('utf8').toLowerCase();
    for (const text of texts) {
      const at = bytes.indexOf(text.toLowerCase());
      if (at >= 0)
        places.push(`${text} in ${file.replace(path, 'file')}: ${bytes.slice(Math.max(0, at - 60), at + 60)}`);
    }
  }
  return places;
}

async function inRows(db: Db, texts: readonly string[]): Promise<string[]> {
  const tables = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_catalog.pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(db.migrator);
  const places: string[] = [];
  for (const { schema, name } of tables.rows) {
    const rows = await sql<{ row: string }>`select t::text as row from ${sql.table(`${schema}.${name}`)} t`.execute(
      db.migrator,
    );
    for (const { row } of rows.rows) {
      for (const text of texts) {
        if (row.toLowerCase().includes(text.toLowerCase()))
          places.push(`${text} in ${schema}.${name}: ${row.slice(0, 300)}`);
      }
    }
  }
  return places;
}
