import { describe, expect, test } from 'vitest';
import { outcomeOf } from './outcome.ts';

describe('what became of an email', () => {
  test.each([
    [
      'no such mailbox',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 5.1.1 <an@example.com> unknown' },
      { kind: 'refused', what: 'address', status: '550 5.1.1' },
    ],
    [
      'an address that is none',
      { code: 'EENVELOPE', command: 'API' },
      { kind: 'refused', what: 'address', status: '' },
    ],
    [
      'the text is not wanted',
      { code: 'EMESSAGE', command: 'DATA', responseCode: 554, response: '554 5.7.1 spam' },
      { kind: 'refused', what: 'message', status: '554 5.7.1' },
    ],
    [
      'nothing may be sent there',
      { code: 'EENVELOPE', command: 'DATA', responseCode: 554, response: '554 no valid recipients' },
      { kind: 'refused', what: 'message', status: '554' },
    ],
    [
      'come back later',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451, response: '451 4.7.1 greylisted' },
      { kind: 'later', status: '451 4.7.1' },
    ],
    [
      'a session that has gone astray',
      { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 503, response: '503 bad sequence' },
      { kind: 'later', status: '503' },
    ],
    [
      'our own address is not wanted, which is nobody else’s fault',
      { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553, response: '553 5.7.1 sender rejected' },
      { kind: 'unreachable', why: 'EENVELOPE MAIL FROM 553 5.7.1' },
    ],
    [
      'our password is wrong',
      { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, response: '535 5.7.8 no' },
      { kind: 'unreachable', why: 'EAUTH AUTH PLAIN 535 5.7.8' },
    ],
    ['nobody is there', { code: 'ESOCKET', command: 'CONN' }, { kind: 'unreachable', why: 'ESOCKET CONN' }],
    ['something unheard of', {}, { kind: 'unreachable', why: '' }],
  ] as const)('%s', (_name, failure, outcome) => {
    expect(outcomeOf(failure, false)).toEqual(outcome);
  });

  test('a connection that breaks is an open question only where the email had been handed over and nothing was said', () => {
    const broken = { code: 'ECONNECTION', command: 'CONN' };
    expect(outcomeOf(broken, true)).toEqual({ kind: 'unknown' });
    expect(outcomeOf(broken, false).kind).toBe('unreachable');
    expect(outcomeOf({ ...broken, responseCode: 421, response: '421 closing' }, true).kind).toBe('unreachable');
    expect(outcomeOf({ code: 'EMESSAGE', command: 'DATA', responseCode: 452 }, true).kind).toBe('later');
  });

  test('of the mail server’s words nothing stays but its codes', () => {
    const response = '550 5.1.1 <an@example.com>: Recipient address rejected';
    for (const code of ['EENVELOPE', 'EMESSAGE', 'EAUTH', 'ECONNECTION']) {
      expect(JSON.stringify(outcomeOf({ code, command: 'RCPT TO', responseCode: 550, response }, false))).not.toMatch(
        /an@|rejected/,
      );
    }
  });
});
