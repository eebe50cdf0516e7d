import type { PrivacyHooks } from '../../platform/manifest.ts';
import { dropComments, loadAnswers } from './store.ts';

export const privacy: PrivacyHooks = {
  async exportPerson({ db }, shopId, { orderIds }) {
    const answers = await loadAnswers(db.read, shopId, orderIds);
    return [
      {
        id: 'survey_answers',
        title: { en: 'How satisfied you were with your orders', vi: 'Mức độ hài lòng với đơn hàng' },
        columns: [
          { id: 'orderId', title: { en: 'Shopify number of the order', vi: 'Mã Shopify của đơn hàng' } },
          { id: 'answeredAt', title: { en: 'Answered', vi: 'Trả lời lúc' } },
          { id: 'changedAt', title: { en: 'Last changed', vi: 'Thay đổi lần cuối' } },
          { id: 'score', title: { en: 'Score from 1 to 5', vi: 'Điểm từ 1 đến 5' } },
          { id: 'comment', title: { en: 'Comment', vi: 'Nhận xét' } },
        ],
        rows: answers.map(({ orderId, answeredAt, changedAt, score, comment }) => [
          orderId,
          { at: answeredAt },
          { at: changedAt },
          score,
          comment,
        ]),
      },
    ];
  },
  async redactPerson(_services, tx, shopId, { orderIds }) {
    await dropComments(tx, shopId, orderIds);
  },
};
