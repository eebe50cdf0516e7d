/** The merchant's page on emails: what they look like, a test, and what became of those that customers should have got. */
import { expect, test } from 'vitest';
import { adminPages, tooWideAt } from '../support/admin-pages.ts';

const pages = adminPages();

test.each([
  {
    language: 'en',
    which: 'Email',
    tier: 'Tier reached',
    heading: 'Welcome to Gold',
    to: 'Send it to',
    send: 'Send test',
    done: 'Sent. Look into your inbox.',
    noConsent: 'No consent to marketing emails: 1',
  },
  {
    language: 'vi',
    which: 'Email',
    tier: 'Lên hạng',
    heading: 'Chào mừng bạn đến hạng Vàng',
    to: 'Gửi thử đến',
    send: 'Gửi thử',
    done: 'Đã gửi. Hãy xem hộp thư của bạn.',
    noConsent: 'Chưa đồng ý nhận email tiếp thị: 1',
  },
] as const)(
  'the merchant sees an email, sends a test, and reads why others were not sent ($language)',
  async (words) => {
    const { world } = pages;
    const store = await world.shop({ programme: { emails: { kinds: { points_earned: true } } } });
    await store.buy(await store.customer({ marketing: false }), '10.00');
    await world.settle();
    await world.advance('PT5M');
    const admin = await pages.open(store, '/programme/emails', { language: words.language });
    const { app } = admin;
    await app.getByLabel(words.which, { exact: true }).selectOption({ label: words.tier });
    const email = app.frameLocator('iframe.document-frame');
    await email.getByRole('heading', { name: words.heading }).waitFor();

    await app.getByLabel(words.to).fill('me@example.com');
    await app.getByRole('button', { name: words.send }).click();
    await app.getByText(words.done).waitFor();
    const { mail } = await world.sim<{ mail: { to: string[]; html: string }[] }>('GET', `mail?shop=${store.domain}`);
    expect(mail).toMatchObject([{ to: ['me@example.com'], html: expect.stringContaining(words.heading) }]);
    await app.getByText(words.noConsent).waitFor();
    expect(await tooWideAt(admin, `programme-emails-sent-${words.language}`)).toEqual([]);
  },
);
