/** All tables. Only `text`, `bigint`/`integer` and JSON as text; times are ms, flags are 0 or 1. */
import type { DataRequestsTable } from './data-requests.ts';
import type { InboxTable } from './inbox.ts';
import type { InstallationsTable } from './installations.ts';
import type { JobsTable } from './jobs.ts';
import type { MigrationsTable } from './migrations.ts';
import type { ShopsTable } from './shops.ts';

export interface Database {
  migrations: MigrationsTable;
  installations: InstallationsTable;
  inbox: InboxTable;
  jobs: JobsTable;
  data_requests: DataRequestsTable;
  shops: ShopsTable;
}
