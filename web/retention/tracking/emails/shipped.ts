/** A parcel has left the store. */
import { arrivalRow, itemBlock, parcelRows, subjectOf, wayThere } from './parcel-blocks.ts';
import type { ParcelEmail } from './parcel-email.ts';

export const shipped: ParcelEmail = {
  name: 'shipped',
  title: { en: 'A parcel was sent', vi: 'Kiện hàng đã được gửi' },
  sample: () => ({}),
  write(letter, facts) {
    const texts = TEXTS[letter.language];
    const heading = texts.heading(subjectOf(letter, facts));
    const arrival = arrivalRow(letter, facts.parcel.estimate);
    const rows = [...arrival, ...parcelRows(letter, facts)];
    return {
      subject: heading,
      preview: arrival.map((row) => row.join(': '))[0] ?? texts.preview,
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
    heading: (it: string) => `${it} is on its way`,
    preview: 'Your parcel has left us.',
    text: 'Your parcel has left us. The carrier’s first update can take a working day to appear.',
  },
  vi: {
    heading: (it: string) => `${it} đang trên đường đến bạn`,
    preview: 'Hàng đã rời kho.',
    text: 'Kiện hàng của bạn đã rời kho. Cập nhật đầu tiên của đơn vị vận chuyển có thể mất một ngày làm việc.',
  },
};
