/** The sender against a real mail server, which is made to misbehave. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Mailbox, startMailbox } from '../../../simulator/control/mailbox.ts';
import { createWorld } from '../../../simulator/world/create-world.ts';
import { createMailer, type Mailer } from './mailer.ts';

let mailbox: Mailbox;
let mailer: Mailer;
beforeEach(async () => {
  const now = () => 0;
  mailbox = await startMailbox({ world: createWorld({ now }), now, host: '127.0.0.1' });
  mailer = createMailer({ url: mailbox.url(), address: 'points@app.example', requireTls: false });
});
afterEach(async () => {
  mailer.close();
  await mailbox.stop();
});

const mail = (id = 'one') => ({
  messageId: `${id}@app.example`,
  fromName: 'Cà phê "Ngon"',
  replyTo: 'shop@example.com',
  to: 'an@example.com',
  subject: 'Điểm của bạn',
  html: '<p>Xin chào</p>',
  text: 'Xin chào',
  headers: { 'List-Unsubscribe': '<https://app.example/unsubscribe/t>' },
});

test('an email arrives with both parts and its headers', async () => {
  expect(await mailer.send(mail())).toEqual({ kind: 'accepted' });
  expect(mailbox.list(null)).toMatchObject([
    {
      from: 'points@app.example',
      to: ['an@example.com'],
      subject: 'Điểm của bạn',
      text: 'Xin chào\n',
      html: '<p>Xin chào</p>\n',
      headers: {
        from: '=?UTF-8?Q?C=C3=A0_ph=C3=AA_=22Ngon=22?= <points@app.example>',
        'reply-to': 'shop@example.com',
        'message-id': '<one@app.example>',
        'auto-submitted': 'auto-generated',
        'list-unsubscribe': '<https://app.example/unsubscribe/t>',
      },
    },
  ]);
});

test('no text of anybody adds a header or a recipient', async () => {
  await mailer.send({
    ...mail(),
    fromName: 'Shop\r\nBcc: eve@example.com',
    subject: 'Hello\r\nBcc: eve@example.com',
    to: 'an@example.com',
  });
  const [kept] = mailbox.list(null);
  expect(kept?.to).toEqual(['an@example.com']);
  expect(kept?.headers.bcc).toBeUndefined();
});

test('an address that holds two is none', async () => {
  const outcome = await mailer.send({ ...mail(), to: 'an@example.com, eve@example.com' });
  expect(outcome).toMatchObject({ kind: 'refused', what: 'address' });
  expect(mailbox.list(null)).toEqual([]);
});

describe('a mail server that misbehaves', () => {
  test.each([
    ['recipient', 550, { kind: 'refused', what: 'address', status: '550 5.1.1' }],
    ['recipient', 451, { kind: 'later', status: '451 4.1.1' }],
    ['message', 554, { kind: 'refused', what: 'message', status: '554 5.1.1' }],
    ['message', 452, { kind: 'later', status: '452 4.1.1' }],
  ] as const)('refuses the %s with %d, and takes the next one', async (at, status, outcome) => {
    mailbox.misbehave({ at, status, left: 1 });
    expect(await mailer.send(mail())).toEqual(outcome);
    expect(await mailer.send(mail('two'))).toEqual({ kind: 'accepted' });
    expect(mailbox.list(null)).toHaveLength(1);
  });

  test('hangs up after it has taken an email: nobody knows, and nothing is sent twice', async () => {
    mailbox.misbehave({ at: 'lost', status: 451, left: null });
    expect(await mailer.send(mail())).toEqual({ kind: 'unknown' });
    expect(mailbox.list(null)).toHaveLength(1);
  });

  test('hangs up on a connection that has sent before: still nothing is sent twice', async () => {
    await mailer.send(mail());
    mailbox.misbehave({ at: 'lost', status: 451, left: null });
    expect(await mailer.send(mail('two'))).toEqual({ kind: 'unknown' });
    expect(mailbox.list(null)).toHaveLength(2);
  });

  test('lets nobody in', async () => {
    mailbox.misbehave({ at: 'greeting', status: 554, left: null });
    expect(await mailer.send(mail())).toMatchObject({ kind: 'unreachable' });
  });

  test('is not there', async () => {
    await mailbox.stop();
    expect(await mailer.send(mail())).toEqual({ kind: 'unreachable', why: 'ESOCKET CONN' });
  });
});

test('where encryption is wanted, a server that has none gets nothing', async () => {
  const careful = createMailer({ url: mailbox.url(), address: 'points@app.example', requireTls: true });
  const overruled = createMailer({
    url: `${mailbox.url()}?requireTLS=false`,
    address: 'points@app.example',
    requireTls: true,
  });
  try {
    expect(await careful.send(mail())).toMatchObject({ kind: 'unreachable' });
    expect(mailbox.list(null)).toEqual([]);
    expect(await overruled.send(mail())).toEqual({ kind: 'accepted' });
  } finally {
    careful.close();
    overruled.close();
  }
});
