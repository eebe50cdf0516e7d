/**
 * The worker processes of a PostgreSQL database. Each holds an advisory lock under its `id` for as long as its connection lives:
 * a row whose lock is free is of a process that died, and the others take its jobs over. The table does not exist on SQLite.
 */
export interface JobWorkersTable {
  /** Under this name graphile-worker locks the jobs that the process has. */
  id: string;
  /** graphile-worker's number of the job that runs alone, because a process has ended with it before; it answers for this process. */
  alone: number | null;
  /** Wall ms at which its death was found; its jobs are looked for once more after that, and then the row goes. */
  died_at: number | null;
}
