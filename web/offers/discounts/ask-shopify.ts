/** One try to make something at Shopify, and looking up whether an earlier one did. */
import { MINUTE, wholeSecond } from '../../platform/kit/clock.ts';
import { gid, type ShopId } from '../../platform/kit/ids.ts';
import { decimalFromMinor, minorFromDecimal } from '../../platform/kit/money.ts';
import type { Services } from '../../platform/manifest.ts';
import {
  createBasic,
  createFreeShipping,
  createGiftCard,
  findCode,
  giveStoreCredit,
  latestCredits,
  type UserErrors,
} from './operations.ts';
import { claimed, type Offer } from './store.ts';
import type { Entitled, OfferTerms } from './terms.ts';

/** A code must not begin later by Shopify's clock than by ours. */
const CLOCKS_APART = MINUTE;

export type Answer = { state: 'made'; shopifyId: string | null } | { state: 'refused'; problem: string };

/** Throws `AdminApiError` when nobody knows whether it was made. */
export async function create(services: Services, shopId: ShopId, offer: Offer): Promise<Answer> {
  const { terms, code } = offer;
  const customer = gid('Customer', offer.customerId ?? '0');
  switch (terms.kind) {
    case 'amount':
    case 'percentage': {
      const input = { ...codeInput(terms, code, customer), customerGets: customerGets(terms) };
      const { discountCodeBasicCreate: made } = await services.shopify.graphql(shopId, createBasic, { input });
      return codeAnswer(services, shopId, code, made && { node: made.codeDiscountNode, errors: made.userErrors });
    }
    case 'freeShipping': {
      const input = { ...codeInput(terms, code, customer), destination: { all: true } };
      const { discountCodeFreeShippingCreate: made } = await services.shopify.graphql(shopId, createFreeShipping, {
        input,
      });
      return codeAnswer(services, shopId, code, made && { node: made.codeDiscountNode, errors: made.userErrors });
    }
    case 'giftCard': {
      const input = {
        initialAmount: money(terms.amount, terms.currency),
        code,
        customerId: customer,
        note: terms.note,
        ...(terms.lastDay !== null && { expiresOn: terms.lastDay }),
      };
      const { giftCardCreate: made } = await services.shopify.graphql(shopId, createGiftCard, { input });
      // Nobody but us knows the code: if there is a card with it, an earlier try has made it.
      if (made?.userErrors.some(isTaken)) return { state: 'made', shopifyId: null };
      return answer(made && { node: made.giftCard, errors: made.userErrors });
    }
    case 'storeCredit': {
      const input = {
        creditAmount: money(terms.amount, terms.currency),
        notify: true,
        ...(terms.endsAt !== null && { expiresAt: iso(terms.endsAt) }),
      };
      const { storeCreditAccountCredit: made } = await services.shopify.graphql(shopId, giveStoreCredit, {
        id: customer,
        input,
      });
      return answer(made && { node: made.storeCreditAccountTransaction, errors: made.userErrors });
    }
  }
}

/**
 * Was it made by an earlier try? Null = it was not. A code or gift card that exists cannot be made twice, so whoever asks too early loses
 * nothing; store credit has no mark of its own, and is asked about only when no earlier try can be under way any more: then it is the
 * credit of that amount and end that was given since, and belongs to no other offer.
 */
export async function lookUp(services: Services, shopId: ShopId, offer: Offer): Promise<Answer | null> {
  const { terms, code } = offer;
  // Making a gift card again is looking it up: Shopify refuses a second one with its code.
  if (terms.kind === 'giftCard') return null;
  if (terms.kind !== 'storeCredit') {
    const { codeDiscountNodeByCode: node } = await services.shopify.graphql(shopId, findCode, { code: code ?? '' });
    return node && { state: 'made', shopifyId: node.id };
  }
  const { customer } = await services.shopify.graphql(shopId, latestCredits, {
    id: gid('Customer', offer.customerId ?? '0'),
    account: `currency_code:${terms.currency}`,
  });
  const credits = (customer?.storeCreditAccounts.nodes ?? []).flatMap(({ transactions }) => transactions.nodes);
  const candidates = credits.flatMap(({ id, createdAt, event, amount, expiresAt }) =>
    id !== undefined &&
    event === 'ADJUSTMENT' &&
    createdAt >= wholeSecond(offer.createdAt) &&
    minorFromDecimal(amount.amount, terms.currency) === terms.amount &&
    (expiresAt ?? null) === (terms.endsAt === null ? null : wholeSecond(terms.endsAt))
      ? [id]
      : [],
  );
  const others = await claimed(services.db.read, shopId, candidates);
  const own = candidates.findLast((id) => !others.has(id));
  return own === undefined ? null : { state: 'made', shopifyId: own };
}

interface Made {
  node: { id: string } | null;
  errors: UserErrors;
}

async function codeAnswer(services: Services, shopId: ShopId, code: string | null, made: Made | null): Promise<Answer> {
  if (made?.errors.some(isTaken)) {
    const { codeDiscountNodeByCode: node } = await services.shopify.graphql(shopId, findCode, { code: code ?? '' });
    if (node) return { state: 'made', shopifyId: node.id };
  }
  return answer(made);
}

function answer(made: Made | null): Answer {
  if (made === null) return { state: 'refused', problem: 'The app may not make this in the store.' };
  if (made.node && made.errors.length === 0) return { state: 'made', shopifyId: made.node.id };
  return { state: 'refused', problem: made.errors.map(({ message }) => message).join(' ') || 'Refused.' };
}

const isTaken = ({ code, field }: UserErrors[number]) => code === 'TAKEN' && field?.at(-1) === 'code';

type CodeTerms = Extract<OfferTerms, { startsAt: number }>;

function codeInput(terms: CodeTerms, code: string | null, customer: string): object {
  const { title, startsAt, endsAt, minimumSubtotal, combinesWith, currency } = terms;
  return {
    title,
    code,
    startsAt: iso(startsAt - CLOCKS_APART),
    ...(endsAt !== null && { endsAt: iso(endsAt) }),
    context: terms.forAnybody ? { all: 'ALL' } : { customers: { add: [customer] } },
    ...(minimumSubtotal !== null && {
      minimumRequirement: {
        subtotal: { greaterThanOrEqualToSubtotal: decimalFromMinor(minimumSubtotal, currency) },
      },
    }),
    combinesWith: {
      orderDiscounts: combinesWith.order,
      productDiscounts: combinesWith.product,
      shippingDiscounts: combinesWith.shipping,
    },
    usageLimit: 1,
    appliesOncePerCustomer: true,
  };
}

function customerGets(terms: Extract<OfferTerms, { entitled: Entitled }>): object {
  const value =
    terms.kind === 'percentage'
      ? { percentage: terms.percent / 100 }
      : {
          discountAmount: { amount: decimalFromMinor(terms.amount, terms.currency), appliesOnEachItem: false },
        };
  return { value, items: itemsOf(terms.entitled) };
}

function itemsOf(entitled: Entitled): object {
  switch (entitled.items) {
    case 'all':
      return { all: true };
    case 'collections':
      return { collections: { add: entitled.ids.map((id) => gid('Collection', id)) } };
    case 'variant':
      return { products: { productVariantsToAdd: [gid('ProductVariant', entitled.id)] } };
  }
}

const money = (minor: number, currency: string) => ({
  amount: decimalFromMinor(minor, currency),
  currencyCode: currency,
});
const iso = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
