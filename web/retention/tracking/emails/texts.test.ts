/** What the four emails say, in both languages and in every situation. */
import { expect, test } from 'vitest';
import type { ShopDomain } from '../../../platform/kit/ids.ts';
import { letterOf } from '../../../platform/messages/letter.ts';
import { renderEmail } from '../../../platform/messages/layout.ts';
import type { Language } from '../../../platform/privacy/sections.ts';
import type { ParcelView } from '../../shipments/index.ts';
import { deliverySettings } from '../../shipments/settings.ts';
import { delayed } from './delayed.ts';
import { delivered } from './delivered.ts';
import { outForDelivery } from './out-for-delivery.ts';
import type { Facts, Letter, ParcelEmail } from './parcel-email.ts';
import { sampleFacts } from './sample-facts.ts';
import { shipped } from './shipped.ts';

const kinds = [shipped, outForDelivery, delivered, delayed];
/** Already the next day in Vietnam. */
const now = Date.parse('2026-11-23T18:30:00Z');
const TRACK = 'https://shop.example/apps/regulars/track/o/abc.def';

function letter(language: Language, more: Partial<Letter> = {}): Letter {
  const name = { en: 'points', vi: 'điểm' }[language];
  const sender = {
    name: 'Sớm',
    currency: 'VND',
    timeZone: 'Asia/Ho_Chi_Minh',
    from: { name: 'Sớm', replyTo: null },
    domain: 'som.myshopify.com' as ShopDomain,
  };
  return {
    ...letterOf(sender, language, null),
    delivery: deliverySettings.parse({}),
    contact: { email: '', phone: '', url: '' },
    asksHowItWent: true,
    points: (count) => `${count} ${name}`,
    ...more,
  };
}

type Change = Partial<Omit<Facts, 'parcel'>> & { parcel?: Partial<ParcelView> };

/** The text part, which says the same as the other. */
function written(kind: ParcelEmail, language: Language, change: Change = {}, more: Partial<Letter> = {}) {
  const own = letter(language, more);
  const sample = sampleFacts(own, kind.sample(own, now), now);
  const facts = { ...sample, trackingPage: TRACK, ...change, parcel: { ...sample.parcel, ...change.parcel } };
  const email = { ...kind.write(own, facts), why: 'Because.' };
  const { subject, html, text } = renderEmail(email, { language, storeName: own.store, choicesUrl: null });
  return { subject, html, text: text.replaceAll('\u00a0', ' ') };
}

test('each says in both languages what it is about, leads to the order’s page, and has no hole in it', () => {
  const subjects = kinds.flatMap((kind) =>
    (['en', 'vi'] as const).map((language) => {
      const { subject, text, html } = written(kind, language);
      expect(text).toContain(TRACK);
      expect(html).toContain(`lang="${language}"`);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\n\n\n/);
      return subject;
    }),
  );
  expect(subjects).toEqual([
    'Your order #1001 is on its way',
    'Đơn hàng #1001 đang trên đường đến bạn',
    'Your order #1001 is out for delivery',
    'Đơn hàng #1001 đang được giao',
    'Your order #1001 was delivered',
    'Đơn hàng #1001 đã được giao',
    'Your order #1001 is taking longer than planned',
    'Đơn hàng #1001 đến muộn hơn dự kiến',
  ]);
});

test('a parcel of several is called one, and what is missing is said to follow', () => {
  const second = { place: { number: 2, of: 2 }, moreToCome: true };
  expect(written(shipped, 'en', second).subject).toBe('A parcel of your order #1001 is on its way');
  expect(written(shipped, 'vi', second).subject).toBe('Một kiện của đơn hàng #1001 đang trên đường đến bạn');
  const { text } = written(shipped, 'en', second);
  expect(text).toContain('Parcel: 2 of 2 so far');
  expect(text).toContain('The rest of your order follows in another parcel.');
  expect(written(shipped, 'en', { order: '' }).subject).toBe('Your order is on its way');
  expect(written(shipped, 'vi', { order: '' }).subject).toBe('Đơn hàng của bạn đang trên đường đến bạn');
});

test('what is in the parcel, whose it is and when it comes stand in it, the day by the store’s own clocks', () => {
  const { text } = written(shipped, 'vi');
  expect(text).toMatch(/Dự kiến đến: Thứ Tư, 25\/11\s–\sThứ Năm, 26\/11/);
  expect(text).toContain('Đơn vị vận chuyển: GHN\nMã vận đơn: G8AB3CDE');
  expect(text).toContain('Trong kiện hàng này\nCà phê xay 500 g: × 2');
  expect(text).toContain('Tra cứu kiện hàng tại GHN: https://som.myshopify.com/');
  expect(written(delivered, 'vi').text).toContain('Ngày giao: 24/11/2026');
  expect(written(delivered, 'en').text).toContain('Delivered on: Nov 24, 2026');
});

test('a guessed carrier is told as a guess, of many numbers and items the first stand for the rest', () => {
  const number = (name: string, url: string | null = null) => ({ number: name, url, carriers: [] });
  const numbers = [number('A1', 'https://carrier.example/A1'), number('A2'), number('A3'), number('A4')];
  const items = Array.from({ length: 14 }, (_, index) => ({ title: `Item ${index + 1}`, quantity: 1 }));
  const { text } = written(shipped, 'en', { items, parcel: { guessed: true, numbers } });
  expect(text).toContain('Carrier: probably GHN');
  expect(text).toContain('Tracking number: A1, A2, A3, …');
  expect(text).toContain('Track A1 at the carrier: https://carrier.example/A1');
  expect(text).toContain('Item 12: × 1\n\nAnd 2 more.');
  expect(text).not.toContain('Item 13');
});

test('of a carrier’s address that is none, or of a page that is switched off, nothing is made a link', () => {
  const numbers = [{ number: 'A1', url: 'javascript:alert(1)', carriers: [] }];
  const { text, html } = written(shipped, 'en', { trackingPage: null, parcel: { numbers, carrier: null } });
  expect(html).not.toContain('javascript');
  expect(text).toContain('Go to Sớm: https://som.myshopify.com/');
});

test('a delay says what is known of it, and no more', () => {
  const said = (parcel: Partial<ParcelView>) => written(delayed, 'en', { parcel }).text;
  const gone = { estimate: null };
  expect(said({ stage: 'delayed' })).toContain('The carrier has told us that your parcel is delayed. We are sorry');
  expect(said({ ...gone, stage: 'in_transit' })).toContain(
    'planned to be with you by Monday, November 23 and has not arrived yet.',
  );
  expect(said({ stage: 'in_transit' })).toContain('The carrier has moved the delivery');
  expect(said({ ...gone, stage: 'label', attention: 'stuck' })).toContain('the carrier has not confirmed yet');
  const step = { stage: 'in_transit', status: 'in_transit', city: null, country: null, message: null } as const;
  const steps = [{ ...step, at: now - 86_400_000 * 4 }];
  expect(said({ ...gone, stage: 'in_transit', attention: 'stuck', steps })).toContain(
    'nothing new from the carrier about your parcel since Nov 20, 2026.',
  );
  expect(written(delayed, 'vi', { parcel: { ...gone, stage: 'in_transit' } }).text).toContain(
    'được dự kiến đến chậm nhất Thứ Hai, 23/11, nhưng vẫn chưa đến.',
  );
});

test('a delay gives the new day beside the old one, or owns that there is none', () => {
  const vi = written(delayed, 'vi').text;
  expect(vi).toMatch(/Ngày dự kiến mới: Thứ Sáu, 27\/11\nDự kiến trước đây: Chủ Nhật, 22\/11\s–\sThứ Hai, 23\/11/);
  const unknown = written(delayed, 'en', { parcel: { estimate: null } }).text;
  expect(unknown).toContain('New expected day: Not known yet');
  expect(unknown).toContain('Planned before: Sunday, November 22');
  // Without news for too long, while the promise is not over: that is no new day.
  const promise = { from: '2026-11-25', to: '2026-11-25', by: 'transit' } as const;
  const stuck = written(delayed, 'en', { parcel: { estimate: promise, firstPromise: promise } }).text;
  expect(stuck).toContain('Planned to arrive: Wednesday, November 25');
  expect(stuck).not.toContain('New expected day');
  // The carrier's first word of a day is its new one.
  const named = { ...promise, by: 'carrier' } as const;
  const first = written(delayed, 'en', { parcel: { estimate: named, firstPromise: named } }).text;
  expect(first).toContain('New expected day: Wednesday, November 25');
  expect(first).not.toContain('Planned');
});

test('a delay says what comes next and whom to ask, and promises no email that the merchant has switched off', () => {
  const contact = { email: 'help@example.com', phone: '1900 1234', url: 'https://shop.example/help' };
  const { text } = written(delayed, 'en', {}, { contact });
  expect(text).toContain('You do not need to do anything now');
  expect(text).toContain(
    'Questions?\nEmail: help@example.com\nPhone: 1900 1234\n\nContact us: https://shop.example/help',
  );
  expect(text).not.toContain('write again');
  const delivery = deliverySettings.parse({});
  const told = { ...delivery, messages: { ...delivery.messages, delivered: true } };
  expect(written(delayed, 'en', {}, { delivery: told }).text).toContain('We will write again when it has arrived.');
  expect(written(delayed, 'en', { trackingPage: null }).text).not.toContain('page below');
});

test('a delay tells of points that were given for it and of those that the order brought', () => {
  const words = { en: { points: '24 points', name: 'points' }, vi: { points: '24 điểm', name: 'điểm' } };
  const earned = { points: 24, state: 'pending', availableOn: '2026-12-08', words } as const;
  const { text } = written(delayed, 'vi', { apology: 50, earned });
  expect(text).toContain('+50 điểm\nvì bạn phải chờ lâu hơn.');
  expect(text).toContain('Bạn nhận được 24 điểm từ đơn hàng này, dùng được từ ngày 08/12/2026.');
  expect(written(delayed, 'en', { earned: { ...earned, state: 'available' } }).text).toContain(
    '24 points, ready to use',
  );
  expect(written(delayed, 'en', { earned: { ...earned, state: 'returned' } }).text).not.toContain('24 points');
  // The merchant's preview shows them where they are given at all.
  const on = deliverySettings.parse({ apology: { on: true, points: 80, perCustomerAYear: 1, perMonth: 800 } });
  expect(written(delayed, 'en', {}, { delivery: on }).text).toContain('+80 points');
  expect(written(delayed, 'en').text).not.toContain('+');
});

test('a delivery tells what the order brought, and asks how it went only where the page does', () => {
  const words = { en: { points: '24 points', name: 'points' }, vi: { points: '24 điểm', name: 'điểm' } };
  const earned = { points: 24, state: 'pending', availableOn: null, words } as const;
  const { text } = written(delivered, 'vi', { earned });
  expect(text).toContain('24 điểm từ đơn hàng này, dùng được khi đã nhận hàng và hết hạn đổi trả.');
  expect(text).toContain('Bạn thấy việc giao hàng thế nào?');
  expect(written(delivered, 'en', {}, { asksHowItWent: false }).text).not.toContain('How did it go');
  expect(written(delivered, 'en', { complete: false }).text).not.toContain('How did it go');
});

test('who has not found what was delivered is told what to do; who has picked it up is not', () => {
  expect(written(delivered, 'en').text).toContain('Can’t find it?');
  const picked = written(delivered, 'en', { parcel: { stage: 'picked_up' } }).text;
  expect(picked).toContain('Picked up on: Nov 24, 2026');
  expect(picked).not.toContain('find it');
});
