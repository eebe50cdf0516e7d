/** Parcels as the merchant sees them: what needs somebody, the page that shoppers track on, when parcels come, what it brings and what customers say. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { SettingsDocument } from '../../web/platform/settings/api-types.ts';
import type { DeliverySettings } from '../../web/retention/shipments/settings.ts';
import type { TrackingSettings } from '../../web/retention/tracking/settings.ts';
import { adminPages, digits, picture, tooWideAt } from '../support/admin-pages.ts';
import type { PlacedOrder } from '../support/store.ts';
import type { TestStore } from '../support/world.ts';

const pages = adminPages();
const { open } = pages;

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';

async function send(order: PlacedOrder, more: Record<string, unknown> = {}): Promise<string> {
  const body = { order: order.id, ...more };
  return (await pages.world.sim<{ fulfillment: { id: string } }>('POST', 'orders/fulfil', body)).fulfillment.id;
}
async function report(fulfillment: string, status: string, more: Record<string, unknown> = {}): Promise<void> {
  await pages.world.sim('POST', 'fulfillments/event', { fulfillment, status, ...more });
}
async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Settings saved').waitFor();
  await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' });
}
const trackingOf = (store: TestStore) =>
  store.admin<SettingsDocument<TrackingSettings>>('GET', '/api/tracking/settings');
const deliveryOf = (store: TestStore) =>
  store.admin<SettingsDocument<DeliverySettings>>('GET', '/api/delivery/settings');

/** A parcel that is late, one that could not be delivered, one that came, and what its customer says of it. */
async function storeWithParcels() {
  const store = await pages.world.shop();
  const [anna, tom, linh] = await Promise.all([
    store.customer({ firstName: 'Anna', lastName: 'Nowak' }),
    store.customer({ firstName: 'Tom', lastName: 'Okafor' }),
    store.customer({ firstName: 'Linh', lastName: 'Trần' }),
  ]);
  const late = await store.buy(anna, '64.00');
  const stuck = await store.buy(tom, '20.00');
  const come = await store.buy(linh, '35.00');
  const ofLate = await send(late, { company: 'UPS', number: '1Z999AA10123456784' });
  await report(ofLate, 'in_transit', { city: 'Louisville', country: 'US', message: 'Departed facility' });
  await report(ofLate, 'delayed', { city: 'Chicago', country: 'US', message: 'Weather delay' });
  await report(await send(stuck, { company: 'UPS', number: '1Z12345E0205271688' }), 'failure');
  await report(await send(come), 'delivered');
  await pages.world.settle();

  const page = String((await store.proxy(`/track/order/${digits(come.id)}`, linh)).body);
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1];
  await store.proxy('/track/seen', undefined, { body: { token, kind: 'view' }, headers: { 'User-Agent': PHONE } });
  const said = { token, score: '1', comment: '<b>Broken</b>, and nobody answers' };
  await store.proxy('/track/answer', undefined, { method: 'POST', body: said });
  return { store, late, stuck, come };
}

test('from what home says needs somebody the merchant comes to the parcel, searches others, and gives points as an apology', async () => {
  const { store, late } = await storeWithParcels();
  const { settings, version } = await deliveryOf(store);
  const apology = { ...settings.apology, on: true };
  await store.admin('PUT', '/api/delivery/settings', { settings: { ...settings, apology }, version });

  const { page, app } = await open(store);
  await app.getByText('1 customer is unhappy with an order').waitFor();
  await app.getByRole('link', { name: '1 parcel is stuck' }).waitFor();
  await picture(page, 'home-parcels');
  await app.getByRole('link', { name: '1 parcel is late' }).click();
  await app.getByRole('link', { name: late.name }).waitFor();
  expect(await app.getByRole('tab', { name: 'Late: 1' }).getAttribute('aria-selected')).toBe('true');
  expect(await app.getByRole('tab', { name: 'All: 3' }).count()).toBe(1);
  expect(await app.getByText('Tom Okafor').count()).toBe(0);

  await app.getByRole('tab', { name: 'All: 3' }).click();
  await app.getByText('Tom Okafor').waitFor();
  await app.getByRole('searchbox', { name: 'Search shipments' }).fill('1Z999');
  await app.getByText('Tom Okafor').waitFor({ state: 'detached' });
  await app.getByRole('link', { name: late.name }).click();

  await app.getByText('Delayed · Weather delay').waitFor();
  await app.getByText('Chicago, US').waitFor();
  await app.getByRole('button', { name: 'Give points as an apology' }).click();
  const dialog = app.getByRole('dialog', { name: 'Give points as an apology?' });
  await dialog.getByText('Anna Nowak gets 50 points at once.').waitFor();
  await dialog.getByRole('button', { name: 'Give points' }).click();
  await app.getByText('Given 50 points as an apology').waitFor();
  expect(await app.getByRole('button', { name: 'Give points as an apology' }).count()).toBe(0);
  await picture(page, 'shipment-order');
  // Back to the very search.
  await app
    .getByRole('link', { name: 'Shipments' })
    .or(app.getByRole('button', { name: 'Shipments' }))
    .click();
  await expect.poll(() => app.getByRole('searchbox', { name: 'Search shipments' }).inputValue()).toBe('1Z999');
});

test('the tracking page is arranged by keyboard, previewed as it is typed, and saved only when everything makes sense', async () => {
  const store = await pages.world.shop();
  const { page, app } = await open(store, '/tracking');
  const preview = app.frameLocator('iframe.document-frame');
  await app.getByRole('textbox', { name: 'Title (English)', exact: true }).fill('Where is my bowl?');
  await preview.getByText('Where is my bowl?').waitFor();

  const up = app.getByRole('button', { name: 'Move “Help and contact” up' });
  await up.focus();
  for (let step = 1; step <= 4; step++) {
    await page.keyboard.press('Enter');
    await app.getByText(`Now at place ${5 - step} of 5`).waitFor();
  }
  // At the top there is no further up: the keyboard stands on the way back.
  const focused = () => app.locator('button:focus').getAttribute('aria-label');
  await expect.poll(focused).toBe('Move “Help and contact” down');
  await app.getByRole('checkbox', { name: 'Points', exact: true }).uncheck();
  await app.getByRole('checkbox', { name: 'Add a discount for this customer' }).check();

  const email = app.getByRole('textbox', { name: 'Email' });
  await email.fill('help at store');
  await page.getByRole('button', { name: 'Save' }).click();
  await app.getByText('Enter an email address').waitFor();
  expect(await email.evaluate((field) => field === document.activeElement)).toBe(true);
  expect((await trackingOf(store)).version).toBe(0);
  await email.fill('help@store.example');
  // The preview has followed down the form.
  expect(await app.locator('.preview-column').evaluate((column) => column.getBoundingClientRect().top)).toBeGreaterThan(
    0,
  );
  await picture(page, 'tracking-editor');
  await save(page);
  expect((await trackingOf(store)).settings).toMatchObject({
    sections: [
      { id: 'help', shown: true },
      { id: 'parcels', shown: true },
      { id: 'points', shown: false },
      { id: 'satisfaction', shown: true },
      { id: 'offers', shown: true },
    ],
    texts: { title: { en: 'Where is my bowl?', vi: '' } },
    contact: { email: 'help@store.example' },
    offers: { discount: { percent: 10, hours: 48 } },
  });
});

test('when parcels come is said in working days; what makes no sense, or what somebody else has saved meanwhile, is not overwritten', async () => {
  const store = await pages.world.shop();
  const { page, app } = await open(store, '/delivery');
  await app.getByText('Shopify sends this itself').first().waitFor();
  expect(await app.getByText('Shopify sends this itself').count()).toBe(3);
  expect(await app.getByRole('checkbox', { name: 'Delayed' }).isChecked()).toBe(true);

  await app.getByRole('checkbox', { name: 'Saturday' }).check();
  await app.getByLabel('Holidays').fill('2027-02-06');
  await app.getByRole('button', { name: 'Add day' }).click();
  await app.getByText('Feb 6, 2027').waitFor();
  await app.getByText('If somebody orders now, it comes').waitFor();
  await app.getByText(/Within your country: [A-Z][a-z]{2} \d/).waitFor();
  await app.getByRole('button', { name: 'Add a country' }).click();
  await app.getByRole('checkbox', { name: 'Give points when a parcel is late or stuck' }).check();
  await app.getByText('In a month that’s 200 orders and 10,000 points at most, worth $500.00.').waitFor();
  // Within the country: at most fewer days than at least.
  await app.getByRole('textbox', { name: 'At most' }).nth(1).fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await app.getByText('2 fields need your attention').waitFor();
  await app.getByText('Choose a country', { exact: true }).last().waitFor();
  await app.getByText('This can’t be less than the smallest number').waitFor();
  await app.getByRole('textbox', { name: 'At most' }).nth(1).fill('3');
  await app.getByRole('combobox', { name: 'Country' }).selectOption({ label: 'Vietnam' });

  const other = await deliveryOf(store);
  await store.admin('PUT', '/api/delivery/settings', {
    ...other,
    settings: { ...other.settings, showEstimate: false },
  });
  await page.getByRole('button', { name: 'Save' }).click();
  await app.getByText('Someone else saved these settings meanwhile').waitFor();
  expect((await deliveryOf(store)).settings).toMatchObject({ showEstimate: false, holidays: [] });
  await app.getByRole('button', { name: 'Load the newest settings' }).click();
  await expect.poll(() => app.getByRole('checkbox', { name: 'Saturday' }).isChecked()).toBe(false);
  await app.getByRole('checkbox', { name: 'Sunday' }).check();
  await save(page);
  expect((await deliveryOf(store)).settings).toMatchObject({ showEstimate: false, workingDays: [1, 2, 3, 4, 5, 7] });
  // The browser itself reports the refused request.
  pages.forgive('409');
});

test('an unhappy answer is a task that is done and opened again, and looking counts in the results', async () => {
  const { store, come } = await storeWithParcels();
  const { page, app } = await open(store, '/satisfaction');
  // What a customer writes is text, whatever it looks like.
  await app.getByText('“<b>Broken</b>, and nobody answers”').waitFor();
  await app.getByRole('button', { name: `Mark the answer to order ${come.name} as done` }).click();
  await page.getByText('Marked as done').waitFor();
  await app.getByText('Nobody is waiting for you').waitFor();
  await app.getByRole('tab', { name: 'Done: 1' }).click();
  await app.getByRole('button', { name: `Open the answer to order ${come.name} again` }).click();
  await app.getByRole('tab', { name: 'To do: 1' }).waitFor();

  const results = await open(store, '/tracking/results');
  await results.app.getByText('1 visit, 1 order', { exact: true }).waitFor();
  const link = results.page.context().waitForEvent('page');
  await results.app.getByRole('button', { name: 'Don’t count this browser' }).click();
  const storefront = await link;
  await expect.poll(() => storefront.url()).toMatch(/\/track\?staff=/);
  await storefront.close();
});

/** For tests that only look. */
let lookedAt: ReturnType<typeof storeWithParcels> | undefined;

test.each(['en', 'vi'] as const)('in %s no page about parcels is wider than its window', async (language) => {
  lookedAt ??= storeWithParcels();
  const { store, late } = await lookedAt;
  for (const path of [
    'shipments',
    `shipments/${digits(late.id)}`,
    'tracking',
    'delivery',
    'tracking/results',
    'satisfaction',
  ])
    expect(
      await tooWideAt(await open(store, `/${path}`, { language }), `${path.replace(/\W\d*/, '-')}-${language}`),
    ).toEqual([]);
});
