/** What keeps the process alive: servers, sockets, timers. Compared before and after a test world, to find leaks. */
const COUNTED = new Set([
  'TCPServerWrap',
  'TCPSocketWrap',
  'PipeWrap',
  'Timeout',
  'FSEventWrap',
  'StatWatcher',
  'Worker',
  'ProcessWrap',
]);

export function openHandles(): { sameAgain(patienceMs?: number): Promise<void> } {
  const before = count();
  return {
    async sameAgain(patienceMs = 20_000) {
      // Closing sockets takes some turns of the event loop.
      const deadline = Date.now() + patienceMs;
      let left = grown(before, count());
      while (left.length > 0 && Date.now() < deadline) {
        await new Promise((resolve) => setImmediate(resolve));
        left = grown(before, count());
      }
      if (left.length > 0) throw new Error(`left open after everything was stopped: ${left.join(', ')}`);
    },
  };
}

function count(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) {
    if (COUNTED.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

function grown(before: Map<string, number>, after: Map<string, number>): string[] {
  return [...after].flatMap(([kind, n]) => {
    const more = n - (before.get(kind) ?? 0);
    return more > 0 ? [`${more} × ${kind}`] : [];
  });
}
