import type { Shop } from '../../world/types.ts';
import type { AdminContext, Fields } from '../context.ts';
import { dateTime, gid } from '../gid.ts';
import { metafieldFields } from './metafields.ts';

export function shopNode(context: AdminContext): Fields {
  const { shop } = context;
  const id = gid('Shop', shop.id);
  const zone = zoneAt(shop.timeZone, context.world.now());
  return {
    __typename: 'Shop',
    id,
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    shopOwnerName: shop.name,
    description: null,
    myshopifyDomain: shop.domain,
    url: `https://${shop.domain}`,
    primaryDomain: {
      __typename: 'Domain',
      id: gid('Domain', shop.id),
      host: shop.domain,
      url: `https://${shop.domain}`,
      sslEnabled: true,
    },
    currencyCode: shop.currency,
    currencyFormats: currencyFormats(shop.currency),
    enabledPresentmentCurrencies: [shop.currency],
    ianaTimezone: shop.timeZone,
    ...zone,
    plan: planOf(shop),
    shopAddress: { __typename: 'ShopAddress', countryCodeV2: shop.country },
    taxesIncluded: shop.taxesIncluded,
    taxShipping: false,
    unitSystem: shop.country === 'US' ? 'IMPERIAL_SYSTEM' : 'METRIC_SYSTEM',
    weightUnit: shop.country === 'US' ? 'POUNDS' : 'KILOGRAMS',
    orderNumberFormatPrefix: '#',
    orderNumberFormatSuffix: '',
    shipsToCountries: [shop.country],
    setupRequired: false,
    checkoutApiSupported: true,
    transactionalSmsDisabled: false,
    marketingSmsConsentEnabledAtCheckout: false,
    createdAt: dateTime(shop.createdAt),
    updatedAt: dateTime(shop.createdAt),
    customerTags: ({ first }: { first: number }) => {
      const tags = [...new Set([...shop.customers.values()].flatMap((customer) => customer.tags))].toSorted();
      return { nodes: tags.slice(0, first), edges: tags.slice(0, first).map((node) => ({ node, cursor: node })) };
    },
    ...metafieldFields(context, id),
  };
}

const PLAN_NAMES: Record<Shop['plan'], string> = { standard: 'Basic', advanced: 'Advanced', plus: 'Shopify Plus' };
function planOf(shop: Shop): Fields {
  const name = PLAN_NAMES[shop.plan];
  return { displayName: name, publicDisplayName: name, partnerDevelopment: false, shopifyPlus: shop.plan === 'plus' };
}

/** Money formats as Shopify sets them up for a new store. */
function currencyFormats(currency: string): Fields {
  const moneyFormat = MONEY_FORMATS[currency] ?? `{{amount}} ${currency}`;
  const withCurrency = moneyFormat.endsWith(currency) ? moneyFormat : `${moneyFormat} ${currency}`;
  return {
    moneyFormat,
    moneyInEmailsFormat: moneyFormat,
    moneyWithCurrencyFormat: withCurrency,
    moneyWithCurrencyInEmailsFormat: withCurrency,
  };
}
const MONEY_FORMATS: Record<string, string> = {
  USD: '${{amount}}',
  CAD: '${{amount}}',
  AUD: '${{amount}}',
  GBP: '£{{amount}}',
  EUR: '€{{amount_with_comma_separator}}',
  JPY: '¥{{amount_no_decimals}}',
  VND: '{{amount_no_decimals_with_comma_separator}}₫',
};

function zoneAt(timeZone: string, now: number): Fields {
  const named = (style: 'short' | 'longOffset') =>
    new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: style })
      .formatToParts(now)
      .find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '00', minutes = '00'] = /GMT([+-])(\d{2}):(\d{2})/.exec(named('longOffset')) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  return {
    timezoneAbbreviation: named('short'),
    timezoneOffset: `${sign}${hours}${minutes}`,
    timezoneOffsetMinutes: sign === '-' ? -offset : offset,
  };
}
