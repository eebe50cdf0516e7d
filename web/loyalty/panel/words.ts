/**
 * What the panel says beside what the page says already. The sentences that the page has, too, are the same as there
 * (`extensions/points/locales`), which a test holds them to: the script puts one in the other's place.
 */
export type Language = 'en' | 'vi';

interface Words {
  pending(count: number, points: string): string;
  debt(count: number, points: string): string;
  toNext(amount: string, tier: string): string;
  highest: string;
  of(done: string, of: string): string;
  done: string;
  until(day: string): string;
  friends(count: { rewarded: number; waiting: number }): string;
}

export const panelWords: Record<Language, Words> = {
  en: {
    pending: (count, points) => (count === 1 ? `${points} is on its way.` : `${points} are on their way.`),
    debt: (count, points) =>
      `A refund took back more than was left: ${points} ${count === 1 ? 'comes' : 'come'} off what you earn next.`,
    toNext: (amount, tier) => `${amount} to ${tier}`,
    highest: 'The highest level',
    of: (done, of) => `${done} of ${of}`,
    done: 'Done',
    until: (day) => `Use it until ${day}`,
    friends: ({ rewarded, waiting }) => `Friends so far: ${rewarded} rewarded, ${waiting} within their return period.`,
  },
  vi: {
    pending: (_count, points) => `Đang chờ: ${points}.`,
    debt: (_count, points) => `Đơn hoàn tiền đã lấy lại nhiều hơn số bạn còn: ${points} sẽ trừ vào lần tích tiếp theo.`,
    toNext: (amount, tier) => `Còn ${amount} nữa để lên ${tier}`,
    highest: 'Hạng cao nhất',
    of: (done, of) => `${done}/${of}`,
    done: 'Đã xong',
    until: (day) => `Dùng đến hết ${day}`,
    friends: ({ rewarded, waiting }) =>
      `Bạn bè đến nay: ${rewarded} đã được thưởng, ${waiting} đang trong hạn đổi trả.`,
  },
};
