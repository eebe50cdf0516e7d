/** What the merchant sees of the points as a whole: the report of what is owed, and balances that come from another programme. */
import { expect, test } from 'vitest';
import type { LiabilityReport } from '../../web/loyalty/liability/api-types.ts';
import { adminPages, picture, tooWideAt } from '../support/admin-pages.ts';
import { give, redeem } from '../support/rewards.ts';
import type { TestStore } from '../support/world.ts';

const pages = adminPages();
const { open } = pages;

test('balances of another programme are looked at first, brought once, counted in the report, and taken back', async () => {
  const store = await pages.world.shop({ name: 'Corner Shop' });
  const anna = await store.customer({ email: 'anna@example.com' });
  await store.customer({ email: 'binh@example.com' });
  await pages.world.settle();
  const { page, app } = await open(store, '/customers');
  await app
    .getByRole('link', { name: 'Import balances' })
    .or(app.getByRole('button', { name: 'Import balances' }))
    .click();
  await app.getByText('Files that you choose are listed here').waitFor();
  const choose = (name: string, text: string) =>
    app.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

  await choose('wrong.csv', 'name,coins\nAnna,5\n');
  await app.getByText('It needs a heading with a column “points”').waitFor();

  const file =
    'email,points\nanna@example.com,1200\nbinh@example.com,800\nnobody@example.com,5\nanna@example.com,many\n';
  await choose('smile-export.csv', file);
  await app.getByText('Nothing has happened so far').waitFor();
  const figure = (label: string) => app.locator('.figures > *').filter({ hasText: label });
  expect(await figure('Points').innerText()).toMatch(/2,000\s+\$100\.00/);
  expect(await figure('Rows').innerText()).toMatch(/2\s+of 4/);
  await app.getByText('2 rows bring nothing').waitFor();
  await app.getByRole('cell', { name: 'No customer of this store has this address or id' }).waitFor();
  expect((await store.balance(anna)).available).toBe(0);
  await picture(page, 'import-checked');

  await app.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByText('2 customers get 2,000 points, worth $100.00.').waitFor();
  await picture(page, 'import-confirm');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await pages.world.settle();
  await app.getByText('Imported on').waitFor();
  expect((await store.balance(anna)).available).toBe(1_200);

  await page.getByRole('link', { name: 'Points report' }).click();
  await app.getByText('2,000 points · $100.00').waitFor();
  const { rows, total } = await store.admin<LiabilityReport>('GET', '/api/report');
  expect(total).toMatchObject({ opening: 0, earned: 2_000, closing: 2_000, worth: '100.00' });
  // The heading, the month in which there was something, and the sum.
  expect(await app.getByRole('table').getByRole('row').count()).toBe(3);
  const download = page.waitForEvent('download');
  await app.getByRole('button', { name: 'Save as a file' }).click();
  expect((await download).suggestedFilename()).toMatch(new RegExp(`^points-${rows[0]?.period}-01-.*\\.csv$`));

  await page.goBack();
  await app.getByRole('button', { name: 'Take back' }).click();
  await dialog.getByText('2,000 points that this file gave to 2 customers').waitFor();
  await dialog.getByRole('button', { name: 'Take back' }).click();
  await pages.world.settle();
  await app.getByText('Taken back on').waitFor();
  expect((await store.balance(anna)).available).toBe(0);
  // The browser itself reports the refused file.
  pages.forgive('422');
});

test('rewards that customers took are found, and what is unused is given back with its exact number said before', async () => {
  const store = await pages.world.shop({ name: 'Corner Shop' });
  const anna = await store.customer({ firstName: 'Anna', lastName: 'Nowak' });
  const binh = await store.customer({ firstName: 'Bình', lastName: 'Trần' });
  await pages.world.settle();
  for (const customer of [anna, binh]) await give(store, customer, 250);
  for (const customer of [anna, anna, binh]) await redeem(store, customer, 'discount');
  await pages.world.settle();

  const { page, app } = await open(store, '/rewards');
  await app.getByRole('link', { name: 'Anna Nowak' }).nth(1).waitFor();
  await app.getByRole('searchbox', { name: 'Search rewards' }).fill('bình');
  await app.getByRole('link', { name: 'Anna Nowak' }).first().waitFor({ state: 'detached' });
  await app.getByRole('row').filter({ hasText: 'Bình' }).getByRole('checkbox').check();
  await app.getByRole('button', { name: 'Give back', exact: true }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByText('1 reward is given back, and 100 points return to the customer.').waitFor();
  await picture(page, 'give-back');
  await dialog.getByRole('button', { name: 'Give back 1 reward' }).click();
  await page.getByText('Rewards are being given back').waitFor();
  await pages.world.advance('PT5M');
  await app.getByRole('row').filter({ hasText: 'Given back' }).waitFor();
  expect((await store.balance(binh)).available).toBe(250);

  await app.getByRole('button', { name: 'Give back several' }).click();
  await dialog.getByText('2 rewards are given back, and 200 points return to the customers.').waitFor();
  await dialog.getByRole('combobox', { name: 'Which' }).selectOption({ label: '$5.00 off' });
  await dialog.getByText('2 rewards are given back').waitFor();
  await picture(page, 'give-back-several');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect((await store.balance(anna)).available).toBe(50);
});

/** A friend takes a code from the customer's link, and buys with it an hour later at the customer's own address. */
async function friendAlike(store: TestStore, link: string, email: string) {
  const taken = await store.proxy(link, undefined, {
    method: 'POST',
    body: { key: crypto.randomUUID(), device: '' },
    ip: '198.51.100.7',
    render: true,
  });
  const code = /regulars-landing__code">([^<]+)</.exec(String(taken.body))?.[1] ?? '';
  await pages.world.advance('PT1H');
  await store.order({
    email,
    lines: [{ title: 'Coffee', price: '40.00', quantity: 1 }],
    discountCodes: [code],
    shippingAddress: ADDRESS,
  });
  await pages.world.settle();
}
const ADDRESS = { address1: 'Hauptstr. 5', city: 'Berlin', zip: '10115', country: 'Germany', countryCode: 'DE' };

/** A store with two referrals that look odd: one to approve, one to reject. */
async function storeWithOddReferrals(options: { locale?: string } = {}) {
  const store = await pages.world.shop({
    name: 'Corner Shop',
    ...options,
    programme: { window: { days: 0 }, referrals: { on: true, points: 500 } },
  });
  const jane = await store.customer({ email: 'jane.doe@gmail.com', firstName: 'Jane', lastName: 'Doe' });
  await pages.world.settle();
  await store.buy(jane, '1.00', { shippingAddress: ADDRESS });
  const { body } = await store.proxy('/referrals/mine', jane, { ip: '192.0.2.1' });
  const { path } = JSON.parse(String(body)) as { path: string };
  const link = path.replace('/apps/regulars', '');
  await friendAlike(store, link, 'janedoe+tea@gmail.com');
  await friendAlike(store, link, 'j.a.n.e.doe@googlemail.com');
  return { store, jane };
}

test('a referral that looks odd is told at home and waits until the merchant has decided', async () => {
  const { store, jane } = await storeWithOddReferrals();
  const before = (await store.balance(jane)).available;
  const { page, app } = await open(store);
  await app.getByText('2 referrals wait for your decision').waitFor();
  await app
    .getByRole('link', { name: 'Decide' })
    .or(app.getByRole('button', { name: 'Decide' }))
    .click();
  await app.getByText('Has the same shipping address').first().waitFor();
  await app.getByText('Has a variant of the same email address').first().waitFor();
  for (const language of ['en', 'vi'] as const) {
    expect(await tooWideAt(await open(store, '/referrals', { language }), `referrals-${language}`)).toEqual([]);
  }
  await app.getByRole('button', { name: 'Approve' }).first().click();
  const dialog = app.getByRole('dialog');
  await dialog.getByText('Jane Doe gets 500 points').waitFor();
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Referral approved').waitFor();
  await pages.world.settle();
  expect((await store.balance(jane)).available).toBe(before + 500);

  await app.getByRole('button', { name: 'Reject' }).click();
  await dialog.getByText('Jane Doe gets no points for this friend').waitFor();
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await app.getByText('Nothing to decide').waitFor();
  await app.getByRole('combobox', { name: 'Show' }).selectOption('rejected');
  await app.getByText('Has the same shipping address').waitFor();
  expect((await store.balance(jane)).available).toBe(before + 500);
});

test('a key for the merchant’s own programs is shown once, gives points, and is revoked', async () => {
  const custom = [{ id: 'bottle', name: { en: 'Bottle brought back', vi: '' }, points: 5, limit: null }];
  const store = await pages.world.shop({ programme: { earn: { actions: { custom } } } });
  const customer = await store.customer();
  await pages.world.settle();
  const { page, app } = await open(store, '/programme/ways');
  await app.getByRole('button', { name: 'Create key' }).click();
  await app.getByRole('textbox', { name: 'What is it for?' }).fill('Till in the shop');
  await app.getByRole('button', { name: 'Create', exact: true }).click();
  await app.getByText('it can’t be shown again').waitFor();
  await picture(page, 'api-key');
  const key = await app.locator('.key-text').innerText();
  const give = (idempotency: string) =>
    fetch(new URL('/api/actions', pages.world.appUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ customer, action: 'bottle', key: idempotency }),
    });
  expect((await give('a')).status).toBe(200);
  expect((await store.balance(customer)).available).toBe(5);
  await page.reload();
  await app.getByText('Till in the shop').waitFor();
  expect(await app.locator('.key-text').count()).toBe(0);
  await app.getByRole('button', { name: 'Revoke' }).click();
  await app.getByText('can give no more points from this moment').waitFor();
  await app.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('Key revoked').waitFor();
  expect((await give('b')).status).toBe(401);
});

test.each([
  ['en', 'USD'],
  ['vi', 'VND'],
] as const)(
  'in %s neither the report nor rewards nor an import is wider than its window, on a desk or a phone',
  async (language, currency) => {
    const store = await pages.world.shop({ currency });
    const customer = await store.customer({ email: 'anna@example.com' });
    await store.buy(customer, currency === 'VND' ? '3000000' : '300.00');
    await pages.world.settle();
    await give(store, customer, 500);
    await redeem(store, customer, 'discount');
    await pages.world.settle();
    const text = `email,points\n${'a-customer-with-a-long-address@example.com,5\n'.repeat(12)}anna@example.com,1000000\n`;
    const checked = await store.admin<{ id: string }>('POST', '/api/balances/imports', {
      name: 'balances-2026-11.csv',
      text,
    });
    for (const [name, path] of [
      ['report', '/report'],
      ['rewards', '/rewards'],
      ['no-referrals', '/referrals'],
      ['imports', '/customers/import'],
      ['import', `/customers/import/${checked.id}`],
    ] as const) {
      expect(await tooWideAt(await open(store, path, { language }), `${name}-${language}`)).toEqual([]);
    }
  },
);
