/** The carrier has it on board for the last part of the way. */
import { itemBlock, parcelRows, subjectOf, wayThere } from './parcel-blocks.ts';
import type { ParcelEmail } from './parcel-email.ts';

export const outForDelivery: ParcelEmail = {
  name: 'out_for_delivery',
  title: { en: 'A parcel is out for delivery', vi: 'Kiện hàng đang được giao' },
  sample: () => ({ parcel: { stage: 'out_for_delivery', estimate: null } }),
  write(letter, facts) {
    const texts = TEXTS[letter.language];
    const rows = parcelRows(letter, facts);
    const heading = texts.heading(subjectOf(letter, facts));
    return {
      subject: heading,
      preview: texts.text,
      heading,
      blocks: [
        { text: texts.text },
        ...(rows.length > 0 ? [{ rows }] : []),
        ...wayThere(letter, facts),
        ...itemBlock(letter, facts),
      ],
    };
  },
};

const TEXTS = {
  en: {
    heading: (it: string) => `${it} is out for delivery`,
    text: 'Your parcel is on the last part of its way. It usually arrives the same day.',
  },
  vi: {
    heading: (it: string) => `${it} đang được giao`,
    text: 'Kiện hàng của bạn đang ở chặng cuối cùng và thường đến ngay trong ngày.',
  },
};
