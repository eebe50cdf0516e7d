import type { PrivacyHooks } from '../../platform/manifest.ts';
import type { Words } from '../../platform/privacy/sections.ts';
import type { ReferralState } from './api-types.ts';
import { signalWords } from './referral-words.ts';
import { dropLinks, linksOf } from './store/links.ts';
import { forgetInReferrals, referralsOf } from './store/referrals.ts';
import { dropTraces, ofAdvocate, ofFriend } from './store/traces.ts';

const STATES: Record<ReferralState, Words> = {
  claimed: { en: 'A code was taken', vi: 'Đã nhận mã' },
  checking: { en: 'Ordered', vi: 'Đã đặt hàng' },
  pending: { en: 'The reward waits for the end of the return window', vi: 'Phần thưởng chờ hết hạn đổi trả' },
  review: { en: 'The store decides', vi: 'Chờ cửa hàng quyết định' },
  rewarded: { en: 'Rewarded', vi: 'Đã thưởng' },
  returned: { en: 'The order was given back', vi: 'Đơn hàng đã được trả lại' },
  rejected: { en: 'Rejected by the store', vi: 'Cửa hàng từ chối' },
  ineligible: { en: 'Does not count', vi: 'Không được tính' },
};

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { customerIds }) {
    const links = await linksOf(db.read, shopId, customerIds);
    const referrals = await referralsOf(db.read, shopId, customerIds);
    const own = new Set<string>(customerIds);
    return [
      {
        id: 'referral_links',
        title: { en: 'Link for friends', vi: 'Liên kết giới thiệu' },
        columns: [
          { id: 'code', title: { en: 'Code', vi: 'Mã' } },
          { id: 'since', title: { en: 'Since', vi: 'Từ' } },
        ],
        rows: links.map(({ code, createdAt }) => [code, { at: createdAt }]),
      },
      {
        id: 'referrals',
        title: { en: 'Friends brought, and having been brought', vi: 'Giới thiệu bạn bè và được giới thiệu' },
        columns: [
          { id: 'role', title: { en: 'As', vi: 'Vai trò' } },
          { id: 'claimedAt', title: { en: 'Code taken', vi: 'Nhận mã lúc' } },
          { id: 'orderId', title: { en: 'Shopify number of the order', vi: 'Mã Shopify của đơn hàng' } },
          { id: 'state', title: { en: 'What came of it', vi: 'Kết quả' } },
          { id: 'points', title: { en: 'Points', vi: 'Điểm' } },
          { id: 'signals', title: { en: 'What looked unusual', vi: 'Điểm bất thường' } },
        ],
        // Of the other person nothing is told.
        rows: referrals.map((referral) => {
          const friend = referral.friendId !== null && own.has(referral.friendId);
          return [
            friend ? { en: 'Friend', vi: 'Bạn bè' } : { en: 'Who brought', vi: 'Người giới thiệu' },
            { at: referral.claimedAt },
            friend ? referral.orderId : null,
            STATES[referral.state],
            friend ? null : referral.points,
            friend ? referral.signals.map((signal) => signalWords[signal].en).join('; ') : null,
          ];
        }),
      },
    ];
  },
  async redactPerson(_services, tx, shopId, { customerIds }) {
    const asFriend = (await referralsOf(tx, shopId, customerIds)).filter(
      ({ friendId }) => friendId !== null && customerIds.includes(friendId),
    );
    await dropTraces(tx, shopId, [...customerIds.map(ofAdvocate), ...asFriend.map(({ id }) => ofFriend(id))]);
    await forgetInReferrals(tx, shopId, customerIds);
    await dropLinks(tx, shopId, customerIds);
  },
};
