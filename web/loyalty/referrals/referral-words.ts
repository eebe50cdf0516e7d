import type { Words } from './api-types.ts';
import type { Signal } from './fraud-signals.ts';
import type { Ineligible } from './judge-referral.ts';

/** Said of the friend. */
export const signalWords: Record<Signal, Words> = {
  many_from_ip: {
    en: 'The tenth friend within a week from the same network address',
    vi: 'Người bạn thứ mười trong một tuần từ cùng một địa chỉ mạng',
  },
  same_device: { en: 'Used the same device as the customer', vi: 'Dùng cùng thiết bị với khách giới thiệu' },
  same_address: { en: 'Has the same shipping address', vi: 'Có cùng địa chỉ giao hàng' },
  same_phone: { en: 'Has the same phone number', vi: 'Có cùng số điện thoại' },
  email_variant: { en: 'Has a variant of the same email address', vi: 'Có biến thể của cùng một địa chỉ email' },
  same_ip: { en: 'Came from the same network address', vi: 'Đến từ cùng một địa chỉ mạng' },
  existing_customer: {
    en: 'Was a customer record before the link was opened',
    vi: 'Đã có hồ sơ khách hàng trước khi mở liên kết',
  },
  seconds_after: {
    en: 'Ordered within a minute after taking the code',
    vi: 'Đặt hàng trong vòng một phút sau khi nhận mã',
  },
};

export const reasonWords: Record<Ineligible, Words> = {
  self: { en: 'Customer and friend are the same person', vi: 'Khách giới thiệu và bạn bè là cùng một người' },
  not_first: { en: 'It was not the friend’s first order', vi: 'Đây không phải đơn hàng đầu tiên của người bạn' },
  limit: {
    en: 'The customer has brought as many friends as count in a year',
    vi: 'Khách đã đạt số lượt giới thiệu tối đa trong năm',
  },
  paused: { en: 'The programme was not running', vi: 'Chương trình không hoạt động' },
  excluded: { en: 'The customer takes no part in the programme', vi: 'Khách không tham gia chương trình' },
};
