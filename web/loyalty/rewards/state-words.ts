import type { ShownState } from './store/redemption-row.ts';
import type { Words } from './worth.ts';

export const STATE_WORDS: Record<ShownState, Words> = {
  pending: { en: 'Being made', vi: 'Đang tạo' },
  issued: { en: 'Ready to use', vi: 'Sẵn sàng sử dụng' },
  used: { en: 'Used', vi: 'Đã sử dụng' },
  expired: { en: 'Expired', vi: 'Hết hạn' },
  returning: { en: 'Being given back', vi: 'Đang hoàn lại' },
  returned: { en: 'Given back', vi: 'Đã hoàn lại' },
  refused: { en: 'Could not be made', vi: 'Không tạo được' },
};
