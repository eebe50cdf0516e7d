/** What a shopper reads when a reward cannot be had. */
import type { Refusal } from './decide-redemption.ts';
import type { Words } from './worth.ts';

export function refusalWords(refusal: Refusal): Words {
  switch (refusal.reason) {
    case 'not_logged_in':
      return { en: 'Log in to use your points.', vi: 'Hãy đăng nhập để dùng điểm.' };
    case 'off':
    case 'paused':
      return {
        en: 'Points cannot be used at the moment. They stay yours.',
        vi: 'Hiện chưa thể dùng điểm. Điểm của bạn vẫn được giữ nguyên.',
      };
    case 'excluded':
      return {
        en: 'Your account does not take part in the programme. Ask the store about it.',
        vi: 'Tài khoản của bạn không tham gia chương trình. Vui lòng liên hệ cửa hàng.',
      };
    case 'unknown_reward':
      return {
        en: 'This reward is not offered any more. Choose another.',
        vi: 'Phần thưởng này không còn nữa. Hãy chọn phần thưởng khác.',
      };
    case 'tier':
      return {
        en: 'This reward is for another tier than yours.',
        vi: 'Phần thưởng này dành cho hạng thành viên khác.',
      };
    case 'price_changed':
      return {
        en: 'The price of this reward has changed. Look again before you choose.',
        vi: 'Số điểm đổi phần thưởng này đã thay đổi. Hãy xem lại trước khi chọn.',
      };
    case 'unavailable':
      return {
        en: 'The store cannot give this reward at the moment. Choose another.',
        vi: 'Cửa hàng tạm thời không thể tặng phần thưởng này. Hãy chọn phần thưởng khác.',
      };
    case 'points_range':
      return rangeWords(refusal);
    case 'too_little':
      return {
        en: `You need ${refusal.needed} points and have ${refusal.available}.`,
        vi: `Bạn cần ${refusal.needed} điểm và đang có ${refusal.available} điểm.`,
      };
    case 'debt':
      return {
        en: `A refund has taken more than you had: the next ${refusal.debt} points make up for it.`,
        vi: `Một lần hoàn tiền đã thu hồi nhiều hơn số điểm bạn có: ${refusal.debt} điểm tiếp theo sẽ bù vào.`,
      };
    case 'other_input':
      return {
        en: 'This was already asked for with something else. Reload the page.',
        vi: 'Yêu cầu này đã được gửi với nội dung khác. Hãy tải lại trang.',
      };
    case 'not_made':
      return {
        en: 'The reward could not be made. Your points are back.',
        vi: 'Không tạo được phần thưởng. Điểm đã được hoàn lại cho bạn.',
      };
  }
}

function rangeWords({ min, max, step }: { min: number; max: number | null; step: number }): Words {
  return max === null
    ? {
        en: `Choose ${min} points or more, in steps of ${step}.`,
        vi: `Hãy chọn từ ${min} điểm trở lên, mỗi bước ${step} điểm.`,
      }
    : {
        en: `Choose between ${min} and ${max} points, in steps of ${step}.`,
        vi: `Hãy chọn từ ${min} đến ${max} điểm, mỗi bước ${step} điểm.`,
      };
}
