/** What a shopper reads when there are no points for something. */
import type { Words } from '../../platform/privacy/sections.ts';

export type Refusal =
  | 'not_logged_in'
  | 'not_offered'
  | 'excluded'
  | 'not_new'
  | 'no_such_day'
  | 'too_soon'
  | 'told_meanwhile';

export const refusalWords: Record<Refusal, Words> = {
  not_logged_in: { en: 'Log in first.', vi: 'Hãy đăng nhập trước.' },
  not_offered: {
    en: 'The store gives no points for this at the moment.',
    vi: 'Hiện cửa hàng không tặng điểm cho việc này.',
  },
  excluded: {
    en: 'Your account does not take part in the programme. Ask the store about it.',
    vi: 'Tài khoản của bạn không tham gia chương trình. Vui lòng liên hệ cửa hàng.',
  },
  not_new: {
    en: 'These points are for new members, and your account is older than the offer.',
    vi: 'Điểm này dành cho thành viên mới, còn tài khoản của bạn đã có từ trước ưu đãi.',
  },
  no_such_day: {
    en: 'There is no such day. Look at day and month.',
    vi: 'Không có ngày này. Hãy kiểm tra ngày và tháng.',
  },
  too_soon: {
    en: 'A birthday can be changed once a year. Ask the store if it is wrong.',
    vi: 'Ngày sinh chỉ đổi được mỗi năm một lần. Nếu sai, vui lòng liên hệ cửa hàng.',
  },
  told_meanwhile: {
    en: 'Your birthday was saved from another page. Open the panel again.',
    vi: 'Ngày sinh đã được lưu từ một trang khác. Hãy mở lại bảng.',
  },
};
