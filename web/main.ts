/** The process: read the configuration, migrate, build the app, serve and/or work, stop cleanly. `--web` or `--worker` for one half. */
import { parseArgs } from 'node:util';
import { migrate } from '../db/migrate.ts';
import { openDb } from '../db/open.ts';
import { type App, buildApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { errorText } from './platform/kit/errors.ts';
import { createLog } from './platform/kit/log.ts';

/** After this long what is still open is cut off: whoever stops us (systemd, Kubernetes) would kill us soon. */
const LONGEST_STOP_MS = 25_000;

const values = flagsOrExit();
const both = values.web === values.worker;
const config = configOrExit();
const log = createLog(config.logLevel);

try {
  const db = openDb(config.databaseUrl);
  try {
    const applied = await migrate(db);
    log.info({ applied }, applied.length > 0 ? 'Database migrated' : 'Database is up to date');
  } finally {
    await db.close();
  }
  const app = await buildApp(config, { log });
  const serve = both || values.web === true;
  const work = both || values.worker === true;
  const { url } = await app.start({ serve, work }).catch(async (error: unknown) => {
    // What has begun already would keep the process alive, as a worker that nobody knows of.
    await app.stop();
    throw error;
  });
  log.info({ url, serve, work }, 'Regulars is running');
  stopOnSignal(app);
} catch (error) {
  log.fatal({ err: error }, 'Regulars could not start');
  process.exitCode = 1;
}

function flagsOrExit() {
  try {
    return parseArgs({ options: { web: { type: 'boolean' }, worker: { type: 'boolean' } } }).values;
  } catch (error) {
    process.stderr.write(
      `${errorText(error)}\nUsage: web/main.ts [--web] [--worker]; neither or both: one process for all.\n`,
    );
    process.exit(2);
  }
}

function configOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

function stopOnSignal(app: App): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info({ signal }, 'Stopping: ending what has begun');
      setTimeout(() => {
        log.error('Stopped before everything had ended; unfinished jobs will be taken over');
        process.exit(1);
      }, LONGEST_STOP_MS).unref();
      app.stop().then(
        () => log.info('Stopped'),
        (error: unknown) => {
          log.error({ err: error }, 'Stopping failed');
          process.exitCode = 1;
        },
      );
    });
  }
}
