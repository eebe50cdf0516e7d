import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../context.ts';
import { createCustomer } from '../../world/customers.ts';
import type { Shop } from '../../world/types.ts';
import { makeShop, makeSimulator, serve } from '../storefront.fixture.ts';
import { signProxyQuery } from './sign-query.ts';

describe('/apps/fixture on the storefront', () => {
  let app: Server;
  let simulator: Simulator;
  let shop: Shop;
  let site: Awaited<ReturnType<typeof serve>>;
  let answer: { type: string; body: string };
  let asked: { url: URL; method: string | undefined; cookie: string | undefined; body: string }[];

  beforeEach(async () => {
    asked = [];
    app = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      asked.push({
        url: new URL(request.url ?? '', 'http://app'),
        method: request.method,
        cookie: request.headers.cookie,
        body,
      });
      response.setHeader('Content-Type', answer.type).end(answer.body);
    });
    app.listen(0, '127.0.0.1');
    await once(app, 'listening');
    const address = app.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    simulator = makeSimulator({ url: () => `http://127.0.0.1:${address.port}` });
    shop = makeShop(simulator);
    site = await serve(simulator);
  });
  afterEach(async () => {
    await site.close();
    app.closeAllConnections();
    app.close();
    await once(app, 'close');
  });

  it('says who is logged in, signed, and keeps the shopper’s cookies', async () => {
    answer = { type: 'application/json', body: '{"available":5}' };
    const customer = createCustomer(simulator.world, shop, { email: 'lan@example.com' });
    const shopper = site.shopper(shop);
    await shopper.get('/apps/fixture/me?logged_in_customer_id=1');
    await shopper.post('/account/login', { 'customer[email]': 'lan@example.com' });
    const me = await shopper.get('/vi/apps/fixture/me');
    expect(me.text).toBe('{"available":5}');
    const [guest, lan] = asked;
    expect(guest?.url.searchParams.getAll('logged_in_customer_id')).toEqual(['']);
    expect(lan?.url.pathname).toBe('/proxy/me');
    expect(lan?.url.searchParams.get('logged_in_customer_id')).toBe(customer.id);
    expect(lan?.url.searchParams.get('path_prefix')).toBe('/apps/fixture');
    expect(lan?.url.searchParams.get('signature')).toBe(
      signProxyQuery(lan?.url.searchParams ?? new URLSearchParams(), 'hush'),
    );
    expect(lan?.cookie).toBeUndefined();
  });

  it('passes a posted body on as it is', async () => {
    answer = { type: 'application/json', body: '{}' };
    await site.shopper(shop).post('/apps/fixture/redeem', { reward: 'r1', points: 5 }, 'json');
    expect(asked[0]).toMatchObject({ method: 'POST', body: '{"reward":"r1","points":5}' });
  });

  it('renders application/liquid inside the theme, with what Liquid knows, or bare when asked for', async () => {
    answer = { type: 'application/liquid; charset=utf-8', body: '<h1>Points at {{ shop.name | escape }}</h1>' };
    const framed = await site.shopper(shop).get('/apps/fixture/history');
    expect(framed.headers.get('content-type')).toContain('text/html');
    expect(framed.text).toContain('<h1>Points at Fixture &amp; Sons</h1>');
    expect(framed.text).toContain('class="site-header"');
    answer.body = `{% layout none %}${answer.body}`;
    expect((await site.shopper(shop).get('/apps/fixture/history')).text).toBe('<h1>Points at Fixture &amp; Sons</h1>');
  });
});
