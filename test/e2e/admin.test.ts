import { expect, test } from 'vitest';
import type { CustomerDetail } from '../../web/loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../web/loyalty/programme/api-types.ts';
import { addressOf, adminPages, digits, tooWideAt } from '../support/admin-pages.ts';

const pages = adminPages();
const { open: openAdmin } = pages;

/** A store with a customer who has bought for 45.00 and 20.00, both still in the return window. */
async function storeWithOrders() {
  const store = await pages.world.shop({ name: 'Corner Shop' });
  const anna = await store.customer({ firstName: 'Anna', lastName: 'Nowak', email: 'anna@example.com' });
  const binh = await store.customer({ firstName: 'Bình', lastName: 'Trần', email: 'binh@example.com' });
  await store.buy(anna, '45.00');
  await store.buy(anna, '20.00');
  await store.buy(binh, '30.50');
  await pages.world.settle();
  return { store, anna, binh };
}

test('the setup guide knows what is done, leads to the theme editor, and stays away once put away', async () => {
  const store = await pages.world.shop();
  const { page, app } = await openAdmin(store);
  const guide = (name: string) => app.getByRole('button', { name });
  await guide('Turn on your points program Done').waitFor();
  await guide('Show points in your store Not done yet').waitFor();
  await guide('Bring in your order history Done').waitFor();
  await guide('Give the first points Not done yet').waitFor();
  expect(await guide('Dismiss the setup guide').count()).toBe(0);

  await app.getByRole('link', { name: 'Add the balance' }).click();
  await page.waitForURL('**/themes/current/editor**');
  expect(new URL(page.url()).searchParams.get('addAppBlockId')).toMatch(/\/points-balance$/);
  await page.locator('article.wanted').getByRole('button', { name: 'Place' }).first().click();
  await page.locator('#points-balance .placed').waitFor();
  await store.buy(await store.customer(), '12.00');
  await pages.world.settle();

  await page.goto(`${pages.world.simulatorUrl}${addressOf(store)}`);
  await app.getByText('You’re all set').waitFor();
  await guide('Dismiss the setup guide').click();
  await guide('Turn on your points program').waitFor({ state: 'detached' });
  await page.reload();
  await app.getByText('Recent activity').waitFor();
  await app.getByText('+12 points').waitFor();
  expect(await guide('Turn on your points program').count()).toBe(0);
});

test('the home page shows true numbers, says how they are computed, and leads to the people behind them', async () => {
  const { store, anna } = await storeWithOrders();
  const { page, app } = await openAdmin(store);
  const figure = (label: string) => app.locator('.figures > *').filter({ hasText: label });
  await expect.poll(() => figure('Members').innerText()).toContain('2');
  expect(await figure('Points given').innerText()).toContain('95');
  expect(await figure('Outstanding points').innerText()).toContain('0 ready, 95 waiting');
  expect(await figure('Worth in money').innerText()).toContain('$4.75');

  await app.getByText('Outstanding points').hover();
  await app.getByText('What customers hold today').waitFor();

  await app.getByRole('button', { name: 'Show as table' }).click();
  expect(await app.getByRole('table').innerText()).toContain('95');

  await app.getByRole('link', { name: 'Anna Nowak' }).first().click();
  await app.getByRole('heading', { level: 1, name: 'Anna Nowak' }).waitFor();
  await expect.poll(() => new URL(page.url()).pathname).toBe(`${addressOf(store)}/customers/${digits(anna)}`);
});

test('customers are found by name while typing, and the search is kept in the address', async () => {
  const { store } = await storeWithOrders();
  const { page, app } = await openAdmin(store);
  await page.getByRole('link', { name: 'Customers' }).click();
  // The home page, which is still there for a moment, names the same people.
  await app.getByRole('searchbox', { name: 'Search customers' }).waitFor();
  await app.getByRole('link', { name: 'Anna Nowak' }).waitFor();
  await app.getByRole('link', { name: 'Bình Trần' }).waitFor();

  await app.getByRole('searchbox', { name: 'Search customers' }).fill('bình');
  await app.getByRole('link', { name: 'Anna Nowak' }).waitFor({ state: 'detached' });
  await expect.poll(() => new URL(page.url()).searchParams.get('query')).toBe('bình');

  await app.getByRole('link', { name: 'Bình Trần' }).click();
  await app.getByRole('heading', { level: 1, name: 'Bình Trần' }).waitFor();
  await app.getByRole('link', { name: 'Customers' }).click();
  await app.getByRole('link', { name: 'Bình Trần' }).waitFor();
  expect(await app.getByRole('link', { name: 'Anna Nowak' }).count()).toBe(0);

  await app.getByRole('searchbox', { name: 'Search customers' }).fill('nobody at all');
  await app.getByText('No customers found').waitFor();
});

test('a customer page leads to Shopify’s own pages of the customer and of each order', async () => {
  const { store, anna } = await storeWithOrders();
  const { page, app } = await openAdmin(store, `/customers/${digits(anna)}`);
  await app.getByRole('link', { name: 'Order #1001 · $45.00 · Paid' }).click();
  await page.getByRole('heading', { name: '#1001' }).first().waitFor();
  await page.goBack();
  await app.getByRole('link', { name: 'View in Shopify' }).click();
  await page.getByText('anna@example.com').first().waitFor();
  expect(await page.getByText('binh@example.com').count()).toBe(0);
});

test('an outage is said plainly and stays on the page until another try succeeds', async () => {
  const store = await pages.world.shop();
  let broken = true;
  const { app } = await openAdmin(store, '', {
    before: async (page) => {
      await page.route('**/api/**', (route) =>
        broken ? route.fulfill({ status: 503, json: { error: 'internal' } }) : route.fallback(),
      );
    },
  });
  await app.getByText('Your numbers couldn’t be loaded').waitFor();
  await app.getByText('Something went wrong on our side').waitFor();
  broken = false;
  await app.getByRole('button', { name: 'Try again' }).click();
  await app.getByText('Outstanding points').waitFor();
  expect(await app.getByText('Your numbers couldn’t be loaded').count()).toBe(0);
  // The browser itself reports each refused request.
  pages.forgive('503');
});

test('points given by hand need a reason, show the result first, and stand in the timeline with it', async () => {
  const { store, anna } = await storeWithOrders();
  const { page, app } = await openAdmin(store, `/customers/${digits(anna)}`);
  await app.getByRole('button', { name: 'Adjust points' }).click();
  const dialog = app.getByRole('dialog', { name: 'Adjust points' });
  await dialog.getByText('The available balance is 0.').waitFor();

  await dialog.getByLabel('Number of points').fill('25');
  await dialog.getByText('The available balance goes from 0 to 25.').waitFor();
  await dialog.getByRole('button', { name: 'Give points' }).click();
  await dialog.getByText('Enter a reason').waitFor();
  expect((await store.balance(anna)).available).toBe(0);

  await dialog.getByLabel('Reason').fill('Sorry about the late parcel');
  await dialog.getByRole('button', { name: 'Give points' }).click();
  await page.getByText('25 points given').waitFor();
  await app.getByText('Adjusted by hand: Sorry about the late parcel').waitFor();
  await app.getByText('+25 points').waitFor();

  await pages.world.settle();
  expect((await store.metafield(anna))?.available).toBe(25);
  const { timeline } = await store.admin<CustomerDetail>('GET', `/api/customers/${digits(anna)}`);
  expect(timeline[0]).toMatchObject({ kind: 'adjusted', points: 25, reason: 'Sorry about the late parcel' });
});

test('no more points can be taken than the customer has', async () => {
  const { store, anna } = await storeWithOrders();
  await pages.world.advance('P15D');
  const { app } = await openAdmin(store, `/customers/${digits(anna)}`);
  await app.getByRole('button', { name: 'Adjust points' }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByText('Take points away').first().click();
  await dialog.getByLabel('Number of points').fill('66');
  await dialog.getByText('This customer has only 65 available points').waitFor();
  await dialog.getByLabel('Number of points').fill('65');
  await dialog.getByLabel('Reason').fill('Given by mistake');
  await dialog.getByRole('button', { name: 'Take points away' }).click();
  await app.getByText('−65 points').waitFor();
  expect(await store.balance(anna)).toEqual({ available: 0, pending: 0, debt: 0 });
});

test('a Vietnamese shop owner reads and types everything in Vietnamese, amounts in dong', async () => {
  const store = await pages.world.shop({ currency: 'VND', locale: 'vi', timeZone: 'Asia/Ho_Chi_Minh' });
  const lan = await store.customer({ firstName: 'Lan', lastName: 'Nguyễn', email: 'lan@example.com' });
  await store.buy(lan, '1250000');
  await pages.world.settle();
  const { page, app } = await openAdmin(store, '', { language: 'vi' });
  await app.getByText('Điểm khách đang giữ').waitFor();
  await app.getByText('62.500 ₫').waitFor();
  await app.getByText('+125 điểm').waitFor();

  await page.getByRole('link', { name: 'Tích điểm' }).click();
  await app.getByRole('link', { name: 'Điểm cho đơn hàng' }).click();
  const per = app.getByRole('textbox', { name: 'Cho mỗi' });
  expect(await per.inputValue()).toBe('10.000');
  await per.fill('20.000');
  await app.getByText('Bạn sẽ nhận được 22 điểm').waitFor();
  await page.getByRole('button', { name: 'Lưu' }).click();
  await page.getByText('Đã lưu cài đặt').waitFor();
  expect((await store.admin<ProgrammeDocument>('GET', '/api/programme')).earn.per).toBe('20000');
});

test.each(['en', 'vi'] as const)('in %s no page is wider than its window, on a desk or a phone', async (language) => {
  const { store, anna } = await storeWithOrders();
  for (const [name, path] of [
    ['home', ''],
    ['customers', '/customers'],
    ['customer', `/customers/${digits(anna)}`],
    ['programme', '/programme'],
  ] as const) {
    const admin = await openAdmin(store, path, { language });
    expect(await tooWideAt(admin, `${name}-${language}`)).toEqual([]);
  }
});
