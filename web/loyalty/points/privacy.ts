import type { PrivacyHooks } from '../../platform/manifest.ts';
import { knownAddressDigests } from '../../platform/privacy/erased.ts';
import { withoutMentions } from '../../platform/privacy/mentions.ts';
import type { Cell, ExportSection, Words } from '../../platform/privacy/sections.ts';
import type { EntryKind } from './account-book.ts';
import { eraseCustomer, eraseGuests } from './erase-customer.ts';
import { forgetInNotes } from './ledger.ts';
import { type AccountView, viewAccounts, viewGuests, withMerged } from './store/accounts.ts';
import { exportEntries } from './store/history.ts';
import { dropMetafield } from './store/metafields.ts';

const KINDS: Record<EntryKind, Words> = {
  earned: { en: 'Earned with an order', vi: 'Tích điểm từ đơn hàng' },
  granted: { en: 'Bonus', vi: 'Điểm thưởng' },
  reversed: {
    en: 'Taken back: the order was refunded or changed',
    vi: 'Thu hồi: đơn hàng được hoàn tiền hoặc thay đổi',
  },
  restored: { en: 'Given back', vi: 'Hoàn lại' },
  matured: { en: 'Became available', vi: 'Đã khả dụng' },
  adjusted: { en: 'Given or taken by the store', vi: 'Cửa hàng cộng hoặc trừ' },
  redeemed: { en: 'Spent on a reward', vi: 'Đổi phần thưởng' },
  reimbursed: { en: 'Back from a reward', vi: 'Hoàn điểm từ phần thưởng' },
  expired: { en: 'Expired', vi: 'Hết hạn' },
  forfeited: { en: 'Given up', vi: 'Hủy bỏ' },
  merged: { en: 'Moved because two customer records became one', vi: 'Chuyển do gộp hai hồ sơ khách hàng' },
};
const POINTS = { id: 'points', title: { en: 'Points', vi: 'Điểm' } };
const ORDER = { id: 'orderId', title: { en: 'Shopify number of the order', vi: 'Mã Shopify của đơn hàng' } };
const STATES = {
  pending: { en: 'Pending', vi: 'Đang chờ' },
  available: { en: 'Available', vi: 'Khả dụng' },
} satisfies Record<string, Words>;

export const privacy: PrivacyHooks = {
  async exportPerson({ db, clock }, shopId, { customerIds, emails }) {
    const guests = await knownAddressDigests(db.read, shopId, emails);
    const views = [
      ...(await viewAccounts(db.read, shopId, customerIds, clock.now())).values(),
      ...(await viewGuests(db.read, shopId, guests, clock.now())),
    ];
    const accounts = await Promise.all(views.map(({ accountId }) => withMerged(db.read, shopId, accountId)));
    const ids = [...new Set(accounts.flat())];
    const entries = ids.length === 0 ? [] : await exportEntries(db.read, shopId, ids);
    return [
      balanceOf(views),
      lotsOf(views),
      {
        id: 'points_history',
        title: { en: 'How the points came and went', vi: 'Lịch sử điểm' },
        columns: [
          { id: 'at', title: { en: 'Time', vi: 'Thời gian' } },
          { id: 'kind', title: { en: 'What happened', vi: 'Sự kiện' } },
          POINTS,
          ORDER,
          { id: 'reason', title: { en: 'Note of the store', vi: 'Ghi chú của cửa hàng' } },
        ],
        rows: entries.map(({ at, kind, points, orderId, reason }) => [{ at }, KINDS[kind], points, orderId, reason]),
      },
    ];
  },
  async redactPerson({ clock }, tx, shopId, person) {
    for (const customerId of person.customerIds) {
      await eraseCustomer(tx, shopId, clock.now(), customerId);
      await dropMetafield(tx, shopId, customerId);
    }
    await eraseGuests(tx, shopId, clock.now(), await knownAddressDigests(tx, shopId, person.emails));
    await forgetInNotes(tx, shopId, (reason) => withoutMentions(reason, person));
  },
};

function balanceOf(views: readonly Held[]): ExportSection {
  return {
    id: 'points',
    title: { en: 'Points', vi: 'Điểm' },
    columns: [
      { id: 'available', title: STATES.available },
      { id: 'pending', title: STATES.pending },
      { id: 'debt', title: { en: 'Owed', vi: 'Đang nợ' } },
    ],
    rows: views.map(({ balance }) => [balance.available, balance.pending, balance.debt]),
  };
}

type Held = Pick<AccountView, 'balance' | 'lots'>;

function lotsOf(views: readonly Held[]): ExportSection {
  const moment = (at: number | null): Cell => (at === null ? null : { at });
  return {
    id: 'points_held',
    title: { en: 'Points by when they came', vi: 'Điểm theo thời điểm nhận' },
    columns: [
      POINTS,
      { id: 'state', title: { en: 'State', vi: 'Trạng thái' } },
      { id: 'since', title: { en: 'Counting from', vi: 'Tính từ' } },
      { id: 'availableAt', title: { en: 'Available from', vi: 'Khả dụng từ' } },
      { id: 'expiresAt', title: { en: 'Expires', vi: 'Hết hạn' } },
      ORDER,
    ],
    rows: views.flatMap(({ lots }) =>
      lots.map((lot) => [
        lot.remaining,
        STATES[lot.state],
        { at: lot.countsFrom },
        moment(lot.availableAt),
        moment(lot.expiresAt),
        lot.orderId,
      ]),
    ),
  };
}
