import type { Shop } from '../../world/types.ts';
import { countryName, number, zoned, type Rendering } from './values.ts';

const planNames = {
  standard: ['basic', 'Basic'],
  advanced: ['unlimited', 'Advanced'],
  plus: ['shopify_plus', 'Shopify Plus'],
} as const;

/** `shop/update` and `app/uninstalled`: the 54 keys of the shop. */
export function renderShop(rendering: Rendering, shop: Shop): Record<string, unknown> {
  const [planName, planDisplayName] = planNames[shop.plan];
  const format = moneyFormat(shop.currency);
  const created = zoned(shop.createdAt, shop.timeZone);
  return {
    id: number(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: null,
    country: shop.country,
    address1: null,
    zip: null,
    city: null,
    source: null,
    phone: null,
    latitude: null,
    longitude: null,
    primary_locale: shop.locale,
    address2: null,
    created_at: created,
    updated_at: zoned(rendering.world.now(), shop.timeZone),
    country_code: shop.country,
    country_name: countryName(shop.country),
    currency: shop.currency,
    customer_email: shop.email,
    timezone: timeZoneLabel(shop.timeZone, rendering.world.now()),
    iana_timezone: shop.timeZone,
    shop_owner: shop.name,
    money_format: format,
    money_with_currency_format: `${format} ${shop.currency}`,
    weight_unit: 'kg',
    province_code: null,
    taxes_included: shop.taxesIncluded,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: null,
    plan_display_name: planDisplayName,
    plan_name: planName,
    has_discounts: shop.discounts.size > 0,
    has_gift_cards: true,
    myshopify_domain: shop.domain,
    google_apps_domain: null,
    google_apps_login_enabled: null,
    money_in_emails_format: format,
    money_with_currency_in_emails_format: `${format} ${shop.currency}`,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: number(shop.id) + 1n,
    checkout_api_supported: true,
    multi_location_enabled: true,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency],
    marketing_sms_consent_enabled_at_checkout: false,
    transactional_sms_disabled: false,
  };
}

/** Shopify's templates: `${{amount}}`, `{{amount_no_decimals_with_comma_separator}}₫`. */
export function moneyFormat(currency: string): string {
  if (currency === 'VND') return '{{amount_no_decimals_with_comma_separator}}₫';
  const parts = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  const symbol = parts.find(({ type }) => type === 'currency')?.value ?? currency;
  const decimals = parts.some(({ type }) => type === 'fraction');
  return `${symbol}{{${decimals ? 'amount' : 'amount_no_decimals'}}}`;
}

function timeZoneLabel(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return `(${offset === 'GMT' ? 'GMT+00:00' : offset}) ${timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone}`;
}

export interface ScopesChange {
  shop: Shop;
  previous: string[];
  current: string[];
}
export function renderScopesUpdate(rendering: Rendering, change: ScopesChange): Record<string, unknown> {
  return {
    id: change.shop.install === null ? null : number(change.shop.install.appInstallationId),
    shop_id: `gid://shopify/Shop/${change.shop.id}`,
    previous: change.previous,
    current: change.current,
    updated_at: new Date(rendering.world.now()).toISOString(),
  };
}
