/** Calls that reach the app as Shopify's own surfaces would: its admin API with a session token, its proxy signed. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { extensionTokenFor, sessionTokenFor } from '../../auth/install.ts';
import { callProxy, type ProxyAnswer } from '../../storefront/app-proxy/call.ts';
import { findCustomer } from '../../world/customers.ts';
import { NotAllowed } from '../../world/refusals.ts';
import type { Control } from '../context.ts';
import { domain, flag, id, shopMeant } from '../fields.ts';
import { checked, ControlError, post, type ControlRoute } from '../route.ts';

const proxyCall = z.strictObject({
  shop: domain.optional(),
  customer: id.optional(),
  method: z.string().optional(),
  path: z.string().default('/'),
  body: z.unknown().optional(),
  ip: z.string().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  render: flag.default(false),
});
const fields = new Set(['name', 'email', 'phone', 'address'] as const);

export function appRoutes(control: Control): ControlRoute[] {
  const { simulator } = control;
  const { world, app } = simulator;
  const proxied = (call: z.output<typeof proxyCall>): Promise<ProxyAnswer> => {
    const shop = shopMeant(world, call.shop);
    const customerId = call.customer === undefined ? null : findCustomer(shop, call.customer).id;
    const { appProxy } = app.configuration;
    if (!appProxy) throw new NotAllowed('the app declares no proxy');
    const [path = '/', search = ''] = call.path.split('?', 2);
    const body = bodyText(call.body);
    return callProxy(
      { appUrl: () => app.url(), apiSecret: app.apiSecret, appProxy, wallNow: () => simulator.wallNow() },
      shop,
      {
        customerId,
        method: (call.method ?? (body === null ? 'GET' : 'POST')).toUpperCase(),
        path,
        query: new URLSearchParams(search),
        body,
        headers: { ...(body !== null && { 'Content-Type': 'application/json' }), ...call.headers },
        ip: call.ip ?? null,
        ...(call.render && { render: async (liquid: string) => control.renderLiquid(shop, liquid, customerId) }),
      },
    );
  };
  return [
    post(
      'app',
      z.strictObject({
        url: z.url().optional(),
        protectedData: z.array(z.enum(['name', 'email', 'phone', 'address'])).optional(),
      }),
      (body, request) => {
        if (body.url !== undefined) {
          if (!isLoopback(request)) throw new ControlError(403, 'only this machine may say where the app is');
          control.setAppUrl(body.url);
        }
        if (body.protectedData) {
          for (const field of fields) {
            if (body.protectedData.includes(field)) app.protectedFields.add(field);
            else app.protectedFields.delete(field);
          }
        }
        return { url: app.url(), protectedData: [...app.protectedFields], mailbox: simulator.mailboxUrl() };
      },
    ),
    post(
      'admin',
      z.strictObject({
        shop: domain.optional(),
        method: z.string().default('GET'),
        path: z.string().startsWith('/'),
        body: z.unknown().optional(),
      }),
      async (call) => {
        const shop = shopMeant(world, call.shop);
        const answer = await callAdmin(control, call, sessionTokenFor(simulator, shop));
        return { status: answer.status, body: await bodyOf(answer) };
      },
    ),
    post('extension-token', z.strictObject({ shop: domain.optional(), customer: id.optional() }), (call) => {
      const shop = shopMeant(world, call.shop);
      const customerId = call.customer === undefined ? null : findCustomer(shop, call.customer).id;
      return { token: extensionTokenFor(simulator, shop, customerId) };
    }),
    post('proxy', proxyCall, async (call) => {
      const { status, headers, body } = await proxied(call);
      return { status, headers, body: body.toString('utf8') };
    }),
    {
      method: 'get',
      path: 'proxy',
      async handle(request: Request, response: Response) {
        const { status, headers, body } = await proxied(checked(proxyCall, request.query));
        response.status(status).set(headers).send(body);
      },
    },
  ];
}

function bodyText(body: unknown): string | null {
  if (body === undefined || body === null) return null;
  return typeof body === 'string' ? body : JSON.stringify(body);
}

async function callAdmin(
  control: Control,
  call: { method: string; path: string; body?: unknown },
  token: string,
): Promise<globalThis.Response> {
  const appUrl = control.simulator.app.url();
  if (appUrl === null) throw new NotAllowed('the app has not said where it listens');
  const target = new URL(call.path, appUrl);
  // `//other.host/` is a path too: the token goes to the app only.
  if (target.origin !== new URL(appUrl).origin) throw new NotAllowed('path must stay within the app');
  const body = bodyText(call.body);
  try {
    return await fetch(target, {
      method: call.method.toUpperCase(),
      headers: { Authorization: `Bearer ${token}`, ...(body !== null && { 'Content-Type': 'application/json' }) },
      ...(body !== null && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
    });
  } catch (error) {
    throw new ControlError(502, `the app did not answer: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function bodyOf(answer: globalThis.Response): Promise<unknown> {
  const text = await answer.text();
  if (!answer.headers.get('content-type')?.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    // It said JSON and was none: the caller sees what came.
    return text;
  }
}

function isLoopback(request: Request): boolean {
  const address = request.socket.remoteAddress ?? '';
  return address === '::1' || address.replace('::ffff:', '').startsWith('127.');
}
