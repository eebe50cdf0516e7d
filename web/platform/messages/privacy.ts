import type { ShopId } from '../kit/ids.ts';
import type { Person, PrivacyHooks, Services } from '../manifest.ts';
import type { ExportSection, Words } from '../privacy/sections.ts';
import type { MessageParts } from './parts.ts';
import { dropEmailsOf, type MessageState, messagesTo, stopsOf } from './store.ts';

const STATES: Record<MessageState, Words> = {
  queued: { en: 'Waits to be sent', vi: 'Đang chờ gửi' },
  sending: { en: 'Being sent', vi: 'Đang gửi' },
  sent: { en: 'Sent', vi: 'Đã gửi' },
  skipped: { en: 'Not sent', vi: 'Không gửi' },
  failed: { en: 'Refused by the mail server', vi: 'Máy chủ email từ chối' },
  unknown: { en: 'Perhaps sent', vi: 'Có thể đã gửi' },
};
const EMAIL = { id: 'email', title: { en: 'Email', vi: 'Email' } };

export function emailPrivacy(kinds: () => MessageParts['kinds']): PrivacyHooks {
  const titleOf = (kind: string): Words => kinds().get(kind)?.title ?? { en: kind, vi: kind };
  return {
    async exportPerson(services, shopId, person) {
      return [await written(services, shopId, person), await notWanted(services, shopId, person)];
    },
    async redactPerson(_services, tx, shopId, person) {
      await dropEmailsOf(tx, shopId, person);
    },
  };

  async function written({ db }: Services, shopId: ShopId, person: Person): Promise<ExportSection> {
    const messages = await messagesTo(db.read, shopId, person);
    return {
      id: 'emails',
      title: { en: 'Emails to you', vi: 'Email gửi đến bạn' },
      columns: [
        { id: 'at', title: { en: 'Time', vi: 'Thời gian' } },
        EMAIL,
        { id: 'state', title: { en: 'What became of it', vi: 'Kết quả' } },
      ],
      rows: messages.map(({ at, kind, state }) => [{ at }, titleOf(kind), STATES[state]]),
    };
  }

  async function notWanted({ db }: Services, shopId: ShopId, { customerIds }: Person): Promise<ExportSection> {
    const stops = [...(await stopsOf(db.read, shopId, customerIds)).values()].flatMap((kinds) => [...kinds]);
    return {
      id: 'unwanted_emails',
      title: { en: 'Emails that you do not want', vi: 'Email bạn không muốn nhận' },
      columns: [EMAIL, { id: 'since', title: { en: 'Since', vi: 'Từ' } }],
      rows: stops.map(([kind, at]) => [kind === 'all' ? ALL : titleOf(kind), { at }]),
    };
  }
}

const ALL: Words = { en: 'All marketing emails', vi: 'Mọi email tiếp thị' };
