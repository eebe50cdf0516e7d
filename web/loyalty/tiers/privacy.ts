import type { PrivacyHooks } from '../../platform/manifest.ts';
import { withoutMentions } from '../../platform/privacy/mentions.ts';
import type { Words } from '../../platform/privacy/sections.ts';
import { presentSettings } from '../programme/index.ts';
import type { Cause } from './decide-tier.ts';
import { changesOf } from './store/looks.ts';
import { dropRewards, givenRewards } from './store/rewards.ts';
import { dropStates, forgetInReasons } from './store/states.ts';

const CAUSES: Record<Cause, Words> = {
  reached: { en: 'Reached by orders', vi: 'Đạt được nhờ đơn hàng' },
  time: { en: 'Time had passed', vi: 'Hết thời hạn' },
  refund: { en: 'An order was refunded or changed', vi: 'Đơn hàng được hoàn tiền hoặc thay đổi' },
  programme: { en: 'The store changed its tiers', vi: 'Cửa hàng thay đổi hạng' },
  staff: { en: 'Given or taken by the store', vi: 'Cửa hàng cấp hoặc thu hồi' },
  merged: { en: 'Two customer records became one', vi: 'Gộp hai hồ sơ khách hàng' },
};

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { customerIds }) {
    const levels = (await presentSettings(db.read, shopId))?.tiers.levels ?? [];
    const tier = (id: string | null): Words | string | null => {
      const name = levels.find((level) => level.id === id)?.name;
      return name ? { en: name.en || name.vi || (id ?? ''), vi: name.vi || name.en || (id ?? '') } : id;
    };
    const changes = await changesOf(db.read, shopId, customerIds);
    const rewards = [...(await givenRewards(db.read, shopId, customerIds)).values()].flat();
    const TIER = { id: 'tier', title: { en: 'Tier', vi: 'Hạng' } };
    return [
      {
        id: 'tiers',
        title: { en: 'Tiers', vi: 'Hạng thành viên' },
        columns: [
          { id: 'since', title: { en: 'From', vi: 'Từ' } },
          TIER,
          { id: 'cause', title: { en: 'Why', vi: 'Lý do' } },
          { id: 'reason', title: { en: 'Note of the store', vi: 'Ghi chú của cửa hàng' } },
        ],
        rows: changes.map(({ since, to_tier, cause, reason }) => [{ at: since }, tier(to_tier), CAUSES[cause], reason]),
      },
      {
        id: 'tier_rewards',
        title: { en: 'Points for reaching a tier', vi: 'Điểm thưởng khi đạt hạng' },
        columns: [
          { id: 'at', title: { en: 'Time', vi: 'Thời gian' } },
          TIER,
          { id: 'points', title: { en: 'Points', vi: 'Điểm' } },
          { id: 'takenBackAt', title: { en: 'Taken back', vi: 'Đã thu hồi' } },
        ],
        rows: rewards.map(({ at, tierId, points, takenBackAt }) => [
          { at },
          tier(tierId),
          points,
          takenBackAt === null ? null : { at: takenBackAt },
        ]),
      },
    ];
  },
  async redactPerson(_services, tx, shopId, person) {
    await dropStates(tx, shopId, person.customerIds);
    await dropRewards(tx, shopId, person.customerIds);
    await forgetInReasons(tx, shopId, (reason) => withoutMentions(reason, person));
  },
};
