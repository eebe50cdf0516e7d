/**
 * A process that works on jobs of the kind `work` until there is nothing left to do, and then ends. A job whose key begins with `kill` ends
 * the process from outside, as a power cut would; one whose key begins with `hang` never ends. Each line it prints is a job that began.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { openDb } from '../../db/open.ts';
import { jobTable } from '../../web/platform/jobs/job-table.ts';
import { createQueue } from '../../web/platform/jobs/queue.ts';
import { createWorker } from '../../web/platform/jobs/worker.ts';
import { createLog } from '../../web/platform/kit/log.ts';

const [url = '', now = '', maxTries = ''] = process.argv.slice(2);
const clock = { now: () => Number(now) };
const db = openDb(url);
const table = jobTable(db.read);
const worker = createWorker({
  db,
  clock,
  queue: createQueue(clock.now, () => {}),
  log: createLog('silent'),
  kinds: new Map([['work', { run: ({ key }: { key: string }) => run(key) }]]),
  maxTries: Number(maxTries),
  simulated: true,
  leaseMs: 400,
});

async function run(key: string): Promise<void> {
  process.stdout.write(`${key}\n`);
  if (key.startsWith('kill')) process.kill(process.pid, 'SIGKILL');
  if (key.startsWith('hang')) await new Promise(() => {});
}

worker.start();
while (await table.isBusy(db.read, ['work'], clock.now())) await pause(20);
await worker.stop();
await db.close();
