import type { PrivacyHooks } from '../../platform/manifest.ts';
import { STATE_WORDS } from './state-words.ts';
import { redemptionsOf } from './store/find.ts';
import { shownState } from './store/redemption-row.ts';
import { forgetInRedemptions } from './store/save.ts';

const MOST = 10_000;

export const privacy: PrivacyHooks = {
  async exportPerson({ db, clock }, shopId, { customerIds }) {
    const redemptions = await redemptionsOf(db.read, shopId, customerIds, MOST);
    return [
      {
        id: 'rewards',
        title: { en: 'Rewards', vi: 'Phần thưởng' },
        columns: [
          { id: 'at', title: { en: 'Time', vi: 'Thời gian' } },
          { id: 'reward', title: { en: 'Reward', vi: 'Phần thưởng' } },
          { id: 'points', title: { en: 'Points', vi: 'Điểm' } },
          { id: 'code', title: { en: 'Code', vi: 'Mã' } },
          { id: 'state', title: { en: 'State', vi: 'Trạng thái' } },
          { id: 'expiresAt', title: { en: 'Expires', vi: 'Hết hạn' } },
          { id: 'orderId', title: { en: 'Shopify number of the order', vi: 'Mã Shopify của đơn hàng' } },
        ],
        rows: redemptions.map((redemption) => [
          { at: redemption.createdAt },
          redemption.title,
          redemption.points,
          redemption.code,
          STATE_WORDS[shownState(redemption, clock.now())],
          redemption.expiresAt === null ? null : { at: redemption.expiresAt },
          redemption.orderId,
        ]),
      },
    ];
  },
  redactPerson: (_services, tx, shopId, { customerIds }) => forgetInRedemptions(tx, shopId, customerIds),
};
