/** The pages of privacy: requests for personal data, who looked at it, and how long it stays. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type {
  AccessLogPage,
  DataRequestDetail,
  DataRequestPage,
  DataRequestRow,
} from '../../web/platform/privacy/api-types.ts';
import { adminPages, digits, tooWideAt } from '../support/admin-pages.ts';

const pages = adminPages();
const { open } = pages;

test('a data request is announced, read, saved as a file and marked as handed on', async () => {
  const store = await pages.world.shop({ name: 'Corner Shop' });
  const anna = await store.customer({ firstName: 'Anna', lastName: 'Nowak', email: 'anna@example.com' });
  const order = await store.buy(anna, '45.00');
  await pages.world.settle();
  await pages.world.sim('POST', 'privacy', { shop: store.domain, topic: 'customers/data_request', customer: anna });
  await pages.world.settle();

  const { page, app } = await open(store);
  await app.getByText('1 customer waits for their data').waitFor();
  await app
    .getByRole('link', { name: 'See data requests' })
    .or(app.getByRole('button', { name: 'See data requests' }))
    .click();
  await app.getByText('1 request waits for you.').waitFor();
  await app.getByRole('link', { name: 'Anna Nowak' }).click();
  await app.getByRole('heading', { level: 1, name: 'Anna Nowak' }).waitFor();
  await app.getByText('Hand it on to: anna@example.com').waitFor();
  await app.getByRole('table').getByText(order.name).first().waitFor();
  expect(await tooWideAt({ page, app }, 'request-real-en')).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });

  await app.getByRole('button', { name: 'Save as file' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    app.getByRole('button', { name: 'Page to read (HTML)', exact: true }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.html$/);
  expect(await readFile(await download.path(), 'utf8')).toContain('anna@example.com');

  await app.getByRole('button', { name: 'Mark as handed on' }).click();
  await page.getByText('Marked as handed on').waitFor();
  await app.getByText('Handed on', { exact: true }).waitFor();
  await app.getByRole('table').getByText(order.name).first().waitFor();
  expect((await store.admin<DataRequestPage>('GET', '/api/data-requests')).open).toBe(0);
  await app
    .getByRole('link', { name: 'Privacy' })
    .or(app.getByRole('button', { name: 'Privacy' }))
    .click();
  await app.getByText('No request waits for you.').waitFor();
});

test('who looked at a customer stands in the log, also for that customer alone', async () => {
  const store = await pages.world.shop();
  const anna = await store.customer({ firstName: 'Anna', lastName: 'Nowak' });
  const binh = await store.customer({ firstName: 'Bình', lastName: 'Trần' });
  await pages.world.settle();
  await store.admin('GET', `/api/customers/${digits(anna)}`);
  await store.admin('GET', `/api/customers/${digits(binh)}`);

  const { app } = await open(store, `/customers/${digits(anna)}`);
  await app
    .getByRole('link', { name: 'Who looked at this data' })
    .or(app.getByRole('button', { name: 'Who looked at this data' }))
    .click();
  await app.getByRole('heading', { level: 1, name: 'Who looked at customer data' }).waitFor();
  await app.getByText('A customer’s page').first().waitFor();
  await app.getByText(`Only customer ${digits(anna)}`).waitFor();
  expect(await app.getByText(`Customer ${digits(binh)}`).count()).toBe(0);
  await app.getByRole('button', { name: /Remove/ }).click();
  await app
    .getByText(`Customer ${digits(binh)}`)
    .first()
    .waitFor();
});

test.each(['en', 'vi'] as const)(
  'in %s no page is wider than its window in any state, on a desk or a phone',
  async (language) => {
    const store = await pages.world.shop({ currency: 'VND', locale: 'vi', timeZone: 'Asia/Ho_Chi_Minh' });
    const base: DataRequestRow = {
      id: '7700000000001',
      state: 'open',
      content: 'held',
      person: {
        customerId: '5500000000001',
        name: 'Nguyễn Thị Thanh Thủy',
        email: 'thanh-thuy.nguyen.van.cao@example.com',
        phone: '+84 90 123 45 67',
      },
      requestedAt: '2026-02-20T03:00:00Z',
      dueAt: '2026-03-22T03:00:00Z',
      overdue: false,
      doneAt: null,
      doneBy: null,
      keptUntil: '2026-05-20T03:00:00Z',
    };
    const nobody = { customerId: null, name: null, email: null, phone: null };
    const requests: DataRequestPage = {
      requests: [
        base,
        {
          ...base,
          id: '2',
          overdue: true,
          requestedAt: '2026-01-20T03:00:00Z',
          dueAt: '2026-02-19T03:00:00Z',
          content: 'nothing',
          person: { ...nobody, email: 'guest@example.com' },
        },
        {
          ...base,
          id: '3',
          state: 'done',
          doneAt: '2026-02-25T03:00:00Z',
          doneBy: '1',
          content: 'erased',
          person: nobody,
          keptUntil: null,
        },
      ],
      open: 2,
      next: 'more',
    };
    const detail: DataRequestDetail = {
      ...base,
      sections: [
        {
          id: 'customer',
          title: 'Khách hàng',
          columns: ['Mục', 'Giá trị'],
          rows: [
            ['Họ tên', 'Nguyễn Thị Thanh Thủy'],
            ['Email', 'thanh-thuy.nguyen.van.cao@example.com'],
          ],
        },
        {
          id: 'orders',
          title: 'Đơn hàng',
          columns: ['Đơn', 'Ngày', 'Tổng', 'Trạng thái', 'Ghi chú'],
          rows: [
            ['#1001', '20/02/2026', '1.250.000 ₫', 'Đã thanh toán', ''],
            ['#1002', '21/02/2026', '250.000 ₫', 'Đã hoàn tiền', 'x'.repeat(80)],
          ],
        },
      ],
    };
    const log: AccessLogPage = {
      entries: [
        {
          at: '2026-03-02T03:00:00Z',
          staffId: '99887766',
          what: 'customer',
          customerIds: ['5500000000001'],
          people: 1,
        },
        { at: '2026-03-02T02:00:00Z', staffId: '99887766', what: 'customers', customerIds: ['1', '2'], people: 50 },
        { at: '2026-03-01T02:00:00Z', staffId: '1', what: 'export', customerIds: [], people: 1 },
      ],
      next: 'more',
    };

    for (const [name, path, address, answer] of [
      ['privacy', '/privacy', 'data-requests**', requests],
      ['privacy-empty', '/privacy', 'data-requests**', { requests: [], open: 0, next: null }],
      ['request', '/privacy/requests/7700000000001', 'data-requests/**', detail],
      ['request-done', '/privacy/requests/3', 'data-requests/**', { ...detail, ...requests.requests[2], sections: [] }],
      ['log', '/privacy/access-log', 'access-log**', log],
      [
        'log-filtered',
        '/privacy/access-log?customer=5500000000001',
        'access-log**',
        { entries: log.entries.slice(0, 1), next: null },
      ],
      ['log-empty', '/privacy/access-log', 'access-log**', { entries: [], next: null }],
    ] as const) {
      const admin = await open(store, path, {
        language,
        before: async (window) => {
          await window.route(`**/api/${address}`, (route) => route.fulfill({ json: answer }));
        },
      });
      expect(await tooWideAt(admin, `${name}-${language}`)).toEqual([]);
      await admin.page.close();
    }
  },
);
