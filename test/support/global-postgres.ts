/** One cluster a run with one migrated template; every test file clones it (`freshDatabase`). */
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { startCluster } from './postgres-cluster.ts';

export const TEMPLATE = 'regulars_template';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the database `postgres` in the run's cluster. */
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  const admin = new Client({ connectionString: cluster.url('postgres') });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  } finally {
    await admin.end();
  }
  project.provide('postgresUrl', cluster.url('postgres'));
  return () => cluster.stop();
}
