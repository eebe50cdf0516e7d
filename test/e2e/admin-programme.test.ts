/** The editor of the programme: every page of it, its save bar and guards, and two people who change it at once. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { ProgrammeDocument } from '../../web/loyalty/programme/api-types.ts';
import { adminPages, digits, picture, tooWideAt } from '../support/admin-pages.ts';
import type { TestStore } from '../support/world.ts';

const pages = adminPages();
const { open } = pages;

const programmeOf = (store: TestStore) => store.admin<ProgrammeDocument>('GET', '/api/programme');
async function save(page: Page) {
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Settings saved').waitFor();
  await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' });
}

test('the rate and a double points weekend are changed on the page for orders, previewed at once and saved by the save bar', async () => {
  const store = await pages.world.shop();
  const bowl = store.product({ title: 'Oak bowl', prices: ['45.00'] });
  const { page, app } = await open(store, '/programme');
  await app.getByRole('link', { name: 'Points for orders' }).click();
  await app.getByText('An order of $45.00 earns 45 points, worth $2.25.').waitFor();
  await app.getByRole('textbox', { name: 'Points', exact: true }).first().fill('2');
  await app.getByText('An order of $45.00 earns 90 points, worth $4.50.').waitFor();
  await app.getByText('You will earn 90 points').waitFor();
  await app.getByText('Bạn sẽ nhận được 90 điểm').waitFor();
  await picture(page, 'save-bar');

  await app.getByRole('button', { name: 'Add', exact: true }).click();
  await app.getByRole('menuitem', { name: 'Double points weekend' }).click();
  await app.getByRole('button', { name: 'Choose products' }).click();
  await page.getByText('Oak bowl').click();
  await page.getByRole('button', { name: 'Select' }).click();
  await app.getByText('2× · Oak bowl').waitFor();
  await save(page);
  const { earn } = await programmeOf(store);
  expect(earn).toMatchObject({
    points: 2,
    per: '1',
    multipliers: [
      { title: 'Double points weekend', factor: '2', products: [{ id: digits(bowl.id), title: 'Oak bowl' }] },
    ],
  });
  expect(earn.multipliers[0]?.from).toMatch(/^\d{4}-\d{2}-\d{2}T00:00$/);
});

test('rewards are added by what they are, duplicated, withdrawn and removed, and open where something is missing', async () => {
  const store = await pages.world.shop();
  store.product({ title: 'Tote bag', prices: ['12.00'] });
  const { page, app } = await open(store, '/programme/spend');
  await app.getByRole('button', { name: '$5.00 off' }).waitFor();

  await app.getByRole('button', { name: 'Add reward' }).click();
  await app.getByRole('menuitem', { name: 'Free product' }).click();
  await app.getByRole('button', { name: '$5.00 off' }).click();
  await app.getByRole('button', { name: 'Duplicate' }).click();
  await app.getByRole('checkbox', { name: 'Offered to shoppers' }).uncheck();
  await app.getByRole('textbox', { name: 'Points needed' }).fill('180');
  await page.getByRole('button', { name: 'Save' }).click();
  await app.getByText('1 field needs your attention').waitFor();
  // The row that was closed shows what has to be mended.
  await app.getByText('Choose a product', { exact: true }).first().waitFor();
  await picture(page, 'reward-missing');
  await app.getByRole('button', { name: 'Choose a product' }).click();
  await page.getByText('Tote bag').first().click();
  await page.getByRole('button', { name: 'Select' }).click();
  await app.getByText('Free: Tote bag').first().waitFor();
  await save(page);

  const { spend } = await programmeOf(store);
  expect(spend.rewards.map(({ kind, points, enabled }) => [kind, points, enabled])).toEqual([
    ['fixed', 100, true],
    ['fixed', 180, false],
    ['freeProduct', 500, true],
  ]);
  expect(new Set(spend.rewards.map(({ id }) => id)).size).toBe(3);
});

test('who offers a gift card is asked by Shopify for the right to make it, and nobody else is', async () => {
  const store = await pages.world.shop();
  const { page, app } = await open(store, '/programme/spend');
  await app.getByRole('button', { name: '$5.00 off' }).waitFor();
  const notAllowed = app.getByText('Shopify does not let Regulars make these rewards yet');
  expect(await notAllowed.isVisible()).toBe(false);
  await app.getByRole('button', { name: 'Add reward' }).click();
  await app.getByRole('menuitem', { name: 'Gift card' }).click();
  await app.getByText('Shoppers are not offered: Gift card.').waitFor();
  await app.getByRole('button', { name: 'Allow' }).click();
  await page.getByText('write_gift_cards').waitFor();
  await page.getByRole('button', { name: 'Allow' }).click();
  await notAllowed.waitFor({ state: 'hidden' });
  expect(pages.world.simulated.shops.get(store.domain)?.install?.scopes).toContain('write_gift_cards');
});

test('a tier that something is only for cannot be removed unnoticed', async () => {
  const store = await pages.world.shop();
  const start = await programmeOf(store);
  const gold = { id: 'gold', name: { en: 'Gold', vi: 'Vàng' }, from: '500' };
  await store.admin('PUT', '/api/programme', {
    ...start,
    tiers: { ...start.tiers, on: true, levels: [gold] },
    spend: { rewards: start.spend.rewards.map((reward) => ({ ...reward, tiers: ['gold'] })) },
  });
  const { page, app } = await open(store, '/programme/tiers');
  await app.getByRole('button', { name: 'Gold' }).click();
  await app.getByRole('textbox', { name: 'Points to reach it' }).fill('800');
  await app.getByText('Customers will be placed anew').waitFor();
  await app.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await app.getByText('This names a tier that was removed').waitFor();
  expect(
    await app.getByRole('alert').or(app.locator('.Polaris-Banner')).getByRole('link', { name: 'Rewards' }).count(),
  ).toBe(1);
  expect((await programmeOf(store)).tiers.levels).toHaveLength(1);
});

test('who has which tier is seen at home, on the page of tiers and at the customer, who can be given a higher one', async () => {
  const store = await storeWithEverything('USD');
  const anna = await store.customer({ firstName: 'Anna', lastName: 'Nowak' });
  await store.buy(anna, '600.00');
  await pages.world.settle();
  const { page, app } = await open(store, '');
  const tier = (name: string) => app.getByRole('listitem').filter({ hasText: name }).filter({ hasText: 'customer' });
  await expect.poll(() => tier('Silver').innerText()).toContain('1 customer');
  await app
    .getByRole('link', { name: 'Set up tiers' })
    .or(app.getByRole('button', { name: 'Set up tiers' }))
    .click();
  await app.getByText('reached by orders').waitFor();
  await app.getByRole('link', { name: 'Anna Nowak' }).click();
  await app.getByText('400 points to Gold').waitFor();

  await app.getByRole('button', { name: 'Give a tier' }).click();
  const dialog = app.getByRole('dialog', { name: 'Give a tier' });
  await dialog.getByRole('combobox', { name: 'Tier' }).selectOption({ label: 'Gold' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Enter a reason').waitFor();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Helps us in the shop');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Tier saved').waitFor();
  await app.getByText('The highest tier').waitFor();
  await picture(page, 'customer-tier');
  await page.goBack();
  await app.getByText('by your staff · Helps us in the shop').waitFor();
  await picture(page, 'tiers-now');
});

test('a wrong setting is told beside its field, nothing is saved, and the keyboard stands there', async () => {
  const store = await pages.world.shop();
  const before = await programmeOf(store);
  const { page, app } = await open(store, '/programme/rules');
  const days = app.getByRole('textbox', { name: 'Wait for' });
  await days.fill('400');
  expect(await app.getByText('Enter a whole number').count()).toBe(0);
  await page.getByRole('button', { name: 'Save' }).click();
  await app.getByText('Enter a whole number from 0 to 365').waitFor();
  await app.getByText('1 field needs your attention').waitFor();
  expect(await days.getAttribute('aria-invalid')).toBe('true');
  expect(await days.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await programmeOf(store)).toEqual(before);

  await days.fill('30');
  await app.getByText('Enter a whole number').waitFor({ state: 'detached' });
  await app.getByRole('checkbox', { name: 'Points expire' }).check();
  await save(page);
  expect(await programmeOf(store)).toMatchObject({ window: { days: 30 }, expiry: { months: 12, remindDays: 30 } });
});

test('what is not saved is neither lost by leaving the page nor overwritten by somebody else', async () => {
  const store = await pages.world.shop();
  const { page, app } = await open(store, '/programme/look');
  const vietnamese = app.getByRole('textbox', { name: 'Vietnamese', exact: true });
  await vietnamese.fill('hạt');
  await page.getByRole('link', { name: 'Customers' }).click();
  await page.getByRole('button', { name: 'Stay' }).click();
  expect(await vietnamese.inputValue()).toBe('hạt');

  const other = await programmeOf(store);
  await store.admin('PUT', '/api/programme', { ...other, window: { ...other.window, days: 7 } });
  await page.getByRole('button', { name: 'Save' }).click();
  await app.getByText('Someone else saved these settings meanwhile').waitFor();
  await picture(page, 'saved-meanwhile');
  expect(await programmeOf(store)).toMatchObject({ window: { days: 7 }, name: { vi: { other: 'điểm' } } });
  await app.getByRole('button', { name: 'Load the newest settings' }).click();
  await expect.poll(() => vietnamese.inputValue()).toBe('điểm');
  await vietnamese.fill('hạt');
  await save(page);
  expect(await programmeOf(store)).toMatchObject({ window: { days: 7 }, name: { vi: { other: 'hạt' } } });
  // The browser itself reports the refused request.
  pages.forgive('409');
});

test('turning the programme off says first whom it touches, and can be called off', async () => {
  const store = await pages.world.shop();
  for (const price of ['65.00', '30.50']) await store.buy(await store.customer(), price);
  await pages.world.settle();
  const { page, app } = await open(store, '/programme');
  await app.getByText('Off', { exact: true }).first().click();
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByText('2 members hold 95 points in all.').waitFor();
  await picture(page, 'turn-off');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect((await programmeOf(store)).status).toBe('on');

  await page.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await page.getByText('Settings saved').waitFor();
  expect((await programmeOf(store)).status).toBe('off');
});

/** Something of everything, so that every row and field is there to be seen. */
async function storeWithEverything(currency: 'USD' | 'VND') {
  const store = await pages.world.shop({ currency, timeZone: 'Asia/Ho_Chi_Minh' });
  const start = await programmeOf(store);
  const unit = Number(start.earn.per);
  await store.admin('PUT', '/api/programme', {
    ...start,
    earn: {
      ...start.earn,
      multipliers: [
        { id: 'm', title: 'Double points weekend', factor: '2', from: '2026-11-28T00:00', until: '2026-11-30T00:00' },
      ],
      limit: { points: 1_000, period: 'day' },
      bonuses: {
        firstOrder: { points: 100 },
        orderGoals: [{ id: 'o', orders: 10, points: 500, repeat: true }],
        spendGoals: [{ id: 's', amount: String(1_000 * unit), points: 500, repeat: false }],
      },
      actions: {
        signUp: { points: 100 },
        birthday: { points: 200 },
        review: { points: 50, limit: { times: 1, period: 'month' } },
        social: [{ id: 'x', network: 'zalo', url: 'https://zalo.me/a-rather-long-name-of-a-shop', points: 20 }],
        custom: [{ id: 'bottle', name: { en: 'Bottle brought back', vi: 'Trả lại vỏ chai' }, points: 5 }],
      },
    },
    spend: {
      rewards: [
        { id: 'r1', kind: 'fixed', points: 100, amount: String(5 * unit) },
        { id: 'r2', kind: 'slider', points: 100, amount: String(5 * unit), min: 100, step: 100 },
        { id: 'r3', kind: 'percentage', points: 500, percent: 10, enabled: false },
        {
          id: 'r4',
          kind: 'freeProduct',
          points: 900,
          variant: { id: '7', title: 'A mug with a long name that goes on – blue' },
        },
      ],
    },
    tiers: {
      on: true,
      levels: [
        { id: 'silver', name: { en: 'Silver', vi: 'Bạc' }, from: '500', multiplier: '1.25' },
        {
          id: 'gold',
          name: { en: 'Gold', vi: 'Vàng' },
          from: '1000',
          multiplier: '1.5',
          entryPoints: 200,
          color: '#c8963e',
        },
      ],
    },
    referrals: { on: true },
    expiry: { months: 12, remindDays: 30 },
  });
  return store;
}

test.each([
  ['en', 'USD'],
  ['vi', 'VND'],
] as const)(
  'in %s no page of the editor is wider than its window, on a desk or a phone',
  async (language, currency) => {
    const store = await storeWithEverything(currency);
    for (const section of ['', 'earn', 'ways', 'spend', 'tiers', 'referrals', 'rules', 'look', 'emails']) {
      const admin = await open(store, `/programme/${section}`, { language });
      // The first row of a list shows its fields.
      const row = admin.app.locator('button.editable-head').first();
      await admin.app.locator('.Polaris-ShadowBevel').first().waitFor();
      if ((await row.count()) > 0) await row.click();
      expect(await tooWideAt(admin, `programme-${section || 'overview'}-${language}`)).toEqual([]);
    }
  },
);
