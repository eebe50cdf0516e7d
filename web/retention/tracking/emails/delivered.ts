/** It has come; and what to do if it has not. */
import { HOUR } from '../../../platform/kit/clock.ts';
import { contactBlock, earnedBlock, itemBlock, parcelRows, subjectOf, wayThere } from './parcel-blocks.ts';
import type { ParcelEmail } from './parcel-email.ts';

export const delivered: ParcelEmail = {
  name: 'delivered',
  title: { en: 'A parcel was delivered', vi: 'Kiện hàng đã được giao' },
  sample: (_letter, now) => ({ parcel: { stage: 'delivered', deliveredAt: now - HOUR, estimate: null } }),
  write(letter, facts) {
    const { say, timeZone, language } = letter;
    const texts = TEXTS[language];
    const { deliveredAt, stage } = facts.parcel;
    const heading = texts.heading(subjectOf(letter, facts));
    return {
      subject: heading,
      preview: texts.preview,
      heading,
      blocks: [
        {
          rows: [
            ...(deliveredAt === null
              ? []
              : [[stage === 'picked_up' ? texts.pickedUp : texts.delivered, say.date(deliveredAt, timeZone)] as const]),
            ...parcelRows(letter, facts),
          ],
        },
        ...itemBlock(letter, facts),
        ...earnedBlock(letter, facts),
        ...(letter.asksHowItWent && facts.complete ? [{ text: texts.howItWent }] : []),
        ...wayThere(letter, facts, texts.see),
        ...(stage === 'picked_up' ? [] : [{ text: texts.notThere }]),
        ...contactBlock(letter),
      ],
    };
  },
};

const TEXTS = {
  en: {
    heading: (it: string) => `${it} was delivered`,
    preview: 'Your parcel has arrived.',
    howItWent: 'How did it go? Tell us with one tap on your order’s page.',
    see: 'See your order',
    delivered: 'Delivered on',
    pickedUp: 'Picked up on',
    notThere:
      'Can’t find it? Carriers sometimes leave a parcel with a neighbor, or report it a few hours early. If it does not turn up, please tell us.',
  },
  vi: {
    heading: (it: string) => `${it} đã được giao`,
    preview: 'Kiện hàng của bạn đã đến.',
    howItWent: 'Bạn thấy việc giao hàng thế nào? Chỉ cần một chạm trên trang đơn hàng để cho chúng tôi biết.',
    see: 'Xem đơn hàng',
    delivered: 'Ngày giao',
    pickedUp: 'Ngày nhận',
    notThere:
      'Bạn chưa thấy hàng? Đôi khi người giao gửi hàng xóm, hoặc báo đã giao sớm hơn vài giờ. Nếu vẫn không thấy, hãy cho chúng tôi biết.',
  },
};
