/** A program that the demo starts, watches and stops. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface Child {
  name: string;
  /** Settles when the program has ended, whoever ended it. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  lastLines(): string[];
  /** Asks it to stop, and ends it when it does not within ten seconds. */
  stop(): Promise<void>;
}

const keptLines = 25;

export function startChild(name: string, args: string[], env: Record<string, string>, cwd: string): Child {
  const program: ChildProcess = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches the demo alone, which then stops both in order.
    detached: process.platform !== 'win32',
  });
  const lines: string[] = [];
  let rest = '';
  const keep = (chunk: string): void => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts.filter((line) => line !== ''));
    lines.splice(0, Math.max(0, lines.length - keptLines));
  };
  program.stdout?.setEncoding('utf8').on('data', keep);
  program.stderr?.setEncoding('utf8').on('data', keep);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    program.once('error', (error) => {
      lines.push(error.message);
      resolve({ code: 1, signal: null });
    });
    program.once('close', (code, signal) => resolve({ code, signal }));
  });
  const running = (): boolean => program.exitCode === null && program.signalCode === null && program.pid !== undefined;
  return {
    name,
    ended,
    lastLines: () => (rest === '' ? [...lines] : [...lines, rest]),
    async stop() {
      if (!running()) return;
      program.kill('SIGTERM');
      const patience = setTimeout(() => program.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** Waits until `url` answers 200. Throws when the program ends before, or after `seconds`. */
export async function untilAnswers(child: Child, url: string, seconds = 60): Promise<void> {
  const deadline = AbortSignal.timeout(seconds * 1000);
  const died = child.ended.then(() => 'died' as const);
  for (;;) {
    const answer = await Promise.race([answers(url), died]);
    if (answer === 'died') throw new Error(`${child.name} stopped while starting`);
    if (answer) return;
    if (deadline.aborted) throw new Error(`${child.name} did not answer at ${url} within ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Nobody listens there yet: ask again.
    return false;
  }
}
