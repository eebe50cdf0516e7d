/**
 * What the parts of the simulator share: the stores, the app under test as Shopify knows it (its configuration and
 * address), the clock, and the faults that somebody asked for. `server.ts` makes one and hands it to each part.
 */
import type { AppConfiguration } from './webhooks/app-toml.ts';
import type { Faults } from './control/faults.ts';
import type { SimulatorClock } from './control/clock.ts';
import type { Shop, World } from './world/types.ts';

export interface Simulator {
  world: World;
  clock: SimulatorClock;
  /** Wall time, ms: ages of session tokens, proxy signatures and access tokens, refill of the throttle. */
  wallNow(): number;
  app: AppSide;
  faults: Faults;
  /** Where the simulator itself listens, without a slash at the end. */
  url(): string;
  /** `smtp://…` of the mailbox that takes the app's mail. */
  mailboxUrl(): string | null;
}

/** The app as its Partner dashboard would show it. */
export interface AppSide {
  apiKey: string;
  apiSecret: string;
  /** Numeric id of the app, for its reserved namespaces. */
  id: string;
  configuration: AppConfiguration;
  extensionsDir: string;
  /** Where the app listens, without a slash at the end; null while nobody has said. */
  url(): string | null;
  /** Level 2 protected customer data that was granted; what is missing here is null in webhooks and the Admin API. */
  protectedFields: Set<ProtectedField>;
}

export type ProtectedField = 'name' | 'email' | 'phone' | 'address';

/** `app--<numeric app id>`: what `$app` stands for. `$app:sub` becomes `app--<id>--sub`. */
export function reservedNamespace(app: Pick<AppSide, 'id'>, namespace: string): string {
  if (namespace === '$app') return `app--${app.id}`;
  return namespace.startsWith('$app:') ? `app--${app.id}--${namespace.slice(5)}` : namespace;
}

/** The store of that domain, if there is one. */
export function shopOf(world: World, domain: string): Shop | undefined {
  return world.shops.get(domain.toLowerCase());
}
