import { z } from 'zod';
import { changeScopes, installApp, openApp, uninstallApp } from '../../auth/install.ts';
import { changeTags, createCustomer, findCustomer, updateCustomer, deleteCustomer } from '../../world/customers.ts';
import { mergeCustomers } from '../../world/merge-customers.ts';
import { privacyTopics, requestPrivacy } from '../../world/privacy.ts';
import { NotAllowed, Unknown } from '../../world/refusals.ts';
import { createShop, updateShop } from '../../world/shops.ts';
import type { Customer, Shop, World } from '../../world/types.ts';
import type { Control } from '../context.ts';
import { domain, flag, id, shopMeant } from '../fields.ts';
import { ControlError, post, type ControlRoute } from '../route.ts';

/** First API call that App Bridge lets the admin page make. */
const firstApiPath = '/api/programme';
const tags = z.array(z.string().min(1));

export function shopRoutes(control: Control): ControlRoute[] {
  const { simulator } = control;
  const { world } = simulator;
  return [
    post(
      'shops',
      z.strictObject({
        domain,
        currency: z.string(),
        locale: z.string().min(2),
        timeZone: z.string().optional(),
        install: flag.default(true),
        name: z.string().optional(),
        email: z.string().optional(),
        country: z.string().length(2).optional(),
        plan: z.enum(['standard', 'advanced', 'plus']).optional(),
        taxesIncluded: flag.optional(),
      }),
      async ({ install, ...input }) => {
        const shop = createShop(world, input);
        if (install) await installAndOpen(control, shop);
        return { shop: shop.domain };
      },
    ),
    post(
      'shops/update',
      z.strictObject({
        shop: domain.optional(),
        name: z.string().optional(),
        email: z.string().optional(),
        locale: z.string().min(2).optional(),
        timeZone: z.string().optional(),
        plan: z.enum(['standard', 'advanced', 'plus']).optional(),
        taxesIncluded: flag.optional(),
      }),
      ({ shop, ...change }) => updateShop(world, shopMeant(world, shop), change),
    ),
    post('install', z.strictObject({ shop: domain.optional() }), async (body) => {
      await installAndOpen(control, shopMeant(world, body.shop));
    }),
    post('uninstall', z.strictObject({ shop: domain.optional() }), (body) => {
      uninstallApp(simulator, shopMeant(world, body.shop));
    }),
    post('scopes', z.strictObject({ shop: domain.optional(), scopes: z.array(z.string()) }), (body) => {
      changeScopes(simulator, shopMeant(world, body.shop), body.scopes);
    }),
    post('tokens', z.strictObject({ shop: domain.optional(), expire: z.enum(['access', 'refresh']) }), (body) => {
      const shop = shopMeant(world, body.shop);
      if (!shop.install) throw new NotAllowed(`the app is not installed in ${shop.domain}`);
      for (const token of shop.install.accessTokens.values()) token.expiresAt = 0;
      if (body.expire === 'refresh') for (const token of shop.install.refreshTokens.values()) token.expiresAt = 0;
    }),
    post(
      'customers',
      z.strictObject({
        shop: domain.optional(),
        email: z.string(),
        firstName: z.string().nullish(),
        lastName: z.string().nullish(),
        phone: z.string().nullish(),
        marketing: flag.optional(),
        locale: z.string().optional(),
        tags: tags.optional(),
        account: flag.optional(),
        verifiedEmail: flag.optional(),
      }),
      ({ shop, account, ...input }) => {
        const customer = createCustomer(world, shopMeant(world, shop), {
          ...input,
          ...(account && { state: 'enabled' as const }),
        });
        return { customer: { id: `gid://shopify/Customer/${customer.id}` } };
      },
    ),
    post(
      'customers/update',
      z.strictObject({
        shop: domain.optional(),
        customer: id,
        email: z.string().nullable().optional(),
        firstName: z.string().nullable().optional(),
        lastName: z.string().nullable().optional(),
        phone: z.string().nullable().optional(),
        marketing: flag.optional(),
        locale: z.string().optional(),
        note: z.string().nullable().optional(),
        tags: tags.optional(),
        account: flag.optional(),
        verifiedEmail: flag.optional(),
      }),
      (body) => {
        const { shop: _shop, customer: customerId, account, marketing, tags: newTags, ...change } = body;
        const { shop, customer } = customerAnywhere(world, customerId);
        const changes = {
          ...change,
          ...(marketing !== undefined && { acceptsMarketing: marketing }),
          ...(account !== undefined && { state: account ? ('enabled' as const) : ('disabled' as const) }),
        };
        if (Object.keys(changes).length > 0) updateCustomer(world, shop, customer, changes);
        if (newTags) changeTags(world, shop, customer, newTags);
      },
    ),
    post('customers/delete', z.strictObject({ shop: domain.optional(), customer: id }), (body) => {
      const { shop, customer } = customerAnywhere(world, body.customer);
      deleteCustomer(world, shop, customer);
    }),
    post('customers/merge', z.strictObject({ shop: domain.optional(), keep: id, remove: id }), (body) => {
      const { shop, customer } = customerAnywhere(world, body.keep);
      mergeCustomers(world, shop, customer, findCustomer(shop, body.remove));
    }),
    post(
      'privacy',
      z.strictObject({ shop: domain.optional(), topic: z.enum(privacyTopics), customer: id.optional() }),
      (body) => {
        const shop = shopMeant(world, body.shop);
        requestPrivacy(world, shop, body.topic, body.customer === undefined ? null : findCustomer(shop, body.customer));
      },
    ),
  ];
}

/** Installs and opens the app as the merchant would see it next. While nobody has said where the app is, it waits. */
export async function installAndOpen(control: Control, shop: Shop): Promise<void> {
  const { simulator, dispatcher } = control;
  installApp(simulator, shop);
  // Installed again in time: the data stay.
  dispatcher.forget(
    (job) => job.shop === shop && job.delivery.topic === 'shop/redact' && job.delivery.tries.length === 0,
  );
  if (simulator.app.url() === null) return;
  const opened = await openApp(simulator, shop, firstApiPath).catch((error: unknown) => {
    throw new ControlError(502, `the app cannot be opened: ${error instanceof Error ? causeOf(error) : String(error)}`);
  });
  if (opened.api >= 500) {
    throw new ControlError(502, `the app answered ${opened.page} for its page and ${opened.api} for ${firstApiPath}`);
  }
}
const causeOf = (error: Error): string => (error.cause instanceof Error ? error.cause.message : error.message);

function customerAnywhere(world: World, customerId: string): { shop: Shop; customer: Customer } {
  for (const shop of world.shops.values()) {
    if (shop.customers.has(customerId)) return { shop, customer: findCustomer(shop, customerId) };
  }
  throw new Unknown(`no customer ${customerId}`);
}
