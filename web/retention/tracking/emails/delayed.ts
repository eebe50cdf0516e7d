/** It takes longer: what has happened, the new day if there is one, and what comes next, so that nobody has to ask. */
import { DAY } from '../../../platform/kit/clock.ts';
import { addDays, dayIn } from '../../../platform/kit/days.ts';
import type { EmailBlock } from '../../../platform/messages/email-kind.ts';
import {
  contactBlock,
  earnedBlock,
  itemBlock,
  parcelRows,
  type Row,
  subjectOf,
  wayThere,
  whole,
} from './parcel-blocks.ts';
import type { Facts, Letter, ParcelEmail } from './parcel-email.ts';

export const delayed: ParcelEmail = {
  name: 'delayed',
  title: { en: 'A parcel takes longer', vi: 'Kiện hàng đến muộn' },
  sample({ timeZone, delivery }, now) {
    const day = (days: number) => addDays(dayIn(timeZone, now), days);
    return {
      parcel: {
        stage: 'delayed',
        attention: 'late',
        attentionSince: now,
        shippedAt: now - 4 * DAY,
        firstPromise: { from: day(-2), to: day(-1), by: 'transit' },
        estimate: { from: day(3), to: day(3), by: 'carrier' },
      },
      apology: delivery.apology.on ? delivery.apology.points : 0,
    };
  },
  write(letter, facts) {
    const texts = TEXTS[letter.language];
    const heading = texts.heading(subjectOf(letter, facts));
    const happened = whatHappened(letter, facts);
    return {
      subject: heading,
      preview: happened,
      heading,
      blocks: [
        { text: `${happened} ${texts.sorry}` },
        { rows: [...dayRows(letter, facts), ...parcelRows(letter, facts)] },
        ...apologyBlocks(letter, facts),
        { text: whatNext(letter, facts) },
        ...wayThere(letter, facts),
        ...itemBlock(letter, facts),
        ...earnedBlock(letter, facts),
        ...contactBlock(letter),
      ],
    };
  },
};

/** As exactly as it is known, and no more. */
function whatHappened({ language, say, timeZone }: Letter, { parcel }: Facts): string {
  const texts = TEXTS[language];
  const { stage, attention, firstPromise, estimate, steps } = parcel;
  if (stage === 'delayed') return texts.saidSo;
  if (attention === 'stuck') {
    if (stage === 'label' || stage === 'shipped') return texts.notPickedUp;
    const [latest] = steps;
    return latest ? texts.noNewsSince(say.date(latest.at, timeZone)) : texts.noNews;
  }
  if (estimate?.by === 'carrier') return texts.postponed;
  return firstPromise === null ? texts.longer : texts.promised(say.weekdays(firstPromise.to, firstPromise.to));
}

function whatNext({ language, delivery }: Letter, { trackingPage }: Facts): string {
  const texts = TEXTS[language];
  return [
    texts.nothingToDo,
    ...(trackingPage === null ? [] : [texts.onThePage]),
    ...(delivery.messages.delivered ? [texts.willWrite] : []),
  ].join(' ');
}

function dayRows({ language, say }: Letter, { parcel: { estimate, firstPromise } }: Facts): Row[] {
  const texts = TEXTS[language];
  const days = ({ from, to }: { from: string; to: string }) => whole(say.weekdays(from, to));
  // What was promised and is not over yet still holds, as far as anybody knows.
  if (estimate?.by !== 'carrier' && estimate?.to === firstPromise?.to && estimate)
    return [[texts.planned, days(estimate)]];
  const overtaken = firstPromise !== null && (estimate === null || estimate.to > firstPromise.to);
  return [
    [texts.newDay, estimate === null ? texts.notKnown : days(estimate)],
    ...(overtaken ? [[texts.before, days(firstPromise)] as const] : []),
  ];
}

function apologyBlocks({ language, points }: Letter, { apology }: Facts): EmailBlock[] {
  return apology === 0 ? [] : [{ figure: `+${points(apology)}`, label: TEXTS[language].apology }];
}

const TEXTS = {
  en: {
    heading: (it: string) => `${it} is taking longer than planned`,
    saidSo: 'The carrier has told us that your parcel is delayed.',
    notPickedUp: 'Your parcel is packed, and the carrier has not confirmed yet that they have it.',
    noNews: 'We have heard nothing from the carrier about your parcel for longer than usual.',
    noNewsSince: (day: string) => `We have heard nothing new from the carrier about your parcel since ${day}.`,
    postponed: 'The carrier has moved the delivery of your parcel to a later day.',
    promised: (day: string) => `Your parcel was planned to be with you by ${day} and has not arrived yet.`,
    longer: 'Your parcel is taking longer than planned.',
    sorry: 'We are sorry about that.',
    planned: 'Planned to arrive',
    newDay: 'New expected day',
    notKnown: 'Not known yet',
    before: 'Planned before',
    apology: 'for the longer wait. They are in your account already.',
    nothingToDo: 'You do not need to do anything now: we know about it and are keeping an eye on it.',
    onThePage: 'The page below shows every update from the carrier as soon as there is one.',
    willWrite: 'We will write again when it has arrived.',
  },
  vi: {
    heading: (it: string) => `${it} đến muộn hơn dự kiến`,
    saidSo: 'Đơn vị vận chuyển báo rằng kiện hàng của bạn bị chậm.',
    notPickedUp: 'Kiện hàng của bạn đã đóng gói, nhưng đơn vị vận chuyển chưa xác nhận đã nhận hàng.',
    noNews: 'Đã lâu hơn bình thường mà đơn vị vận chuyển chưa cập nhật gì về kiện hàng của bạn.',
    noNewsSince: (day: string) => `Từ ngày ${day}, đơn vị vận chuyển chưa có cập nhật mới về kiện hàng của bạn.`,
    postponed: 'Đơn vị vận chuyển đã dời ngày giao kiện hàng của bạn.',
    promised: (day: string) => `Kiện hàng của bạn được dự kiến đến chậm nhất ${day}, nhưng vẫn chưa đến.`,
    longer: 'Kiện hàng của bạn đến muộn hơn dự kiến.',
    sorry: 'Chúng tôi xin lỗi vì sự chậm trễ này.',
    planned: 'Dự kiến đến',
    newDay: 'Ngày dự kiến mới',
    notKnown: 'Chưa biết',
    before: 'Dự kiến trước đây',
    apology: 'vì bạn phải chờ lâu hơn. Đã có trong tài khoản của bạn.',
    nothingToDo: 'Lúc này bạn không cần làm gì: chúng tôi đã biết và đang theo dõi.',
    onThePage: 'Trang dưới đây hiện cập nhật của đơn vị vận chuyển ngay khi có.',
    willWrite: 'Khi hàng đến nơi, chúng tôi sẽ báo cho bạn.',
  },
};
