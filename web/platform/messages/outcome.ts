/**
 * What became of an email, from what the mail library threw. The server's words are not kept, because they like to quote the address; its codes
 * are (RFC 5321, RFC 3463).
 */

export type Outcome =
  | { kind: 'accepted' }
  /** For good, and only this one: `address` = there is no such mailbox, `message` = the server does not want the email itself. */
  | { kind: 'refused'; what: 'address' | 'message'; status: string }
  /** Not now: a full mailbox, or a server that wants to be asked twice. */
  | { kind: 'later'; status: string }
  /** The connection broke after the email had been handed over and before the answer came. */
  | { kind: 'unknown' }
  /** The server cannot be used at all, so it is nobody's fault to whom this one goes. */
  | { kind: 'unreachable'; why: string };

export interface SmtpFailure {
  /** Nodemailer's: `EENVELOPE`, `EAUTH`, `ECONNECTION`, … */
  code?: string | undefined;
  /** The SMTP command that it was about, such as `RCPT TO`. */
  command?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
}

/** `handedOver`: of the email itself at least a part had gone over the line. */
export function outcomeOf(failure: SmtpFailure, handedOver: boolean): Outcome {
  const { code = '', command = '', responseCode } = failure;
  const status = statusOf(failure);
  const aboutThisOne = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
  if (aboutThisOne) {
    // 503 says that the session had gone astray, not that the email is unwelcome.
    const forGood = responseCode === undefined || (responseCode >= 500 && responseCode !== 503);
    if (!forGood) return { kind: 'later', status };
    const what = code === 'EENVELOPE' && command !== 'DATA' ? 'address' : 'message';
    return { kind: 'refused', what, status };
  }
  if (handedOver && responseCode === undefined) return { kind: 'unknown' };
  return { kind: 'unreachable', why: [code, command, status].filter(Boolean).join(' ') };
}

/** `550 5.1.1`, `421`; empty where the server said nothing. */
function statusOf({ responseCode, response = '' }: SmtpFailure): string {
  if (responseCode === undefined) return '';
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  return [responseCode, enhanced].filter(Boolean).join(' ');
}
