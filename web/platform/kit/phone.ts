/**
 * Telephone numbers as E.164 writes them, so that the same number is the same text however it was typed. Calling codes and trunk prefixes are
 * those of ITU-T E.164 and the national numbering plans. What a country does with its mobile numbers beyond that (Argentina's 9 and 15) is not
 * known here: such a number is the same only where it was typed the same way.
 */

/** Country → calling code, what is dialled before a national number within the country, and the most digits that such a number has. */
const PLANS: Readonly<Record<string, readonly [code: string, trunk: string, longest: number]>> = {
  AE: ['971', '0', 9],
  AR: ['54', '0', 11],
  AT: ['43', '0', 12],
  AU: ['61', '0', 9],
  BD: ['880', '0', 10],
  BE: ['32', '0', 9],
  BG: ['359', '0', 9],
  BH: ['973', '', 8],
  BO: ['591', '0', 8],
  BR: ['55', '0', 11],
  CA: ['1', '1', 10],
  CH: ['41', '0', 9],
  CI: ['225', '', 10],
  CL: ['56', '', 9],
  CN: ['86', '0', 11],
  CO: ['57', '', 10],
  CR: ['506', '', 8],
  CY: ['357', '', 8],
  CZ: ['420', '', 9],
  DE: ['49', '0', 11],
  DK: ['45', '', 8],
  DZ: ['213', '0', 9],
  EC: ['593', '0', 9],
  EE: ['372', '', 8],
  EG: ['20', '0', 10],
  ES: ['34', '', 9],
  FI: ['358', '0', 10],
  FR: ['33', '0', 9],
  GB: ['44', '0', 10],
  GH: ['233', '0', 9],
  GR: ['30', '', 10],
  HK: ['852', '', 8],
  HR: ['385', '0', 9],
  HU: ['36', '06', 9],
  ID: ['62', '0', 12],
  IE: ['353', '0', 9],
  IL: ['972', '0', 9],
  IN: ['91', '0', 10],
  IQ: ['964', '0', 10],
  IS: ['354', '', 7],
  IT: ['39', '', 11],
  JO: ['962', '0', 9],
  JP: ['81', '0', 10],
  KE: ['254', '0', 10],
  KH: ['855', '0', 9],
  KR: ['82', '0', 10],
  KW: ['965', '', 8],
  LA: ['856', '0', 10],
  LB: ['961', '0', 8],
  LK: ['94', '0', 9],
  LT: ['370', '0', 8],
  LU: ['352', '', 9],
  LV: ['371', '', 8],
  MA: ['212', '0', 9],
  MM: ['95', '0', 10],
  MN: ['976', '0', 8],
  MO: ['853', '', 8],
  MT: ['356', '', 8],
  MX: ['52', '', 10],
  MY: ['60', '0', 10],
  NG: ['234', '0', 10],
  NL: ['31', '0', 9],
  NO: ['47', '', 8],
  NP: ['977', '0', 10],
  NZ: ['64', '0', 10],
  OM: ['968', '', 8],
  PE: ['51', '0', 9],
  PH: ['63', '0', 10],
  PK: ['92', '0', 10],
  PL: ['48', '', 9],
  PT: ['351', '', 9],
  QA: ['974', '', 8],
  RO: ['40', '0', 9],
  RS: ['381', '0', 9],
  RU: ['7', '8', 10],
  SA: ['966', '0', 9],
  SE: ['46', '0', 9],
  SG: ['65', '', 8],
  SI: ['386', '0', 8],
  SK: ['421', '0', 9],
  TH: ['66', '0', 9],
  TN: ['216', '', 8],
  TR: ['90', '0', 10],
  TW: ['886', '0', 9],
  TZ: ['255', '0', 9],
  UA: ['380', '0', 9],
  UG: ['256', '0', 9],
  US: ['1', '1', 10],
  UY: ['598', '0', 8],
  VE: ['58', '0', 10],
  VN: ['84', '0', 10],
  ZA: ['27', '0', 9],
};

/** `+84901234567`. `country`: where a number without a calling code is dialled. Null = no telephone number, or nobody knows of where. */
export function e164(typed: string, country: string | null): string | null {
  const text = typed
    .normalize('NFKC')
    .toLowerCase()
    // An extension is another telephone at the same number.
    .replace(/(?:ext\.?|x|#)\s*\d{1,6}\s*$/, '')
    .trim()
    // As many websites write it: (+84) 912 …
    .replace(/^\(\s*\+/, '+(');
  if (!/^[+\d(][\d\s().\-/–·]*$/.test(text)) return null;
  const digits = text.replaceAll(/\D/g, '');
  const plan = PLANS[country?.toUpperCase() ?? ''];
  const abroad = text.startsWith('+') ? digits : digitsAbroad(digits, plan?.[0]);
  const whole = abroad ?? (plan && plan[0] + withoutTrunk(digits, plan));
  if (whole === undefined) return null;
  const number = asDialledFromAbroad(whole);
  return number.length >= 8 && number.length <= 15 ? `+${number}` : null;
}

type Plan = (typeof PLANS)[string];

/** After what is dialled for a call abroad: 00 nearly everywhere, 011 in North America. */
function digitsAbroad(digits: string, code: string | undefined): string | undefined {
  const exit = code === '1' ? '011' : '00';
  return digits.startsWith(exit) && digits.length > exit.length + 7 ? digits.slice(exit.length) : undefined;
}

/** As a national number is dialled from abroad. Some leave the + away before their own country's code. */
function withoutTrunk(digits: string, [code, trunk, longest]: Plan): string {
  if (trunk !== '' && digits.startsWith(trunk)) return digits.slice(trunk.length);
  return digits.length > longest && digits.startsWith(code) ? digits.slice(code.length) : digits;
}

/** Without a 0 that belongs before national numbers only (+84 0…), and without the 1 that Mexico has given up. */
function asDialledFromAbroad(digits: string): string {
  const [code, trunk] = planOf(digits) ?? ['', ''];
  const rest = digits.slice(code.length);
  if (trunk === '0' && rest.startsWith('0')) return code + rest.slice(1);
  return code === '52' && rest.length === 11 && rest.startsWith('1') ? code + rest.slice(1) : digits;
}

const BY_CODE = new Map(Object.values(PLANS).map((plan) => [plan[0], plan]));
/** No calling code is the beginning of another. */
function planOf(digits: string): Plan | undefined {
  for (const length of [1, 2, 3]) {
    const plan = BY_CODE.get(digits.slice(0, length));
    if (plan) return plan;
  }
  return undefined;
}
