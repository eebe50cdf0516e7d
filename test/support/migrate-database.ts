import { migrate } from '../../db/migrate.ts';
import { openDb } from '../../db/open.ts';

export async function migrateDatabase(url: string): Promise<void> {
  const db = openDb(url);
  try {
    await migrate(db);
  } finally {
    await db.close();
  }
}
