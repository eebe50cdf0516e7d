import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../context.ts';
import { createCustomer } from '../world/customers.ts';
import type { Happening, Product, Shop } from '../world/types.ts';
import { addDiscount, addProduct, makeShop, makeSimulator, serve, type Shopper } from './storefront.fixture.ts';

describe('a storefront', () => {
  let simulator: Simulator;
  let shop: Shop;
  let mug: Product;
  let lamp: Product;
  let site: Awaited<ReturnType<typeof serve>>;
  let shopper: Shopper;
  const buyer = {
    email: 'lan@example.com',
    firstName: 'Lan',
    lastName: 'Nguyen',
    address1: '1 Main Street',
    city: 'Albany',
    payment: 'card',
    shipping: 'standard',
    do: 'pay',
  };
  const variantOf = (product: Product, index = 0) => product.variants[index]?.id ?? '';
  const onlyOrder = () => {
    const orders = [...shop.orders.values()];
    expect(orders).toHaveLength(1);
    if (!orders[0]) throw new Error('no order');
    return orders[0];
  };

  beforeEach(async () => {
    simulator = makeSimulator();
    shop = makeShop(simulator);
    mug = addProduct(simulator, shop, 'Mug', 1000);
    lamp = addProduct(simulator, shop, 'Lamp', 2000, 3500);
    site = await serve(simulator);
    shopper = site.shopper(shop);
  });
  afterEach(() => site.close());

  it('shows its products, escapes its name, and answers 404 for what is not there', async () => {
    const home = await shopper.get('/');
    expect(home.status).toBe(200);
    expect(home.text).toContain('Fixture &amp; Sons');
    expect(home.text).toContain('$10.00');
    expect(home.text).toContain('From $20.00');
    const product = await shopper.get(`/products/lamp?variant=${variantOf(lamp, 1)}`);
    expect(product.text).toMatch(/<span id="price">\$35\.00<\/span>/);
    expect((await shopper.get('/products/none')).status).toBe(404);
  });

  it('speaks the shop’s language without a prefix and the other one with it', async () => {
    expect((await shopper.get('/')).text).toContain('<html lang="en"');
    const vietnamese = await shopper.get('/vi/products/mug');
    expect(vietnamese.text).toContain('<html lang="vi"');
    expect(vietnamese.text).toContain('Thêm vào giỏ');
    expect(vietnamese.text).toContain('action="/vi/cart/add"');
    const redundant = await shopper.get('/en/products/mug?a=b');
    expect(redundant.status).toBe(302);
    expect(redundant.headers.get('location')).toBe('/products/mug?a=b');
  });

  it('goes on to what is mounted next for a host that is no store', async () => {
    expect((await fetch(site.url)).status).toBe(404);
    const unknown = await fetch(site.url, { headers: { 'X-Forwarded-Host': 'none.myshopify.com' } });
    expect(await unknown.text()).toContain('Cannot GET /');
  });

  it('keeps a basket by form and by the Ajax API, with ids exact to the last digit', async () => {
    await shopper.post('/cart/add', { id: variantOf(mug), quantity: '2' });
    await shopper.post('/cart/add.js', { items: [{ id: variantOf(lamp, 1), quantity: 1 }] }, 'json');
    const cart = await shopper.get('/cart.js');
    expect(cart.text).toContain(`"variant_id":${variantOf(mug)}`);
    expect(JSON.parse(cart.text)).toMatchObject({ item_count: 3, total_price: 5500, currency: 'USD' });
    await shopper.post('/cart/change', { line: '1', quantity: '0' });
    expect(JSON.parse((await shopper.get('/cart.js')).text)).toMatchObject({ item_count: 1, total_price: 3500 });
    const none = await shopper.post('/cart/add.js', { id: '1' }, 'json');
    expect(none.status).toBe(422);
  });

  it('does not let one shopper see the basket of another, and keeps what is sold out out of it', async () => {
    await shopper.post('/cart/add', { id: variantOf(mug) });
    expect(JSON.parse((await site.shopper(shop).get('/cart.js')).text).item_count).toBe(0);
    const variant = lamp.variants[0];
    if (variant) variant.inventory = 0;
    expect((await shopper.post('/cart/add.js', { id: variantOf(lamp) }, 'json')).status).toBe(422);
  });

  it('turns a basket into a paid order of a customer, with tax and shipping, and empties the basket', async () => {
    const topics: string[] = [];
    simulator.world.announce = ({ topic }: Happening) => void topics.push(topic);
    await shopper.post('/cart/add', { id: variantOf(mug), quantity: '2' });
    const done = await shopper.post('/checkout', buyer);
    expect(done.status).toBe(303);
    const order = onlyOrder();
    expect(order).toMatchObject({
      email: 'lan@example.com',
      subtotal: 2000,
      shipping: 795,
      shippingTitle: 'Standard',
      totalTax: 160,
      total: 2955,
      financialStatus: 'paid',
      sourceName: 'web',
    });
    expect(topics).toContain('orders/paid');
    expect(shop.customers.get(order.customerId ?? '')).toMatchObject({ firstName: 'Lan', state: 'disabled' });
    const thanks = await shopper.get(done.headers.get('location') ?? '');
    expect(thanks.text).toContain('Thank you!');
    expect(thanks.text).toContain('$29.55');
    expect(JSON.parse((await shopper.get('/cart.js')).text).item_count).toBe(0);
  });

  it('leaves an order to be paid at the door pending', async () => {
    await shopper.post('/cart/add', { id: variantOf(mug) });
    await shopper.post('/checkout', { ...buyer, payment: 'cod' });
    expect(onlyOrder()).toMatchObject({ financialStatus: 'pending', gateway: 'Cash on Delivery (COD)' });
  });

  it('says what is missing beside the fields and places nothing', async () => {
    await shopper.post('/cart/add', { id: variantOf(mug) });
    const answer = await shopper.post('/checkout', { ...buyer, email: 'nobody', address1: '' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Enter a valid email');
    expect(answer.text).toContain('id="wrong-address1"');
    expect(answer.text).toContain('value="Albany"');
    expect(shop.orders.size).toBe(0);
  });

  it('takes a discount code, shows what it saves and puts it into the order', async () => {
    addDiscount(simulator, shop, 'TEN');
    await shopper.post('/cart/add', { id: variantOf(mug), quantity: '2' });
    const applied = await shopper.post('/checkout', { ...buyer, do: 'apply', discount: 'ten' });
    expect(applied.status).toBe(200);
    expect(applied.text).toContain('You save $2.00.');
    await shopper.post('/checkout', buyer);
    expect(onlyOrder()).toMatchObject({
      subtotal: 1800,
      discountCodes: [{ code: 'TEN', amount: 200, type: 'percentage' }],
    });
  });

  it('refuses a code in the shopper’s language and goes on without it', async () => {
    const lan = createCustomer(simulator.world, shop, { email: 'vip@example.com' });
    addDiscount(simulator, shop, 'VIP', { customerIds: [lan.id] });
    await shopper.post('/vi/cart/add', { id: variantOf(mug) });
    const refused = await shopper.post('/vi/checkout', { ...buyer, do: 'apply', discount: 'VIP' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Mã VIP hiện không dành cho bạn');
    await shopper.post('/vi/checkout', buyer);
    expect(onlyOrder().discountCodes).toEqual([]);
  });

  it('stops when a code dies between its entry and the payment, and shows the new price first', async () => {
    const ten = addDiscount(simulator, shop, 'TEN', { usageLimit: 1 });
    await shopper.post('/cart/add', { id: variantOf(mug) });
    await shopper.get('/discount/TEN?redirect=/cart');
    if (ten.codes[0]) ten.codes[0].used = 1;
    const stopped = await shopper.post('/checkout', buyer);
    expect(stopped.status).toBe(422);
    expect(stopped.text).toContain('Discount code TEN has reached its usage limit');
    expect(shop.orders.size).toBe(0);
    await shopper.post('/checkout', buyer);
    expect(onlyOrder().discountCodes).toEqual([]);
  });

  it('keeps the code of a discount link and leads nowhere but this store', async () => {
    addDiscount(simulator, shop, 'TEN');
    const link = await shopper.get('/discount/TEN?redirect=//evil.example');
    expect(link.headers.get('location')).toBe('/');
    await shopper.post('/cart/add', { id: variantOf(mug) });
    expect(JSON.parse((await shopper.get('/cart.js')).text)).toMatchObject({
      total_price: 900,
      discount_codes: [{ code: 'TEN', applicable: true }],
    });
  });

  it('logs a customer in by one click, shows their orders and lets them go', async () => {
    await shopper.post('/cart/add', { id: variantOf(mug) });
    await shopper.post('/checkout', buyer);
    expect((await shopper.get('/account')).headers.get('location')).toBe('/account/login');
    expect((await shopper.get('/account/login')).text).toContain('lan@example.com');
    expect((await shopper.post('/account/login', { 'customer[email]': 'who@example.com' })).status).toBe(422);
    const login = await shopper.post('/account/login', { 'customer[email]': 'LAN@example.com' });
    expect(login.headers.get('location')).toBe('/account');
    expect((await shopper.get('/account')).text).toContain('#1001');
    expect([...shop.customers.values()][0]?.state).toBe('enabled');
    await shopper.get('/account/logout');
    expect((await shopper.get('/account')).status).toBe(302);
  });

  it('does not believe a session cookie that it did not make', async () => {
    const lan = createCustomer(simulator.world, shop, { email: 'lan@example.com' });
    const forged = await fetch(`${site.url}/account`, {
      headers: { 'X-Forwarded-Host': shop.domain, Cookie: `_customer=${lan.id}.${'0'.repeat(64)}` },
      redirect: 'manual',
    });
    expect(forged.status).toBe(302);
  });

  it('registers a customer, and refuses an address that has an account', async () => {
    const fields = { 'customer[email]': 'new@example.com', 'customer[first_name]': 'New' };
    expect((await shopper.post('/account', fields)).status).toBe(303);
    expect((await shopper.get('/account')).text).toContain('new@example.com');
    const again = await site.shopper(shop).post('/account', fields);
    expect(again.status).toBe(422);
    expect(again.text).toContain('There is an account with this email');
  });

  it('answers with a page of its own when the app behind the proxy is down', async () => {
    const answer = await shopper.get('/apps/fixture/history');
    expect(answer.status).toBe(502);
    expect(answer.text).toContain('taking a break');
  });
});
