import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultBlockSettings, readExtensions } from '../simulator/storefront/extension/read-extensions.ts';
import { createEngine, renderLiquid } from '../simulator/storefront/liquid/engine.ts';
import { programmeForTheme } from '../web/loyalty/programme/index.ts';
import { defaultSettings, programmeSettings } from '../web/loyalty/programme/settings.ts';
import { projectFolder } from './support/source-files.ts';

const [extension] = readExtensions(join(projectFolder, 'extensions'));
if (!extension) throw new Error('there is no theme app extension in extensions/');

const start = defaultSettings('USD', '2026-01-01T00:00:00Z');
const programme = {
  ...programmeForTheme({ ...start, spend: { rewards: [] } }),
  name: { en: { one: 'bean', other: 'beans' }, vi: { other: 'hạt' } },
  excluded: ['820000000000000666'],
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
  points?: ({ available: number; pending: number; debt: number } & Record<string, unknown>) | 'none yet';
  /** What Liquid knows of the customer beside the points. */
  customer?: Record<string, unknown>;
  /** ISO; by default 1970. */
  now?: string;
  product?: Record<string, unknown>;
  designMode?: boolean;
}

/** What a block of the extension prints, as HTML. */
type Handle = 'points-balance' | 'product-points' | 'points-account' | 'points-panel';
function html(handle: Handle, scene: Scene): string {
  const block = extension?.blocks.get(handle);
  if (!extension || !block) throw new Error(`there is no block ${handle}`);
  const { language = 'en', currency = 'USD', points } = scene;
  const engine = createEngine({
    currency,
    timeZone: 'UTC',
    now: Date.parse(scene.now ?? '1970-01-01T00:00:00Z'),
    translations: { locale: language, defaultLocale: extension.defaultLocale, texts: extension.locales },
    assetUrl: (file) => `/assets/${file}`,
    snippets: extension.snippets,
  });
  const data = scene.programme === null ? undefined : { value: { ...programme, ...scene.programme } };
  const customer = points && {
    ...scene.customer,
    metafields: { $app: points === 'none yet' ? {} : { points: { value: points } } },
  };
  return renderLiquid(engine, block.source, {
    app: { metafields: { regulars: data ? { programme: data } : {} } },
    block: { settings: { ...defaultBlockSettings(block.schema), ...scene.settings }, shopify_attributes: '' },
    cart: { currency: { iso_code: scene.cartCurrency ?? currency } },
    customer: customer ?? null,
    product: scene.product ?? null,
    request: { locale: { iso_code: language }, design_mode: scene.designMode ?? false },
    routes: { root_url: language === 'vi' ? '/vi' : '/', account_login_url: '/account/login' },
    shop: {
      name: 'Corner Shop',
      currency,
      money_format: currency === 'USD' ? '${{amount}}' : '{{amount_no_decimals_with_comma_separator}}₫',
      taxes_included: scene.taxesIncluded ?? false,
      customer_accounts_enabled: true,
    },
  }).text;
}

/** The words alone, as a reader without styles gets them. */
function text(handle: Handle, scene: Scene): string {
  return html(handle, scene)
    .replace(/<(script|template|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<(\w+)[^>]*\shidden(\s[^>]*)?>[\s\S]*?<\/\1>/g, '')
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

const multiplier = (more: Record<string, unknown>) => ({
  title: '',
  factor: 2000,
  products: [],
  collections: [],
  tiers: [],
  from: 0,
  until: null,
  ...more,
});
const inTier = (id: string | null) => ({ available: 0, pending: 0, debt: 0, tier: { id, next: null, missing: '0' } });
const tiers = {
  basis: 'points',
  levels: [
    {
      id: 'silver',
      name: { en: 'Silver', vi: 'Bạc' },
      from: 100,
      factor: 1000,
      perks: { en: '', vi: '' },
      entryPoints: 0,
    },
    {
      id: 'gold',
      name: { en: 'Gold', vi: 'Vàng' },
      from: 500,
      factor: 1500,
      perks: { en: '', vi: '' },
      entryPoints: 0,
    },
  ],
};

test('of the multipliers that hold for a product now, the highest alone counts', () => {
  const multipliers = [
    multiplier({ factor: 1500 }),
    multiplier({ factor: 3000, products: ['820000000000000017'] }),
    multiplier({ factor: 4000, collections: ['77'] }),
    multiplier({ factor: 9000, from: 202612010000 }),
    multiplier({ factor: 9000, until: 202611200000 }),
  ];
  const scene = (more: Record<string, unknown> = {}): Scene => ({
    now: '2026-11-22T12:00:00Z',
    programme: { multipliers },
    product: product(1000, more),
  });
  expect(offered(scene())).toBe('You will earn 30 beans');
  expect(offered(scene({ id: 5n }))).toBe('You will earn 15 beans');
  expect(offered(scene({ collections: [{ id: 77n }] }))).toBe('You will earn 40 beans');
  expect(offered({ ...scene(), now: '2026-12-24T12:00:00Z' })).toBe('You will earn 90 beans');
});

test('what a tier earns is told to its members; to whom the page cannot place, the least', () => {
  const scene = { programme: { tiers }, product: product(1000) };
  expect(offered({ ...scene, points: inTier('gold') })).toBe('You will earn 15 beans');
  expect(offered({ ...scene, points: inTier('silver') })).toBe('You will earn 10 beans');
  expect(offered({ ...scene, points: inTier(null) })).toBe('You will earn 10 beans');
  expect(offered(scene)).toBe('You will earn at least 10 beans');
  expect(offered({ ...scene, taxesIncluded: true })).toBe('You will earn about 10 beans');
  const members = { programme: { multipliers: [multiplier({ tiers: ['gold'] })] }, product: product(1000) };
  expect(offered({ ...members, points: inTier('gold') })).toBe('You will earn 20 beans');
  expect(offered({ ...members, points: inTier('silver') })).toBe('You will earn 10 beans');
  expect(offered(members)).toBe('You will earn at least 10 beans');
});

test('an excluded collection or customer earns nothing, and a minimum is told', () => {
  const excluded = { programme: { excludedCollections: ['77'], excludedTags: ['wholesale'] } };
  expect(offered({ ...excluded, product: product(1000, { collections: [{ id: 77n }] }) })).toBe('');
  const points = { available: 0, pending: 0, debt: 0 };
  expect(offered({ ...excluded, points, customer: { tags: ['Wholesale'] }, product: product(1000) })).toBe('');
  expect(offered({ ...excluded, points, customer: { tags: ['vip'] }, product: product(1000) })).toContain('10 beans');
  expect(offered({ programme: { minimumCents: 2000 }, product: product(1000) })).toBe(
    'You will earn 10 beans With orders from $20.00',
  );
});

test('points whose last day is over count no more, before anybody has written so', () => {
  const points = { available: 120, pending: 0, debt: 0, nextExpiry: { points: 100, at: '2026-11-21' } };
  expect(balance({ points, now: '2026-11-21T23:59:00Z' })).toContain('120 beans');
  expect(balance({ points, now: '2026-11-22T00:00:00Z' })).toContain(' 20 beans worth $1.00');
});

test('an order that the balance cannot know yet is told, until it can or a quarter of an hour has passed', () => {
  const placed = Date.parse('2026-11-22T12:00:00Z') / 1000;
  const order = { id: 9n, name: '#1005', financial_status: 'paid', created_at: '2026-11-22T12:00:00Z' };
  const told = (at: number | null, now: string, last_order: object = order) =>
    balance({
      points: at === null ? 'none yet' : { available: 5, pending: 0, debt: 0, at },
      customer: { last_order },
      now,
    }).includes('Your order #1005 is being counted.');
  expect(told(placed - 60, '2026-11-22T12:01:00Z')).toBe(true);
  expect(told(null, '2026-11-22T12:01:00Z')).toBe(true);
  expect(told(placed + 5, '2026-11-22T12:01:00Z')).toBe(false);
  expect(told(placed - 60, '2026-11-22T12:15:00Z')).toBe(false);
  expect(told(placed - 60, '2026-11-22T12:01:00Z', { ...order, financial_status: 'pending' })).toBe(false);
});

const everything = programmeForTheme(
  programmeSettings.parse({
    ...start,
    name: programme.name,
    earn: {
      ...start.earn,
      multipliers: [{ id: 'weekend', title: 'Weekend', factor: '1.25', until: '2026-11-30T00:00' }],
      bonuses: {
        firstOrder: { points: 20 },
        orderGoals: [{ id: 'five', orders: 5, points: 50, repeat: true }],
        spendGoals: [{ id: 'big', amount: '500', points: 100, repeat: false }],
      },
      actions: {
        signUp: { points: 10 },
        birthday: { points: 100 },
        newsletter: { points: 25 },
        review: { points: 30, limit: { times: 1, period: 'month' } },
        social: [{ id: 'zalo', network: 'zalo', url: 'https://example.com/"><b>', points: 5 }],
        custom: [{ id: 'bag', name: { en: 'Bring your own bag' }, points: 3 }],
      },
    },
    spend: {
      rewards: [
        { id: 'five', kind: 'fixed', points: 100, amount: '5' },
        { id: 'any', kind: 'slider', points: 100, amount: '5', min: 50, step: 10 },
        { id: 'tenth', kind: 'percentage', points: 300, percent: 10, minimumSubtotal: '40' },
        { id: 'ship', kind: 'freeShipping', points: 150, tiers: ['gold'] },
        { id: 'mug', kind: 'freeProduct', points: 400, variant: { id: '1', title: 'Mug <blue>' } },
        { id: 'card', kind: 'giftCard', points: 900, amount: '50' },
        { id: 'credit', kind: 'storeCredit', points: 950, amount: '50', name: { en: 'Fifty on the house' } },
      ],
    },
    tiers: {
      on: true,
      levels: [
        {
          id: 'gold',
          name: { en: 'Gold' },
          from: '500',
          multiplier: '1.5',
          entryPoints: 50,
          perks: { en: 'First pick' },
        },
      ],
    },
    referrals: { on: true, friend: { kind: 'fixed', amount: '10' }, minimumSubtotal: '30' },
    expiry: { months: 12, remindDays: 7 },
  }),
);
const member = {
  available: 120,
  pending: 30,
  debt: 0,
  rev: 4,
  at: 1,
  lots: [
    { points: 120, state: 'available', availableAt: '2026-11-01', expiresAt: '2027-11-01' },
    { points: 30, state: 'pending', availableAt: '2026-12-06', expiresAt: null },
  ],
  nextExpiry: { points: 120, at: '2027-11-01' },
  tier: { id: null, next: 'gold', missing: '380' },
};

test('the account block tells balance, tier, dates, ways to spend and to earn from metafields alone', () => {
  const scene: Scene = { programme: everything, points: member, now: '2026-11-22T12:00:00Z' };
  expect(text('points-account', scene)).toBe(
    [
      'Your beans 120 beans worth $6.00 30 beans are on their way.',
      'Ready to use when the return period of 14 days is over. 380 beans to Gold Your rewards How you got your beans',
      'Spend beans $5.00 off for every 100 beans from 50 beans $5.00 off 100 beans Free shipping 150 beans For Gold',
      '10% off 300 beans · orders from $40.00 180 beans to go Free: Mug &lt;blue&gt; 400 beans 280 beans to go',
      'Gift card of $50.00 900 beans 780 beans to go Fifty on the house 950 beans 830 beans to go',
      'Earn beans Every order 1 bean for every $1.00 Weekend Until Nov 30, 12:00 AM 1.25× beans',
      'Your first order +20 beans Every 5 orders +50 beans Spend $500.00 +100 beans Your birthday +100 beans',
      'Subscribe to our newsletter +25 beans Write a review +30 beans Follow us on Zalo +5 beans',
      'Bring your own bag +3 beans',
      'They can be used 14 days after payment, when the return period is over. They last 12 months after that.',
      'On their way and ready 120 beans to use until Nov 1, 2027 30 beans ready to use from Dec 6, 2026',
    ].join(' '),
  );
  expect(text('points-account', { ...scene, language: 'vi' })).toContain('30 hạt dùng được từ 06/12/2026');
  expect(text('points-account', { programme: everything })).toBe('');
});

test('the panel has a guest join, and asks the app nothing for them', () => {
  const page = html('points-panel', { programme: everything, now: '2026-11-22T12:00:00Z' });
  expect(page).not.toMatch(/data-customer|data-regulars-texts|Liquid error|missing/);
  const words = text('points-panel', { programme: everything, now: '2026-11-22T12:00:00Z' });
  expect(words).toContain('Rewards at Corner Shop');
  expect(words).toContain('Create an account I have one: log in');
  expect(words).toContain(
    'Your friend gets: $10.00 off. You get: 500 beans, once your friend has kept the order. (orders from $30.00)',
  );
  expect(words).toContain('Gold From 500 beans 1.5× beans with every order 50 beans when you get there First pick');
});

test('the panel of a customer can be used from the first paint, and nothing of the merchant’s ends a tag', () => {
  const page = html('points-panel', { programme: everything, points: member, now: '2026-11-22T12:00:00Z' });
  expect(page).not.toMatch(/Liquid error|Translation missing|"><b>|<blue>/);
  expect(page.match(/data-state="\w+"/g)).toEqual(
    ['ready', 'ready', 'tier', 'short', 'short', 'short', 'short'].map((state) => `data-state="${state}"`),
  );
  const texts: unknown = JSON.parse(/data-regulars-texts>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '');
  expect(texts).toMatchObject({ one: 'bean', money: '${{amount}}', use: 'Use {points}', short: '{points} to go' });
});

test.each([
  ['#1f6f5c', '#ffffff'],
  ['#f0c040', '#000000'],
])('on a button of %s one reads %s', (accent, ink) => {
  const page = html('points-panel', { programme: { look: { ...everything.look, accent } } });
  expect(page).toContain(`--regulars-fill:${accent};--regulars-ink:${ink}`);
});
