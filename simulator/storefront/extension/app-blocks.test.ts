import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../context.ts';
import { createCustomer } from '../../world/customers.ts';
import type { Shop } from '../../world/types.ts';
import { addProduct, makeShop, makeSimulator, serve, START } from '../storefront.fixture.ts';
import { fitsTemplate } from './block-availability.ts';
import { parseSchema, readExtensions, schemaText } from './read-extensions.ts';

const block = (body: string, schema: object): string =>
  `${body}\n{% schema %}${JSON.stringify({ settings: [], ...schema })}{% endschema %}`;

describe('the app’s blocks', () => {
  let folder: string;
  let simulator: Simulator;
  let shop: Shop;
  let site: Awaited<ReturnType<typeof serve>>;
  const write = (path: string, text: string) => {
    const file = join(folder, 'points', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const setMetafield = (ownerGid: string, namespace: string, key: string, type: string, value: string) => {
    const metafield = {
      id: '1',
      ownerGid,
      namespace,
      key,
      type,
      value,
      compareDigest: '',
      createdAt: START,
      updatedAt: START,
    };
    shop.metafields.set(ownerGid, new Map(shop.metafields.get(ownerGid)).set(`${namespace}.${key}`, metafield));
  };
  const appOwner = () => `gid://shopify/AppInstallation/${shop.install?.appInstallationId}`;
  const page = async (path: string) => (await site.shopper(shop).get(path)).text;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'extensions-'));
    write('shopify.extension.toml', 'name = "Points"\nhandle = "points"\ntype = "theme"\n');
    write('locales/en.default.json', '{"hello": "Hello {{ name }}"}');
    write('locales/vi.json', '{"hello": "Chào {{ name }}"}');
    write('locales/en.default.schema.json', '{"name": "My block"}');
    write('locales/vi.schema.json', '{"name": "Khối của tôi"}');
    simulator = makeSimulator({ extensionsDir: folder });
    shop = makeShop(simulator);
    addProduct(simulator, shop, 'Mug', 1000);
    site = await serve(simulator);
  });
  afterEach(async () => {
    await site.close();
    rmSync(folder, { recursive: true });
  });

  it('stand where the merchant has placed them, with their settings, snippets and their own texts in both languages', async () => {
    write('snippets/name.liquid', '{{ who | upcase }}');
    write(
      'blocks/hello.liquid',
      block(
        "<p {{ block.shopify_attributes }}>{% capture name %}{% render 'name', who: block.settings.who %}{% endcapture %}{{ 'hello' | t: name: name }} {{ block.settings.size }}</p>",
        {
          name: 't:name',
          target: 'section',
          settings: [
            { type: 'text', id: 'who', label: 'Who', default: 'you' },
            { type: 'range', id: 'size', label: 'Size', default: 3 },
          ],
        },
      ),
    );
    expect(await page('/products/mug')).not.toContain('shopify-app-block');
    shop.themeBlocks.push({ handle: 'hello', template: 'product', settings: { who: 'Lan' } });
    expect(await page('/products/mug')).toMatch(
      /shopify-app-block"><p data-shopify-editor-block='[^']*'>Hello LAN 3<\/p>/,
    );
    expect(await page('/vi/products/mug')).toContain('Chào LAN 3');
    expect(await page('/')).not.toContain('shopify-app-block');
    const [extension] = readExtensions(folder);
    expect(extension && schemaText(extension, 't:name', 'vi')).toBe('Khối của tôi');
  });

  it('read the customer’s $app metafield and app data as parsed JSON; the theme has to spell the namespace out', async () => {
    const source =
      "{{ customer.metafields['$app'].points.value.available }}/{{ customer.metafields['app--4242'].points.value.pending }}/{{ app.metafields.regulars.programme.value.worth.cents }}";
    write('blocks/balance.liquid', block(`<p>${source}</p>`, { name: 'Balance', target: 'section' }));
    shop.themeBlocks.push({ handle: 'balance', template: 'customers/account', settings: {} });
    const customer = createCustomer(simulator.world, shop, { email: 'lan@example.com' });
    setMetafield(
      `gid://shopify/Customer/${customer.id}`,
      'app--4242',
      'points',
      'json',
      '{"available":12,"pending":3}',
    );
    setMetafield(appOwner(), 'regulars', 'programme', 'json', '{"worth":{"cents":500}}');
    const shopper = site.shopper(shop);
    await shopper.post('/account/login', { 'customer[email]': 'lan@example.com' });
    expect((await shopper.get('/account')).text).toContain('<p>12/3/500</p>');
  });

  it('bring their stylesheet and script once each, from the extension’s own address', async () => {
    const schema = { name: 'Twice', target: 'section', stylesheet: 'points.css', javascript: 'points.js' };
    write('blocks/one.liquid', block('one', schema));
    write('blocks/two.liquid', block('two', schema));
    write('assets/points.css', 'p{}');
    write('assets/points.js', '1');
    shop.themeBlocks.push(
      { handle: 'one', template: 'product', settings: {} },
      { handle: 'two', template: 'product', settings: {} },
    );
    const text = await page('/products/mug');
    const [style, ...more] = [...text.matchAll(/href="(\/extensions\/points\/assets\/points\.css[^"]*)"/g)];
    expect(more).toEqual([]);
    expect(text).toMatch(/<script src="\/extensions\/points\/assets\/points\.js[^"]*" async><\/script>/);
    const file = await site.shopper(shop).get(style?.[1] ?? '');
    expect(file.headers.get('content-type')).toContain('text/css');
    expect((await site.shopper(shop).get('/extensions/points/assets/..%2fshopify.extension.toml')).status).not.toBe(
      200,
    );
  });

  it('stay away when they are not available, when they do not fit, and when the app is gone', async () => {
    write(
      'blocks/if.liquid',
      block('IFBLOCK', { name: 'If', target: 'section', available_if: '{{ app.metafields.regulars.on }}' }),
    );
    write(
      'blocks/home.liquid',
      block('HOMEBLOCK', { name: 'Home', target: 'section', enabled_on: { templates: ['index'] } }),
    );
    for (const handle of ['if', 'home']) shop.themeBlocks.push({ handle, template: 'product', settings: {} });
    expect(await page('/products/mug')).not.toMatch(/IFBLOCK|HOMEBLOCK/);
    setMetafield(appOwner(), 'regulars', 'on', 'boolean', 'true');
    expect(await page('/products/mug')).toContain('IFBLOCK');
    shop.install = null;
    expect(await page('/products/mug')).not.toContain('IFBLOCK');
  });

  it('fail alone: the error stands where the block would, escaped, and the page lives', async () => {
    write('blocks/bad.liquid', block("{{ 1 | '<b>' }}", { name: 'Bad', target: 'section' }));
    write('blocks/odd.liquid', block('{{ 1 | nothing_like_it }}', { name: 'Odd', target: 'section' }));
    for (const handle of ['bad', 'odd']) shop.themeBlocks.push({ handle, template: 'product', settings: {} });
    const text = await page('/products/mug');
    expect(text).toContain('Liquid error (odd): undefined filter: nothing_like_it');
    expect(text).toContain('Add to cart');
  });

  it('stand in the head and at the end of the body as embeds, and never at the checkout', async () => {
    write('blocks/early.liquid', block('<meta name="early">', { name: 'Early', target: 'head' }));
    write('blocks/late.liquid', block('<p>late</p>', { name: 'Late', target: 'body' }));
    for (const handle of ['early', 'late']) shop.themeBlocks.push({ handle, template: '*', settings: {} });
    const text = await page('/');
    expect(text).toMatch(/<meta name="early">\s*<\/head>/);
    expect(text).toMatch(/<p>late<\/p>\s*<\/body>/);
    const shopper = site.shopper(shop);
    await shopper.post('/cart/add', { id: [...shop.products.values()][0]?.variants[0]?.id ?? '' });
    expect((await shopper.get('/checkout')).text).not.toContain('early');
  });

  it('must have a schema that is JSON and names its target', () => {
    expect(() => parseSchema('no schema', 'x.liquid')).toThrow('x.liquid has no {% schema %}');
    expect(() => parseSchema('{% schema %}{,}{% endschema %}', 'x.liquid')).toThrow('is not JSON');
    expect(() => parseSchema('{%- schema -%}{"name":"X"}{%- endschema -%}', 'x.liquid')).toThrow('has no target');
  });
});

describe('fitsTemplate', () => {
  const section = { name: '', target: 'section', settings: [] };
  it.each([
    ['anything fits everywhere', {}, 'product', true],
    ['only what is listed', { enabled_on: { templates: ['product'] } }, 'product', true],
    ['nothing else', { enabled_on: { templates: ['product'] } }, 'cart', false],
    ['no group when only templates are listed', { enabled_on: { templates: ['*'] } }, 'group:header', false],
    ['a listed group', { enabled_on: { groups: ['header'] } }, 'group:header', true],
    ['not where it is disabled', { disabled_on: { templates: ['cart'] } }, 'cart', false],
    ['elsewhere when disabled somewhere', { disabled_on: { templates: ['cart'] } }, 'product', true],
    ['a section is no embed', {}, '*', false],
  ])('%s', (_name, limits, place, expected) => {
    expect(fitsTemplate({ ...section, ...limits }, place)).toBe(expected);
  });

  it('lets an embed stand only on every page', () => {
    expect(fitsTemplate({ ...section, target: 'body' }, '*')).toBe(true);
    expect(fitsTemplate({ ...section, target: 'body' }, 'product')).toBe(false);
  });
});
