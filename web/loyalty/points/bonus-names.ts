/** What people read of what a grant was for. */
import type { GrantSource } from './grant.ts';

type Names = Record<GrantSource, string> & Readonly<Record<string, string>>;

const en: Names = {
  sign_up: 'Thank you for joining',
  birthday: 'Happy birthday',
  newsletter: 'For reading our newsletter',
  review: 'For your review',
  social: 'For following us',
  custom: 'Bonus',
  first_order: 'For your first order',
  order_goal: 'For your number of orders',
  spend_goal: 'For all that you have bought',
  tier: 'For reaching a new level',
  referral: 'For recommending us',
  apology: 'Sorry that your order is late',
  import: 'Brought along from before',
};

const vi: Names = {
  sign_up: 'Quà chào mừng thành viên mới',
  birthday: 'Chúc mừng sinh nhật',
  newsletter: 'Đăng ký nhận bản tin',
  review: 'Cảm ơn bạn đã đánh giá',
  social: 'Cảm ơn bạn đã theo dõi',
  custom: 'Điểm thưởng',
  first_order: 'Thưởng đơn hàng đầu tiên',
  order_goal: 'Thưởng số đơn hàng',
  spend_goal: 'Thưởng tổng chi tiêu',
  tier: 'Thưởng lên hạng',
  referral: 'Thưởng giới thiệu bạn bè',
  apology: 'Xin lỗi vì đơn hàng đến trễ',
  import: 'Chuyển từ chương trình trước',
};

export const bonusNames: { en: Names; vi: Names } = { en, vi };
