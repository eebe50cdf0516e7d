/**
 * The app's processes, as far as the clock knows them: each keeps a stream open, over which it hears the time and is asked
 * whether it has anything left to do; it answers by POST. A change of the clock has two phases: all know, then work starts.
 */
import type { Response } from 'express';
import type { Ms } from '../world/types.ts';
import type { SimulatorClock } from './clock.ts';

export interface ProcessReport {
  didWork: boolean;
  nextDue: Ms | null;
  deadLetters: number;
  unfinished: string[];
}
interface Process {
  id: string;
  role: string;
  stream: Response;
  ackedRev: number;
  released: boolean;
  report: { ask: number; report: ProcessReport } | null;
  status: { ask: number; unfinished: string[] } | null;
}
export interface AppProcesses {
  connect(id: string, role: string, stream: Response): void;
  ack(id: string, rev: number): boolean;
  report(id: string, ask: number, report: ProcessReport): boolean;
  status(id: string, ask: number, unfinished: string[]): boolean;
  /** Tells the clock's present state to all: resolves when every process follows, with those that did not in time. */
  follow(timeoutMs: number): Promise<string[]>;
  /** Asks all whether they are done; null in place of a report when a process did not answer in time or went away. */
  ask(timeoutMs: number): Promise<(ProcessReport | null)[]>;
  /** What each process says that it is busy with. */
  unfinished(timeoutMs: number): Promise<string[]>;
  list(): { process: string; role: string; rev: number }[];
  stop(): void;
}

export function createAppProcesses(clock: SimulatorClock): AppProcesses {
  const processes = new Map<string, Process>();
  const watchers = new Set<() => void>();
  let asked = 0;

  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  const send = (process: Process, message: Record<string, unknown>): void => {
    process.stream.write(`${JSON.stringify(message)}\n`);
  };
  const tellTime = (process: Process): void => {
    process.released = false;
    send(process, {
      kind: 'time',
      rev: clock.rev(),
      now: new Date(clock.now()).toISOString(),
      running: clock.running(),
    });
  };
  /** Second phase, once nobody is behind. */
  const releaseAll = (): void => {
    const all = [...processes.values()];
    if (all.some(({ ackedRev }) => ackedRev < clock.rev())) return;
    for (const process of all) {
      if (process.released) continue;
      process.released = true;
      send(process, { kind: 'release', rev: clock.rev() });
    }
  };
  const until = (condition: () => boolean, timeoutMs: number): Promise<boolean> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!condition()) return;
        finish(true);
      };
      const finish = (met: boolean): void => {
        clearTimeout(timer);
        watchers.delete(check);
        resolve(met);
      };
      const timer = setTimeout(() => finish(condition()), timeoutMs);
      watchers.add(check);
      check();
    });

  return {
    connect(id, role, stream) {
      const process: Process = { id, role, stream, ackedRev: 0, released: false, report: null, status: null };
      processes.get(id)?.stream.end();
      processes.set(id, process);
      stream.on('close', () => {
        if (processes.get(id) === process) processes.delete(id);
        releaseAll();
        changed();
      });
      tellTime(process);
      changed();
    },
    ack(id, rev) {
      const process = processes.get(id);
      if (!process) return false;
      process.ackedRev = Math.max(process.ackedRev, rev);
      releaseAll();
      changed();
      return true;
    },
    report(id, ask, report) {
      const process = processes.get(id);
      if (!process) return false;
      process.report = { ask, report };
      changed();
      return true;
    },
    status(id, ask, unfinished) {
      const process = processes.get(id);
      if (!process) return false;
      process.status = { ask, unfinished };
      changed();
      return true;
    },
    async follow(timeoutMs) {
      for (const process of processes.values()) tellTime(process);
      const rev = clock.rev();
      const behind = (): Process[] => [...processes.values()].filter(({ ackedRev }) => ackedRev < rev);
      await until(() => behind().length === 0, timeoutMs);
      return behind().map(({ id, role }) => `process ${id} (${role}) does not follow the clock`);
    },
    async ask(timeoutMs) {
      asked += 1;
      const ask = asked;
      const all = [...processes.values()];
      for (const process of all) send(process, { kind: 'report', ask });
      const there = (process: Process): boolean => processes.get(process.id) === process;
      const answered = (process: Process): boolean => (process.report?.ask ?? 0) >= ask;
      await until(() => all.every((process) => answered(process) || !there(process)), timeoutMs);
      return all.map((process) =>
        there(process) && answered(process) && process.report ? process.report.report : null,
      );
    },
    async unfinished(timeoutMs) {
      asked += 1;
      const ask = asked;
      const all = [...processes.values()];
      for (const process of all) send(process, { kind: 'status', ask });
      const answered = (process: Process): boolean => (process.status?.ask ?? 0) >= ask;
      await until(() => all.every((process) => answered(process) || !processes.has(process.id)), timeoutMs);
      return all.flatMap((process) => {
        const name = `process ${process.id} (${process.role})`;
        if (!answered(process)) return [`${name} does not answer`];
        return (process.status?.unfinished ?? []).map((each) => `${name}: ${each}`);
      });
    },
    list: () => [...processes.values()].map(({ id, role, ackedRev }) => ({ process: id, role, rev: ackedRev })),
    stop() {
      for (const { stream } of processes.values()) stream.end();
      processes.clear();
      changed();
    },
  };
}
