import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultBlockSettings, readExtensions } from '../simulator/storefront/extension/read-extensions.ts';
import { createEngine, renderLiquid } from '../simulator/storefront/liquid/engine.ts';
import { projectFolder } from './support/source-files.ts';

const [extension] = readExtensions(join(projectFolder, 'extensions'));
if (!extension) throw new Error('there is no theme app extension in extensions/');

const programme = {
  status: 'on',
  name: { en: { one: 'bean', other: 'beans' }, vi: { other: 'hạt' } },
  points: 1,
  perCents: 100,
  basis: 'net',
  excluded: ['820000000000000666'],
  worth: { points: 100, cents: 500 },
  windowDays: 14,
};
const product = (price: number, more: Record<string, unknown> = {}) => {
  const variant = { id: 11n, price, taxable: true };
  return { id: 820000000000000017n, variants: [variant], selected_or_first_available_variant: variant, ...more };
};

interface Scene {
  language?: 'en' | 'vi';
  currency?: string;
  cartCurrency?: string;
  taxesIncluded?: boolean;
  programme?: Record<string, unknown> | null;
  settings?: Record<string, unknown>;
  points?: { available: number; pending: number; debt: number } | 'none yet';
  product?: Record<string, unknown>;
  designMode?: boolean;
}

/** What a block of the extension prints, as HTML. */
function html(handle: 'points-balance' | 'product-points', scene: Scene): string {
  const block = extension?.blocks.get(handle);
  if (!extension || !block) throw new Error(`there is no block ${handle}`);
  const { language = 'en', currency = 'USD', points } = scene;
  const engine = createEngine({
    currency,
    timeZone: 'UTC',
    now: 0,
    translations: { locale: language, defaultLocale: extension.defaultLocale, texts: extension.locales },
    assetUrl: (file) => `/assets/${file}`,
    snippets: extension.snippets,
  });
  const data = scene.programme === null ? undefined : { value: { ...programme, ...scene.programme } };
  const customer = points && { metafields: { $app: points === 'none yet' ? {} : { points: { value: points } } } };
  return renderLiquid(engine, block.source, {
    app: { metafields: { regulars: data ? { programme: data } : {} } },
    block: { settings: { ...defaultBlockSettings(block.schema), ...scene.settings }, shopify_attributes: '' },
    cart: { currency: { iso_code: scene.cartCurrency ?? currency } },
    customer: customer ?? null,
    product: scene.product ?? null,
    request: { locale: { iso_code: language }, design_mode: scene.designMode ?? false },
    routes: { root_url: language === 'vi' ? '/vi' : '/', account_login_url: '/account/login' },
    shop: { currency, taxes_included: scene.taxesIncluded ?? false, customer_accounts_enabled: true },
  }).text;
}

/** The words alone, as a reader without styles gets them. */
function text(handle: 'points-balance' | 'product-points', scene: Scene): string {
  return html(handle, scene)
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
const balance = (scene: Scene) => text('points-balance', scene);
const offered = (scene: Scene) => text('product-points', scene);

test('a shopper reads the balance, its worth, and what is on its way until when', () => {
  expect(balance({ points: { available: 1250, pending: 120, debt: 0 } })).toBe(
    'Your beans 1,250 beans worth $62.50 120 beans are on their way. Ready to use when the return period of 14 days is over. How you got your beans',
  );
});

test('one point is one point', () => {
  expect(balance({ points: { available: 1, pending: 1, debt: 0 }, programme: { windowDays: 1 } })).toBe(
    'Your beans 1 bean worth $0.05 1 bean is on its way. Ready to use when the return period of 1 day is over. How you got your beans',
  );
});

test('in Vietnamese, with its separators and currency, and prices in hundredths of a dong', () => {
  const vnd = { perCents: 1_000_000, worth: { points: 100, cents: 5_000_000 } };
  const scene: Scene = { language: 'vi', currency: 'VND', programme: vnd };
  expect(balance({ ...scene, points: { available: 12_345, pending: 7, debt: 0 } })).toBe(
    'Số hạt của bạn 12.345 hạt trị giá 6.172.500₫ Đang chờ: 7 hạt. Dùng được khi hết thời hạn đổi trả 14 ngày. Lịch sử hạt',
  );
  expect(offered({ ...scene, product: product(18_500_000) })).toBe('Bạn sẽ nhận được 18 hạt');
});

test('debt is told, with what becomes of it', () => {
  expect(balance({ points: { available: 0, pending: 0, debt: 60 } })).toContain(
    '60 beans come off what you earn next.',
  );
});

test('who has no points yet reads how to get some', () => {
  expect(balance({ points: 'none yet' })).toBe(
    'Your beans 0 beans Earn 1 bean for every $1.00 you spend. How you got your beans',
  );
});

test('a guest is invited to log in', () => {
  expect(balance({})).toBe('Earn 1 bean for every $1.00 you spend. Log in to see your beans');
  expect(html('points-balance', {})).toContain('href="/account/login"');
});

test('a paused programme keeps the balance and says that nothing is earned', () => {
  const paused = { programme: { status: 'paused' } };
  expect(balance({ ...paused, points: { available: 40, pending: 0, debt: 0 } })).toContain('40 beans');
  expect(balance({ ...paused, points: { available: 40, pending: 0, debt: 0 } })).toContain(
    'Orders earn no beans at the moment.',
  );
  expect(balance(paused)).toBe('Already have beans? Log in to see your beans');
  expect(offered({ ...paused, product: product(5000) })).toBe('');
});

test.each([{ programme: { status: 'off' } }, { programme: null }])(
  'shoppers see nothing of a programme that is off: %o',
  (off) => {
    expect(html('points-balance', { ...off, points: { available: 40, pending: 0, debt: 0 } }).trim()).toBe('');
    expect(html('product-points', { ...off, product: product(5000) }).trim()).toBe('');
  },
);

test('but the theme editor says why there is nothing to see', () => {
  const editor: Scene = { programme: { status: 'off' }, designMode: true, product: product(5000) };
  expect(balance(editor)).toContain('Turn the points program on');
  expect(offered(editor)).toContain('Turn the points program on');
});

test('a product tells everybody what it earns, the rest of the division dropped', () => {
  expect(offered({ product: product(1999) })).toBe('You will earn 19 beans');
  expect(offered({ product: product(199) })).toBe('You will earn 1 bean');
  expect(offered({ product: product(123_456_700) })).toBe('You will earn 1,234,567 beans');
  expect(offered({ product: product(1000), programme: { points: 3, perCents: 700 } })).toBe('You will earn 4 beans');
});

test('a price that contains tax promises no more than the net can earn', () => {
  expect(offered({ taxesIncluded: true, product: product(1999) })).toBe('You will earn up to 19 beans');
  expect(offered({ taxesIncluded: true, programme: { basis: 'gross' }, product: product(1999) })).toBe(
    'You will earn 19 beans',
  );
  const untaxed = { id: 11n, price: 1999, taxable: false };
  expect(
    offered({
      taxesIncluded: true,
      product: product(1999, { variants: [untaxed], selected_or_first_available_variant: untaxed }),
    }),
  ).toBe('You will earn 19 beans');
});

test('nothing is promised where nothing is earned', () => {
  expect(html('product-points', { product: product(5000, { id: 820000000000000666n }) }).trim()).toBe('');
  expect(html('product-points', { product: product(5000, { 'gift_card?': true }) }).trim()).toBe('');
  expect(html('product-points', {}).trim()).toBe('');
});

test('a price too small for one point is hidden, not announced as nothing', () => {
  expect(html('product-points', { product: product(99) })).toMatch(/<regulars-earn[^>]*\shidden\s/);
});

test('in a currency other than the store’s own no amount is guessed', () => {
  const abroad: Scene = { currency: 'USD', cartCurrency: 'EUR' };
  expect(offered({ ...abroad, product: product(5000) })).toBe('');
  expect(balance({ ...abroad, points: { available: 40, pending: 0, debt: 0 } })).not.toContain('worth');
  expect(balance(abroad)).toBe('Already have beans? Log in to see your beans');
});

test('the merchant’s own words come first, and are escaped once', () => {
  const points = { available: 5, pending: 0, debt: 0 };
  expect(html('points-balance', { points, settings: { heading: 'Beans & <more>' } })).toContain(
    'Beans &amp; &lt;more&gt;',
  );
  expect(balance({ settings: { guest_text: 'Come in' } })).toBe('Come in Log in to see your beans');
  expect(offered({ product: product(5000), settings: { text: 'Worth [points] to us' } })).toBe('Worth 50 beans to us');
  const name = { en: { one: 'B&B', other: 'B&Bs' }, vi: { other: 'B&B' } };
  expect(html('points-balance', { points, programme: { name } })).toContain('How you got your B&amp;Bs');
  expect(html('product-points', { product: product(5000), programme: { name } })).toContain(
    'data-one="You will earn {n} B&amp;B"',
  );
});

test('every variant’s points are there for the script to choose from', () => {
  const variants = [
    { id: 11n, price: 1000, taxable: true },
    { id: 12n, price: 2550, taxable: true },
  ];
  const page = html('product-points', { product: { ...product(1000), variants } });
  expect(page).toContain('data-variants="11:10 12:25"');
});
