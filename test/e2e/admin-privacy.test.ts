/** The pages of privacy: requests for personal data, who looked at it, and how long it stays. */
import { expect, test } from 'vitest';
import type {
  AccessLogPage,
  DataRequestDetail,
  DataRequestPage,
  DataRequestRow,
} from '../../web/platform/privacy/api-types.ts';
import { adminPages, tooWideAt } from '../support/admin-pages.ts';

const pages = adminPages();
const { open } = pages;

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
      await admin.page.context().close();
    }
  },
);
