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
    with(percent: string): string;
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
    loginHint: string;
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
    label: 'Packed, waiting for the carrier',
    shipped: 'Handed to the carrier',
    in_transit: 'On its way',
    out_for_delivery: 'Out for delivery',
    ready_for_pickup: 'Ready for you to pick up',
    attempted: 'The carrier came and could not hand it over',
    delayed: 'Delayed on its way',
    failed: 'The delivery did not work',
    delivered: 'Delivered',
    picked_up: 'Picked up',
    cancelled: 'This order was cancelled',
    unknown: 'On its way',
  },
  meaning: {
    unshipped: 'Nothing has left us yet. You see here when it does.',
    label: 'The carrier knows of it and will fetch it from us.',
    shipped: 'The carrier’s first report usually follows within a working day.',
    out_for_delivery: 'It is on board for the last part of the way.',
    ready_for_pickup: 'It waits at the carrier’s pickup point.',
    attempted: 'Usually they come again on the next working day. The carrier’s page says what you can do.',
    delayed: 'The carrier reports a delay. As soon as there is a new day, it stands here.',
    failed: 'Get in touch with us, and we find out together what happened.',
  },
  arrives: (days) => `Arrives ${days}`,
  delivered: (day) => `on ${day}`,
  late: 'It takes longer than promised. We are sorry.',
  lateSince: (days) => `It was promised for ${days}. We are sorry that it takes longer.`,
  stuck: 'There has been no news for longer than usual. The store knows of it.',
  apology: (points) => `For the wait you have got ${points} from us.`,
  silent: 'The carrier has reported nothing for 30 days. Get in touch with us if it has not arrived.',
  parcelsDone: (done, of) => `${done} of ${of} parcels delivered`,
  progress: {
    title: 'How far it is',
    ordered: 'Ordered',
    shipped: 'Shipped',
    outForDelivery: 'Out for delivery',
    pickup: 'Ready to pick up',
    delivered: 'Delivered',
  },
  progressDone: 'done',
  progressNow: 'now',
  parcels: 'What is in it, and where it is',
  parcel: (number, of) => (of === 1 ? 'Your parcel' : `Parcel ${number} of ${of}`),
  stage: {
    unshipped: 'Not sent yet',
    label: 'Waiting for the carrier',
    shipped: 'Handed to the carrier',
    in_transit: 'On its way',
    out_for_delivery: 'Out for delivery',
    ready_for_pickup: 'Ready to pick up',
    attempted: 'Delivery tried',
    delayed: 'Delayed',
    failed: 'Not delivered',
    delivered: 'Delivered',
    picked_up: 'Picked up',
    cancelled: 'Cancelled',
    unknown: 'News from the carrier',
  },
  carrier: (name) => `Carrier: ${name}`,
  probably: (name) => `Carrier: probably ${name}`,
  trackAt: (name) => `Follow it at ${name}`,
  trackingNumber: 'Tracking number',
  newWindow: '(opens in a new window)',
  items: 'In this parcel',
  times: (count) => `× ${count}`,
  notSent: 'Still to be sent',
  steps: 'The way so far',
  earlier: (count) => (count === 1 ? '1 earlier report' : `${count} earlier reports`),
  points: {
    title: (name) => `Your ${name}`,
    pending: (points, day) => `This order brought you ${points}. You can use them from ${day}.`,
    pendingLater: (points) =>
      `This order brought you ${points}. You can use them once it has arrived and cannot be returned any more.`,
    available: (points) => `This order brought you ${points}, ready to use.`,
    returned: (name) => `The ${name} of this order went back with what you returned.`,
    all: (name) => `All your ${name}`,
  },
  tier: {
    have: (tier) => `Your level: ${tier}`,
    next: (missing, tier) => `${missing} to ${tier}`,
  },
  survey: {
    title: 'How did it go?',
    ask: 'How happy are you with the delivery?',
    scores: ['very unhappy', 'unhappy', 'neither', 'happy', 'very happy'],
    scale: (score, meaning) => `${score} of 5: ${meaning}`,
    thanks: 'Thank you for telling us.',
    comment: 'What should we know?',
    commentHint: 'As you like. The store reads it.',
    send: 'Send',
    change: 'You can still change your answer.',
  },
  offers: {
    title: 'Bought together with what you ordered',
    popular: 'What many buy here',
    offer: (percent) => `${percent} off your next order`,
    ends: (moment) => `For you alone, until ${moment}.`,
    take: 'Put the discount into my cart',
    code: (code) => `Or enter ${code} at the checkout.`,
    add: 'Add to cart',
    addOne: (title) => `Add ${title} to the cart`,
    choose: 'Choose',
    chooseOne: (title) => `Choose ${title}`,
    with: (percent) => `with ${percent} off`,
  },
  help: {
    title: 'Questions about this order?',
    hint: (order) => `Tell us your order number, ${order}, so that we find it at once.`,
    email: 'Write to us',
    phone: 'Call us',
    page: 'Contact us',
  },
  form: {
    intro: 'You find the number in the email that confirmed your order.',
    number: 'Order number',
    numberHint: 'Such as #1001',
    proof: 'Email, phone or postcode',
    proofHint: 'One of those that you gave with the order',
    submit: 'Track',
    login: 'Log in',
    loginHint: 'Then you see your orders without any number.',
    another: 'Track another order',
    mine: 'Your other orders',
  },
  problem: {
    not_found:
      'We find no order with this number together with this email, phone or postcode. Check both; a new order can take a few minutes to appear.',
    incomplete: 'Fill in both fields, so that nobody else can look at your order.',
    wait: (time) => `Those were many attempts. Please wait ${time} and try again, or use the link in your email.`,
    gone: 'This link does not lead to an order. Look it up by its number.',
    off: 'There is no such page',
    home: 'To the store',
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
    delayed: 'Bị chậm trên đường',
    failed: 'Giao hàng không thành công',
    delivered: 'Đã giao',
    picked_up: 'Bạn đã nhận hàng',
    cancelled: 'Đơn hàng này đã bị hủy',
    unknown: 'Đang trên đường đến bạn',
  },
  meaning: {
    unshipped: 'Hàng chưa rời kho. Khi hàng được gửi, bạn sẽ thấy tại đây.',
    label: 'Đơn vị vận chuyển đã có thông tin và sẽ đến lấy hàng.',
    shipped: 'Thông báo đầu tiên của đơn vị vận chuyển thường có trong một ngày làm việc.',
    out_for_delivery: 'Hàng đang ở chặng cuối cùng.',
    ready_for_pickup: 'Hàng đang chờ tại điểm nhận của đơn vị vận chuyển.',
    attempted:
      'Thường họ sẽ đến lại vào ngày làm việc tiếp theo. Trang của đơn vị vận chuyển cho biết bạn có thể làm gì.',
    delayed: 'Đơn vị vận chuyển báo chậm. Ngay khi có ngày mới, bạn sẽ thấy tại đây.',
    failed: 'Hãy liên hệ với chúng tôi để cùng tìm hiểu chuyện gì đã xảy ra.',
  },
  arrives: (days) => `Dự kiến đến ${days}`,
  delivered: (day) => day,
  late: 'Hàng đến muộn hơn đã hẹn. Chúng tôi xin lỗi bạn.',
  lateSince: (days) => `Hàng được hẹn ${days}. Chúng tôi xin lỗi vì bạn phải chờ lâu hơn.`,
  stuck: 'Đã lâu hơn bình thường mà chưa có tin mới. Cửa hàng đã biết việc này.',
  apology: (points) => `Để xin lỗi vì bạn phải chờ, chúng tôi đã tặng bạn ${points}.`,
  silent: 'Đơn vị vận chuyển không báo gì trong 30 ngày. Nếu chưa nhận được hàng, hãy liên hệ với chúng tôi.',
  parcelsDone: (done, of) => `Đã giao ${done}/${of} kiện hàng`,
  progress: {
    title: 'Đơn hàng đã đến đâu',
    ordered: 'Đã đặt',
    shipped: 'Đã gửi',
    outForDelivery: 'Đang giao',
    pickup: 'Chờ bạn nhận',
    delivered: 'Đã giao',
  },
  progressDone: 'đã xong',
  progressNow: 'hiện tại',
  parcels: 'Gồm những gì, đang ở đâu',
  parcel: (number, of) => (of === 1 ? 'Kiện hàng của bạn' : `Kiện hàng ${number}/${of}`),
  stage: {
    unshipped: 'Chưa gửi',
    label: 'Chờ đơn vị vận chuyển',
    shipped: 'Đã giao cho đơn vị vận chuyển',
    in_transit: 'Đang vận chuyển',
    out_for_delivery: 'Đang giao',
    ready_for_pickup: 'Chờ bạn nhận',
    attempted: 'Giao chưa được',
    delayed: 'Bị chậm',
    failed: 'Không giao được',
    delivered: 'Đã giao',
    picked_up: 'Đã nhận',
    cancelled: 'Đã hủy',
    unknown: 'Tin từ đơn vị vận chuyển',
  },
  carrier: (name) => `Đơn vị vận chuyển: ${name}`,
  probably: (name) => `Đơn vị vận chuyển: có lẽ là ${name}`,
  trackAt: (name) => `Xem tại ${name}`,
  trackingNumber: 'Mã vận đơn',
  newWindow: '(mở trong cửa sổ mới)',
  items: 'Trong kiện hàng này',
  times: (count) => `× ${count}`,
  notSent: 'Còn phải gửi',
  steps: 'Hành trình đến nay',
  earlier: (count) => `${count} thông báo trước đó`,
  points: {
    title: (name) => `${upperFirst(name)} của bạn`,
    pending: (points, day) => `Đơn hàng này mang lại cho bạn ${points}. Bạn dùng được từ ngày ${day}.`,
    pendingLater: (points) =>
      `Đơn hàng này mang lại cho bạn ${points}. Bạn dùng được khi đã nhận hàng và hết hạn đổi trả.`,
    available: (points) => `Đơn hàng này mang lại cho bạn ${points}, dùng được ngay.`,
    returned: (name) => `${upperFirst(name)} của đơn hàng này đã được thu lại theo hàng bạn trả.`,
    all: (name) => `Tất cả ${name} của bạn`,
  },
  tier: {
    have: (tier) => `Hạng của bạn: ${tier}`,
    next: (missing, tier) => `Còn ${missing} nữa để lên ${tier}`,
  },
  survey: {
    title: 'Mọi việc thế nào?',
    ask: 'Bạn hài lòng với việc giao hàng đến mức nào?',
    scores: ['rất không hài lòng', 'không hài lòng', 'bình thường', 'hài lòng', 'rất hài lòng'],
    scale: (score, meaning) => `${score}/5: ${meaning}`,
    thanks: 'Cảm ơn bạn đã cho chúng tôi biết.',
    comment: 'Bạn muốn nói gì thêm?',
    commentHint: 'Không bắt buộc. Cửa hàng sẽ đọc.',
    send: 'Gửi',
    change: 'Bạn vẫn có thể đổi câu trả lời.',
  },
  offers: {
    title: 'Thường được mua cùng món bạn đã đặt',
    popular: 'Được nhiều người mua tại đây',
    offer: (percent) => `Giảm ${percent} cho đơn hàng tiếp theo`,
    ends: (moment) => `Dành riêng cho bạn, đến ${moment}.`,
    take: 'Đưa ưu đãi vào giỏ hàng',
    code: (code) => `Hoặc nhập ${code} khi thanh toán.`,
    add: 'Thêm vào giỏ',
    addOne: (title) => `Thêm ${title} vào giỏ hàng`,
    choose: 'Chọn loại',
    chooseOne: (title) => `Chọn loại ${title}`,
    with: (percent) => `giảm ${percent}`,
  },
  help: {
    title: 'Bạn có câu hỏi về đơn hàng này?',
    hint: (order) => `Hãy cho biết mã đơn hàng ${order} để chúng tôi tìm thấy ngay.`,
    email: 'Viết cho chúng tôi',
    phone: 'Gọi cho chúng tôi',
    page: 'Liên hệ',
  },
  form: {
    intro: 'Mã đơn hàng có trong email xác nhận đơn hàng.',
    number: 'Mã đơn hàng',
    numberHint: 'Ví dụ #1001',
    proof: 'Email hoặc số điện thoại',
    proofHint: 'Như khi bạn đặt hàng. Ngoài Việt Nam, bạn cũng có thể dùng mã bưu chính.',
    submit: 'Xem đơn hàng',
    login: 'Đăng nhập',
    loginHint: 'Khi đó bạn thấy các đơn hàng của mình mà không cần mã.',
    another: 'Theo dõi đơn hàng khác',
    mine: 'Các đơn hàng khác của bạn',
  },
  problem: {
    not_found:
      'Không tìm thấy đơn hàng có mã này cùng với thông tin này. Hãy kiểm tra cả hai; đơn hàng mới có thể mất vài phút mới hiện.',
    incomplete: 'Hãy điền cả hai ô, để không ai khác xem được đơn hàng của bạn.',
    wait: (time) => `Đã có quá nhiều lần thử. Hãy chờ ${time} rồi thử lại, hoặc dùng liên kết trong email.`,
    gone: 'Liên kết này không dẫn đến đơn hàng nào. Hãy tìm theo mã đơn hàng.',
    off: 'Không có trang này',
    home: 'Đến cửa hàng',
  },
  seconds: (count) => `${count} giây`,
  minutes: (count) => `${count} phút`,
};

function upperFirst(text: string): string {
  return `${text.slice(0, 1).toLocaleUpperCase('vi')}${text.slice(1)}`;
}

export const trackingWords: Record<Language, Words> = { en, vi };
