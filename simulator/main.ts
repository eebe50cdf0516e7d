/** The simulator as a program. Its configuration is in the environment; `node simulator/main.ts --help` lists it. */
import { fileURLToPath } from 'node:url';
import { startSimulator } from './server.ts';

const help = `A Shopify that runs on a laptop. Environment:
  SHOPIFY_API_KEY, SHOPIFY_API_SECRET   what the app has, too (needed)
  APP_URL                               where the app listens; or say it later: POST /_simulator/app {"url": …}
  PORT (4000), HOST (127.0.0.1)         where the simulator listens
  APP_TOML (shopify.app.toml), EXTENSIONS_DIR (extensions)
  SIMULATOR_STATE                       file that keeps the stores over restarts`;

if (process.argv.includes('--help')) {
  console.log(help);
} else {
  await run();
}

async function run(): Promise<void> {
  const { env } = process;
  const root = fileURLToPath(new URL('..', import.meta.url));
  const apiKey = env.SHOPIFY_API_KEY;
  const apiSecret = env.SHOPIFY_API_SECRET;
  const port = Number(env.PORT ?? 4000);
  const problems = [
    ...(apiKey ? [] : ['SHOPIFY_API_KEY is missing']),
    ...(apiSecret ? [] : ['SHOPIFY_API_SECRET is missing']),
    ...(Number.isInteger(port) && port >= 0 && port < 65536 ? [] : [`PORT is no port: ${env.PORT}`]),
    ...(env.APP_URL === undefined || URL.canParse(env.APP_URL) ? [] : [`APP_URL is no address: ${env.APP_URL}`]),
  ];
  if (!apiKey || !apiSecret || problems.length > 0) {
    console.error(`${problems.join('\n')}\n\n${help}`);
    process.exitCode = 1;
    return;
  }
  const simulator = await startSimulator({
    port,
    ...(env.HOST && { host: env.HOST }),
    ...(env.APP_URL && { appUrl: env.APP_URL }),
    ...(env.SIMULATOR_STATE && { statePath: env.SIMULATOR_STATE }),
    apiKey,
    apiSecret,
    appToml: env.APP_TOML ?? `${root}shopify.app.toml`,
    extensionsDir: env.EXTENSIONS_DIR ?? `${root}extensions`,
  });
  console.log(JSON.stringify({ simulator: simulator.url, mailbox: simulator.simulator.mailboxUrl() }));
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    simulator.stop().catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
