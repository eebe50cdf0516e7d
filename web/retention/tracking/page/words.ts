/** What shoppers read on the tracking page, in both languages. Whatever the merchant has written themselves stands in its place. */
import type { Stage } from '../../shipments/index.ts';

export type Language = 'en' | 'vi';

export interface Words {
  title: string;
  order(name: string): string;
  placed(day: string): string;
  /** Of the order as a whole. */
  headline: Record<Stage, string>;
  /** What it means, where the headline does not say it. */
  meaning: Partial<Record<Stage, string>>;
  arrives(days: string): string;
  delivered(day: string): string;
  /** Between the headline and the progress, once it is late. */
  late: string;
  lateSince(days: string): string;
  stuck: string;
  apology(points: string): string;
  /** In place of the headline, once it is silent. */
  noNews: string;
  silent: string;
  parcelsDone(done: number, of: number): string;
  progress: {
    title: string;
    ordered: string;
    shipped: string;
    outForDelivery: string;
    pickup: string;
    delivered: string;
  };
  /** Beside a step of the progress, for whoever cannot see it. */
  progressDone: string;
  progressNow: string;
  parcels: string;
  parcel(number: number, of: number): string;
  /** Of one parcel, and of one step. */
  stage: Record<Stage, string>;
  carrier(name: string): string;
  probably(name: string): string;
  trackAt(name: string): string;
  trackingNumber: string;
  newWindow: string;
  items: string;
  times(count: number): string;
  notSent: string;
  steps: string;
  earlier(count: number): string;
  points: {
    title(name: string): string;
    pending(points: string, day: string): string;
    pendingLater(points: string): string;
    available(points: string): string;
    returned(name: string): string;
    all(name: string): string;
  };
  tier: { have(tier: string): string; next(missing: string, tier: string): string };
  survey: {
    title: string;
    ask: string;
    scores: [string, string, string, string, string];
    scale(score: number, meaning: string): string;
    thanks: string;
    comment: string;
    commentHint: string;
    send: string;
    change: string;
  };
  offers: {
    title: string;
    popular: string;
    offer(percent: string): string;
    ends(moment: string): string;
    take: string;
    code(code: string): string;
    add: string;
    addOne(title: string): string;
    choose: string;
    chooseOne(title: string): string;
  };
  help: { title: string; hint(order: string): string; email: string; phone: string; page: string };
  form: {
    intro: string;
    number: string;
    numberHint: string;
    proof: string;
    proofHint: string;
    submit: string;
    login: string;
    another: string;
    mine: string;
  };
  problem: {
    not_found: string;
    incomplete: string;
    wait(time: string): string;
    gone: string;
    off: string;
    home: string;
  };
  seconds(count: number): string;
  minutes(count: number): string;
}

const en: Words = {
  title: 'Track your order',
  order: (name) => `Order ${name}`,
  placed: (day) => `placed on ${day}`,
  headline: {
    unshipped: 'We are preparing your order',
    label: 'Packed and waiting for the carrier',
    shipped: 'Handed to the carrier',
    in_transit: 'On its way',
    out_for_delivery: 'Out for delivery',
    ready_for_pickup: 'Ready for pickup',
    attempted: 'The carrier came but could not hand it over',
    delayed: 'Your delivery is delayed',
    failed: 'It could not be delivered',
    delivered: 'Delivered',
    picked_up: 'Picked up',
    cancelled: 'This order was cancelled',
    unknown: 'On its way',
  },
  meaning: {
    unshipped: 'It has not left us yet. You will see it here when it does.',
    label: 'The carrier has the details and will collect it from us.',
    shipped: 'The carrier’s first update usually follows within one working day.',
    out_for_delivery: 'It is on the last part of its way.',
    ready_for_pickup: 'It is waiting for you at the carrier’s pickup point.',
    attempted: 'Carriers usually try again on the next working day. Their page tells you what you can do.',
    delayed: 'The carrier has reported a delay. As soon as there is a new date, you will see it here.',
    failed: 'Please contact us, so that we can find out together what happened.',
  },
  arrives: (days) => `Expected ${days}`,
  delivered: (day) => `on ${day}`,
  late: 'It is taking longer than expected. We are sorry for the wait.',
  lateSince: (days) => `It was first expected ${days}. We are sorry for the wait.`,
  stuck: 'There has been no news for longer than usual. We have been told about it.',
  apology: (points) => `We have given you ${points} for the wait.`,
  noNews: 'No news from the carrier',
  silent: 'The carrier has reported nothing for 30 days. If it has not arrived, please contact us.',
  parcelsDone: (done, of) => `${done} of ${of} parcels delivered`,
  progress: {
    title: 'Progress of your order',
    ordered: 'Ordered',
    shipped: 'Shipped',
    outForDelivery: 'Out for delivery',
    pickup: 'Ready for pickup',
    delivered: 'Delivered',
  },
  progressDone: 'done',
  progressNow: 'now',
  parcels: 'Shipping details',
  parcel: (number, of) => (of === 1 ? 'Your parcel' : `Parcel ${number} of ${of}`),
  stage: {
    unshipped: 'Not shipped yet',
    label: 'Waiting for the carrier',
    shipped: 'Handed to the carrier',
    in_transit: 'On its way',
    out_for_delivery: 'Out for delivery',
    ready_for_pickup: 'Ready for pickup',
    attempted: 'Delivery attempted',
    delayed: 'Delayed',
    failed: 'Could not be delivered',
    delivered: 'Delivered',
    picked_up: 'Picked up',
    cancelled: 'Cancelled',
    unknown: 'Update from the carrier',
  },
  carrier: (name) => `Carrier: ${name}`,
  probably: (name) => `Carrier: probably ${name}`,
  trackAt: (name) => `Track it at ${name}`,
  trackingNumber: 'Tracking number',
  newWindow: '(opens in a new window)',
  items: 'In this parcel',
  times: (count) => `× ${count}`,
  notSent: 'Still to be sent',
  steps: 'Its journey so far',
  earlier: (count) => (count === 1 ? '1 earlier update' : `${count} earlier updates`),
  points: {
    title: (name) => `Your ${name}`,
    pending: (points, day) => `This order earned you ${points}, ready to use from ${day}.`,
    pendingLater: (points) =>
      `This order earned you ${points}, ready to use once it has arrived and can no longer be returned.`,
    available: (points) => `This order earned you ${points}, ready to use now.`,
    returned: (name) => `The ${name} from this order were taken back with your return.`,
    all: (name) => `See all your ${name}`,
  },
  tier: {
    have: (tier) => `Your level: ${tier}`,
    next: (missing, tier) => `${missing} to ${tier}`,
  },
  survey: {
    title: 'How did it go?',
    ask: 'How happy are you with the delivery?',
    scores: ['very unhappy', 'unhappy', 'neutral', 'happy', 'very happy'],
    scale: (score, meaning) => `${score} of 5: ${meaning}`,
    thanks: 'Thank you for telling us.',
    comment: 'Would you like to add something?',
    commentHint: 'Optional. It goes to the store.',
    send: 'Send',
    change: 'You can still change your answer.',
  },
  offers: {
    title: 'Often bought with what you ordered',
    popular: 'Popular in this store',
    offer: (percent) => `${percent} off your next order`,
    ends: (moment) => `Just for you, until ${moment}.`,
    take: 'Apply it to my cart',
    code: (code) => `Or enter ${code} at checkout.`,
    add: 'Add to cart',
    addOne: (title) => `Add ${title} to the cart`,
    choose: 'Choose',
    chooseOne: (title) => `Choose ${title}`,
  },
  help: {
    title: 'Questions about this order?',
    hint: (order) => `Please mention your order number, ${order}.`,
    email: 'Email us',
    phone: 'Call us',
    page: 'Contact us',
  },
  form: {
    intro: 'Your order number is in the email that confirmed your order.',
    number: 'Order number',
    numberHint: 'For example #1001',
    proof: 'Email, phone or postcode',
    proofHint: 'One that you gave when you ordered',
    submit: 'Track',
    login: 'Log in to see your orders',
    another: 'Track another order',
    mine: 'Your other orders',
  },
  problem: {
    not_found:
      'We could not find an order with this number and this email, phone or postcode. Please check both. A new order can take a few minutes to appear.',
    incomplete: 'Please fill in both fields, so that nobody else can look at your order.',
    wait: (time) => `There were too many attempts. Please wait ${time} and try again, or use the link in your email.`,
    gone: 'This link does not lead to an order. You can look it up by its number.',
    off: 'This page does not exist',
    home: 'Go to the store',
  },
  seconds: (count) => (count === 1 ? '1 second' : `${count} seconds`),
  minutes: (count) => (count === 1 ? '1 minute' : `${count} minutes`),
};

const vi: Words = {
  title: 'Theo dõi đơn hàng',
  order: (name) => `Đơn hàng ${name}`,
  placed: (day) => `đặt ngày ${day}`,
  headline: {
    unshipped: 'Chúng tôi đang chuẩn bị đơn hàng của bạn',
    label: 'Đã đóng gói, chờ đơn vị vận chuyển đến lấy',
    shipped: 'Đã giao cho đơn vị vận chuyển',
    in_transit: 'Đang trên đường đến bạn',
    out_for_delivery: 'Đang được giao đến bạn',
    ready_for_pickup: 'Đã sẵn sàng để bạn đến nhận',
    attempted: 'Người giao hàng đã đến nhưng chưa giao được',
    delayed: 'Đơn hàng bị giao chậm',
    failed: 'Giao hàng không thành công',
    delivered: 'Đã giao hàng',
    picked_up: 'Bạn đã nhận hàng',
    cancelled: 'Đơn hàng này đã bị hủy',
    unknown: 'Đang trên đường đến bạn',
  },
  meaning: {
    unshipped: 'Hàng chưa rời kho. Khi hàng được gửi, bạn sẽ thấy tại đây.',
    label: 'Đơn vị vận chuyển đã có thông tin và sẽ đến lấy hàng.',
    shipped: 'Cập nhật đầu tiên của đơn vị vận chuyển thường có trong một ngày làm việc.',
    out_for_delivery: 'Hàng đang ở chặng cuối cùng.',
    ready_for_pickup: 'Hàng đang chờ bạn tại điểm nhận của đơn vị vận chuyển.',
    attempted:
      'Thông thường hàng sẽ được giao lại vào ngày làm việc tiếp theo. Trang của đơn vị vận chuyển cho biết bạn có thể làm gì.',
    delayed: 'Đơn vị vận chuyển báo giao chậm. Ngay khi có ngày giao mới, bạn sẽ thấy tại đây.',
    failed: 'Bạn vui lòng liên hệ để chúng tôi cùng tìm hiểu chuyện gì đã xảy ra.',
  },
  arrives: (days) => `Dự kiến đến ${days}`,
  delivered: (day) => day,
  late: 'Hàng đến muộn hơn dự kiến. Chúng tôi xin lỗi vì bạn phải chờ.',
  lateSince: (days) => `Ban đầu dự kiến đến ${days}. Chúng tôi xin lỗi vì bạn phải chờ.`,
  stuck: 'Đã lâu hơn bình thường mà chưa có tin mới. Chúng tôi đã được báo về việc này.',
  apology: (points) => `Để xin lỗi vì bạn phải chờ, chúng tôi đã tặng bạn ${points}.`,
  noNews: 'Chưa có tin mới từ đơn vị vận chuyển',
  silent:
    'Đã 30 ngày đơn vị vận chuyển không cập nhật gì. Nếu chưa nhận được hàng, bạn vui lòng liên hệ với chúng tôi.',
  parcelsDone: (done, of) => `Đã giao ${done}/${of} kiện hàng`,
  progress: {
    title: 'Tiến trình đơn hàng',
    ordered: 'Đã đặt',
    shipped: 'Đã gửi',
    outForDelivery: 'Đang giao',
    pickup: 'Chờ bạn nhận',
    delivered: 'Đã giao',
  },
  progressDone: 'đã xong',
  progressNow: 'hiện tại',
  parcels: 'Chi tiết giao hàng',
  parcel: (number, of) => (of === 1 ? 'Kiện hàng của bạn' : `Kiện hàng ${number}/${of}`),
  stage: {
    unshipped: 'Chưa gửi',
    label: 'Chờ đơn vị vận chuyển',
    shipped: 'Đã giao cho đơn vị vận chuyển',
    in_transit: 'Đang vận chuyển',
    out_for_delivery: 'Đang giao',
    ready_for_pickup: 'Chờ bạn nhận',
    attempted: 'Giao chưa thành công',
    delayed: 'Giao chậm',
    failed: 'Giao không thành công',
    delivered: 'Đã giao',
    picked_up: 'Đã nhận',
    cancelled: 'Đã hủy',
    unknown: 'Cập nhật từ đơn vị vận chuyển',
  },
  carrier: (name) => `Đơn vị vận chuyển: ${name}`,
  probably: (name) => `Đơn vị vận chuyển: có lẽ là ${name}`,
  trackAt: (name) => `Tra cứu tại ${name}`,
  trackingNumber: 'Mã vận đơn',
  newWindow: '(mở trong cửa sổ mới)',
  items: 'Trong kiện hàng này',
  times: (count) => `× ${count}`,
  notSent: 'Chưa gửi',
  steps: 'Hành trình',
  earlier: (count) => `${count} cập nhật trước đó`,
  points: {
    title: (name) => `${upperFirst(name)} của bạn`,
    pending: (points, day) => `Bạn nhận được ${points} từ đơn hàng này, dùng được từ ngày ${day}.`,
    pendingLater: (points) => `Bạn nhận được ${points} từ đơn hàng này, dùng được khi đã nhận hàng và hết hạn đổi trả.`,
    available: (points) => `Bạn nhận được ${points} từ đơn hàng này, dùng được ngay.`,
    returned: (name) => `${upperFirst(name)} của đơn hàng này đã được thu lại theo hàng bạn trả.`,
    all: (name) => `Xem tất cả ${name} của bạn`,
  },
  tier: {
    have: (tier) => `Hạng của bạn: ${tier}`,
    next: (missing, tier) => `Còn ${missing} nữa để lên ${tier}`,
  },
  survey: {
    title: 'Ý kiến của bạn',
    ask: 'Bạn hài lòng với việc giao hàng ở mức nào?',
    scores: ['rất không hài lòng', 'không hài lòng', 'bình thường', 'hài lòng', 'rất hài lòng'],
    scale: (score, meaning) => `${score}/5: ${meaning}`,
    thanks: 'Cảm ơn bạn đã cho chúng tôi biết.',
    comment: 'Bạn muốn nói gì thêm?',
    commentHint: 'Không bắt buộc. Lời nhắn được gửi đến cửa hàng.',
    send: 'Gửi',
    change: 'Bạn vẫn có thể đổi câu trả lời.',
  },
  offers: {
    title: 'Thường được mua cùng sản phẩm bạn đã đặt',
    popular: 'Được nhiều khách hàng chọn mua',
    offer: (percent) => `Giảm ${percent} cho đơn hàng tiếp theo`,
    ends: (moment) => `Dành riêng cho bạn, đến ${moment}.`,
    take: 'Áp dụng vào giỏ hàng',
    code: (code) => `Hoặc nhập ${code} khi thanh toán.`,
    add: 'Thêm vào giỏ',
    addOne: (title) => `Thêm ${title} vào giỏ hàng`,
    choose: 'Chọn loại',
    chooseOne: (title) => `Chọn loại ${title}`,
  },
  help: {
    title: 'Bạn có câu hỏi về đơn hàng này?',
    hint: (order) => `Khi liên hệ, bạn vui lòng cho biết mã đơn hàng ${order}.`,
    email: 'Gửi email',
    phone: 'Gọi điện',
    page: 'Liên hệ với chúng tôi',
  },
  form: {
    intro: 'Bạn có thể tìm thấy mã đơn hàng trong email xác nhận.',
    number: 'Mã đơn hàng',
    numberHint: 'Ví dụ #1001',
    proof: 'Email hoặc số điện thoại',
    proofHint: 'Đã dùng khi đặt hàng. Ngoài Việt Nam, bạn cũng có thể nhập mã bưu chính.',
    submit: 'Xem đơn hàng',
    login: 'Đăng nhập để xem các đơn hàng của bạn',
    another: 'Theo dõi đơn hàng khác',
    mine: 'Các đơn hàng khác của bạn',
  },
  problem: {
    not_found:
      'Không tìm thấy đơn hàng nào khớp với mã và thông tin bạn đã nhập. Bạn vui lòng kiểm tra lại cả hai; đơn mới đặt có thể mất vài phút mới hiện.',
    incomplete: 'Bạn vui lòng điền cả hai ô, để không ai khác xem được đơn hàng của bạn.',
    wait: (time) => `Đã có quá nhiều lần thử. Bạn vui lòng chờ ${time} rồi thử lại, hoặc dùng liên kết trong email.`,
    gone: 'Liên kết này không dẫn đến đơn hàng nào. Bạn có thể tra cứu bằng mã đơn hàng.',
    off: 'Trang này không tồn tại',
    home: 'Về cửa hàng',
  },
  seconds: (count) => `${count} giây`,
  minutes: (count) => `${count} phút`,
};

function upperFirst(text: string): string {
  return `${text.slice(0, 1).toLocaleUpperCase('vi')}${text.slice(1)}`;
}

export const trackingWords: Record<Language, Words> = { en, vi };
