/** What the admin page asks about emails. Times are ISO 8601 in UTC. */

/** `GET /api/emails` */
export interface EmailsPage {
  /** The address that emails come from; null: no mail server is set up (SMTP_URL, MAIL_FROM), so none is sent. */
  sentFrom: string | null;
  /** The figures below are of so many days. */
  days: number;
  kinds: EmailKindView[];
  /** Not sent yet, of all kinds. */
  waiting: number;
  /** The latest that could not be sent, newest first. */
  failures: EmailFailure[];
}

export interface EmailKindView {
  kind: string;
  /** `marketing`: goes only to those who have agreed to marketing emails. */
  class: 'marketing' | 'transactional';
  title: { en: string; vi: string };
  sent: number;
  /** Refused by the mail server. */
  failed: number;
  /** Perhaps sent: nobody knows whether the mail server has taken it. Never sent again. */
  unknown: number;
  skipped: number;
  /** Why they were not sent, the most frequent first. */
  skippedBecause: { reason: SkipReason; count: number }[];
}

/**
 * `no_consent`: the customer has not agreed to marketing emails. `unsubscribed`: does not want these. `undeliverable`: the mail
 * server said lately that there is no such mailbox. `no_address`: Shopify has none, or does not
 * show it to the app. `no_customer`: is not in the store any more. `switched_off`: by the merchant. `outdated`: what it would have said did not
 * hold any more. `too_late`: it had waited for days. `not_set_up`: there is no mail server.
 */
export type SkipReason =
  | 'no_consent'
  | 'unsubscribed'
  | 'undeliverable'
  | 'no_address'
  | 'no_customer'
  | 'switched_off'
  | 'outdated'
  | 'too_late'
  | 'not_set_up';

export interface EmailFailure {
  at: string;
  kind: string;
  /** Digits; null for a test, and for whoever has no account. */
  customerId: string | null;
  /** Digits; of an email that went to the address of an order, which. */
  orderId: string | null;
  /**
   * `address_refused`: there is no such mailbox. `message_refused`: the recipient's mail server does not want it. `gave_up`: it said "later" for
   * half a day. `interrupted`, `restored`: perhaps sent. `not_written`: an error of ours.
   */
  reason: 'address_refused' | 'message_refused' | 'gave_up' | 'interrupted' | 'restored' | 'not_written';
  /** The mail server's codes, such as `550 5.1.1`; null where it said none. */
  status: string | null;
}

/** `GET /api/emails/preview?kind=&locale=`: with made-up figures, as the settings are that were saved last; without `kind` the first. */
export interface EmailPreview {
  /** As the recipient sees them. */
  from: { name: string; address: string | null };
  replyTo: string | null;
  subject: string;
  /** A whole document, to be shown in a frame that runs nothing. */
  html: string;
  text: string;
}

/** `POST /api/emails/test`: sends that preview. 409 where no mail server is set up, 429 after ten in an hour. */
export interface TestRequest {
  kind: string;
  locale: 'en' | 'vi';
  to: string;
}
/** `refused`: the mail server does not take it for this address. `later`: it cannot be asked, or says so. */
export interface TestAnswer {
  result: 'sent' | 'refused' | 'later';
  status: string | null;
}
