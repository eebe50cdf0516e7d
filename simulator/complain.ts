/** A mistake in the simulator itself, for whoever watches its output; a caller gets 500 beside it. */
export function complain(what: string, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${what}: ${detail}\n`);
}
