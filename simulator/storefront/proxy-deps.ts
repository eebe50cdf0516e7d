import type { Simulator } from '../context.ts';
import type { ProxyDeps } from './app-proxy/call.ts';

export const proxyDeps = (simulator: Simulator): ProxyDeps => ({
  appUrl: () => simulator.app.url(),
  apiSecret: simulator.app.apiSecret,
  appProxy: simulator.app.configuration.appProxy,
  wallNow: () => simulator.wallNow(),
});
