/** One cluster a run with one migrated template; every test file clones it (`freshDatabase`). */
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from './migrate-database.ts';
import { startCluster } from './postgres-cluster.ts';

const TEMPLATE = 'regulars_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the database `postgres` in the run's cluster. */
    postgresUrl: string;
    /** Name of the migrated database that is to be cloned; nobody is connected to it. */
    postgresTemplate: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  try {
    await createTemplate(cluster.url('postgres'), cluster.url(TEMPLATE));
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  project.provide('postgresUrl', cluster.url('postgres'));
  project.provide('postgresTemplate', TEMPLATE);
  return () => cluster.stop();
}

async function createTemplate(adminUrl: string, templateUrl: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  } finally {
    await admin.end();
  }
  await migrateDatabase(templateUrl);
}
