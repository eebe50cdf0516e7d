import { existsSync } from 'node:fs';
import pg from 'pg';

/** The demo's stores are new each time, so rows of an earlier run would contradict them. Throws with the remedy. */
export async function assertEmptyDatabase(database: string): Promise<void> {
  if (database.startsWith('sqlite:')) {
    const path = database.slice('sqlite:'.length);
    if (existsSync(path)) throw new Error(`${path} exists. Name a file that does not exist yet, or go on with --keep.`);
    return;
  }
  const client = new pg.Client({ connectionString: database, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect().catch((cause: Error) => {
      throw new Error(`--database cannot be reached: ${cause.message}`, { cause });
    });
    const { rows } = await client.query<{ tables: string }>(
      "select count(*) as tables from information_schema.tables where table_schema = 'public'",
    );
    if (Number(rows[0]?.tables) > 0) {
      throw new Error('The database is not empty. Give an empty one (createdb regulars_demo), or go on with --keep.');
    }
  } finally {
    await client.end();
  }
}
