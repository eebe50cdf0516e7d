export interface MigrationsTable {
  name: string;
  /** Ms, wall time. */
  applied_at: number;
}
