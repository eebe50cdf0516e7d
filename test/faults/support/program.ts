/** A simulated Shopify and the real program beside it: processes that can be killed, stopped or starved from outside. */
import { type AppProcess, startProcess } from '../../support/app-process.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { type SimulatedShopify, startShopify } from '../../support/simulated-shopify.ts';

export interface Program extends SimulatedShopify {
  databaseUrl: string;
  /** Starts a process. When it listens, Shopify knows it by its address. */
  launch(flags?: readonly string[], env?: Record<string, string>): AppProcess;
  /** Ends every process as an operator would, and everything else. Throws when one did not end well. */
  stop(): Promise<void>;
}

export async function startProgram(options: { database?: TestDatabase } = {}): Promise<Program> {
  const database = options.database ?? (await freshDatabase());
  const { appEnvironment, setAppUrl, stop: stopShopify, ...shopify } = await startShopify();
  const launched: AppProcess[] = [];
  return {
    ...shopify,
    databaseUrl: database.url,
    launch(flags = [], env = {}) {
      const one = startProcess({ ...appEnvironment, LOG_LEVEL: 'info', DATABASE_URL: database.url, ...env }, flags);
      launched.push(one);
      one.ready.then(
        (url) => url !== '' && one.child.signalCode === null && setAppUrl(url),
        () => {},
      );
      return one;
    },
    async stop() {
      const alive = launched.filter(({ child }) => child.exitCode === null && child.signalCode === null);
      const codes = await Promise.all(alive.map((one) => one.stop()));
      await stopShopify();
      await database.drop();
      const bad = alive.filter((_, index) => codes[index] !== 0);
      if (bad.length > 0)
        throw new Error(`did not stop well:\n${bad.map((one) => one.log().slice(-2_000)).join('\n')}`);
    },
  };
}
