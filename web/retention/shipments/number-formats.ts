/**
 * Published forms of tracking numbers, after the couriers of jkeen/tracking_number_data. Numbers are in capitals, without spaces. What it has and this has not: Deutsche
 * Post's 20 characters. What neither has: most carriers of Europe, Asia and South America.
 */
import { type Check, luhn, mod10, mod37by36, mod7, s10, weighed } from './check-digits.ts';

export interface NumberFormat {
  /** Of `carriers.ts`; null = it stands in the number (`post`). */
  carrier: string | null;
  /** Whole. `digits` and `check` are what the check digit is made of and the check digit; `post`, the country of the post. */
  form: RegExp;
  check?: Check;
  /** Put before the digits for checking, where they do not begin with it already. */
  prefix?: { unless: RegExp; digits: string };
}

const express = weighed([3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1], 11, 10);
const long = weighed([1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1], 11, 10);

export const numberFormats: readonly NumberFormat[] = [
  { carrier: 'ups', form: /^1Z(?<digits>[A-Z0-9]{15})(?<check>[A-Z0-9])$/, check: mod10(1, 2) },
  // UPU S10: two letters, eight digits and their check digit, the country of the post.
  { carrier: null, form: /^[A-Z]{2}(?<digits>\d{8})(?<check>\d)(?<post>[A-Z]{2})$/, check: s10 },
  // USPS: 20 digits; 22 or 26 with the shipper's; each with or without the ZIP code before it.
  {
    carrier: 'usps',
    form: /^(?:420\d{5})?(?<digits>(?:9[1-5])?\d{12}(?:\d{11}|\d{7}))(?<check>\d)$/,
    check: mod10(3, 1),
    prefix: { unless: /^9[1-5]/, digits: '91' },
  },
  { carrier: 'usps', form: /^420\d{9}(?<digits>(?:9[2-5])?\d{19})(?<check>\d)$/, check: mod10(3, 1) },
  { carrier: 'usps', form: /^(?<digits>\d{19})(?<check>\d)$/, check: mod10(3, 1) },
  { carrier: 'fedex', form: /^(?<digits>\d{11})(?<check>\d)$/, check: express },
  { carrier: 'fedex', form: /^100\d{2}\d{10}\d{5}(?<digits>\d{13})(?<check>\d)$/, check: long },
  // SmartPost: the post brings it.
  {
    carrier: 'fedex',
    form: /^(?<digits>(?:92)?\d{19})(?<check>\d)$/,
    check: mod10(3, 1),
    prefix: { unless: /^92/, digits: '92' },
  },
  { carrier: 'fedex', form: /^(?<digits>\d{14})(?<check>\d)$/, check: mod10(1, 3) },
  { carrier: 'fedex', form: /^\d{2}(?<digits>\d{15})(?<check>\d)$/, check: mod10(3, 1) },
  { carrier: 'fedex', form: /^96\d{2}\d{3}(?<digits>\d{14})(?<check>\d)$/, check: mod10(1, 3) },
  { carrier: 'fedex', form: /^96\d{2}\d{5}\d{10}\d(?<digits>\d{13})(?<check>\d)$/, check: long },
  { carrier: 'dhl_express', form: /^(?<digits>\d{9,10})(?<check>\d)$/, check: mod7 },
  { carrier: 'purolator', form: /^(?<digits>[0-5]\d{10})(?<check>\d)$/, check: luhn },
  { carrier: 'old_dominion', form: /^(?<digits>(?:77[78]|072)\d{7})(?<check>\d)$/, check: luhn },
  { carrier: 'old_dominion', form: /^(?<digits>80\d{8})(?<check>\d)$/, check: luhn },
  { carrier: 'canada_post', form: /^(?<digits>\d{15})(?<check>\d)$/, check: mod10(3, 1) },
  {
    carrier: 'ontrac',
    form: /^C(?<digits>\d{13})(?<check>\d)$/,
    check: mod10(1, 2),
    prefix: { unless: /^4/, digits: '4' },
  },
  {
    carrier: 'ontrac',
    form: /^D(?<digits>\d{13})(?<check>\d)$/,
    check: mod10(1, 2),
    prefix: { unless: /^5/, digits: '5' },
  },
  { carrier: 'dpd', form: /^(?<digits>\d{27})(?<check>[0-9A-Z])$/, check: mod37by36 },
  // Without a check digit.
  { carrier: 'amazon', form: /^TBA\d{12}$/ },
  { carrier: 'yunexpress', form: /^YT\d{16}$/ },
  { carrier: 'gofo', form: /^GFUS\d{14}$/ },
  { carrier: 'landmark', form: /^LTN\d{8}N1$/ },
  { carrier: 'speedee', form: /^SP\d{18}$/ },
  { carrier: 'yodel', form: /^JJ?D\d{16}$/ },
  { carrier: 'canpar', form: /^[CDKLSUXZ]\d{21}$/ },
  { carrier: 'lasership', form: /^LX1[3-8]\d{6}$/ },
  { carrier: 'lasership', form: /^1LS7[12]\d{4}\d{6}$/ },
  { carrier: 'lasership', form: /^1LS7[12]\d{2}01[1-4]\d{6}-1$/ },
  { carrier: 'dhl_express', form: /^J[A-Z]{2,3}\d{9,10}$/ },
  { carrier: 'dhl_ecommerce', form: /^(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)\d{10,39}$/ },
  { carrier: 'purolator', form: /^[A-Z]{3}\d{9}$/ },
];
