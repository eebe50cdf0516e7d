import { z } from 'zod';
import { uninstallApp } from '../../auth/install.ts';
import { createSeedShop, seedNames } from '../../seeds/create-seed-shop.ts';
import { playHistory } from '../../seeds/waiting-history.ts';
import { Unknown } from '../../world/refusals.ts';
import { findShop } from '../../world/shops.ts';
import type { Control } from '../context.ts';
import { domain } from '../fields.ts';
import { get, post, type ControlRoute } from '../route.ts';
import { describeShop } from '../state.ts';
import { installAndOpen } from './shops.ts';

export function stateRoutes(control: Control): ControlRoute[] {
  const { simulator, dispatcher, mailbox } = control;
  const { world, app, clock } = simulator;
  const { closedDomains } = control;
  /** A closed store's domain is never given to another by a reset. */
  const unusedDomain = (name: string): string => {
    for (let n = 2; ; n += 1) {
      const candidate = `${name}-${n}.myshopify.com`;
      if (!world.shops.has(candidate) && !closedDomains.has(candidate)) return candidate;
    }
  };
  return [
    get('state', z.object({ shop: domain.optional() }), ({ shop }) =>
      shop === undefined
        ? {
            now: new Date(clock.now()).toISOString(),
            shops: [...world.shops.keys()],
            app: app.url(),
            mailbox: simulator.mailboxUrl(),
            processes: control.processes.list(),
          }
        : describeShop(findShop(world, shop), app, clock.now()),
    ),
    get('deliveries', z.object({ shop: domain, id: z.string() }), ({ shop, id }) => {
      const delivery = findShop(world, shop).deliveries.find((each) => each.id === id);
      if (!delivery) throw new Unknown(`no delivery ${id} in ${shop}`);
      return { id, topic: delivery.topic, body: delivery.body === '' ? null : delivery.body };
    }),
    post('reset', z.strictObject({ seed: z.enum(seedNames).default('empty') }), async ({ seed }) => {
      simulator.faults.set(null);
      dispatcher.forget(() => true);
      dispatcher.resetPolicies();
      control.bulk.setDuration(0);
      mailbox.clear();
      // A store that is closed loses its apps: the app hears of it as of any uninstallation.
      for (const shop of world.shops.values()) if (shop.install) uninstallApp(simulator, shop);
      dispatcher.forget(({ delivery }) => delivery.topic === 'shop/redact');
      for (const closed of world.shops.keys()) closedDomains.add(closed);
      world.shops.clear();
      const shop = createSeedShop(world, seed, unusedDomain(seed));
      await installAndOpen(control, shop);
      await playHistory(world, shop);
      return { shops: [...world.shops.keys()] };
    }),
  ];
}
