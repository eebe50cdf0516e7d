/** PostgreSQL's serialization failure and deadlock: the whole transaction may simply be run again. */
const RETRYABLE = new Set(['40001', '40P01']);

export function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && RETRYABLE.has(error.code);
}

/** PostgreSQL's classes: data exception, integrity constraint violation, program limit exceeded. */
const ROW_CLASSES = new Set(['22', '23', '54']);

/** Is a value at fault? Then other rows can be stored. Everything else (no connection, locked, full) is so for all of them. */
export function blamesTheRows(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof TypeError) return true;
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return false;
  return /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE)/.test(error.code) || ROW_CLASSES.has(error.code.slice(0, 2));
}
