/** Money given to a customer: gift cards and store credit, in the shop's currency. */
import { minorOf } from '../../money.ts';
import { updateCustomer } from '../../world/customers.ts';
import { createGiftCard } from '../../world/payments.ts';
import { giveCredit } from '../../world/store-credit.ts';
import type { AdminContext, Fields } from '../context.ts';
import { creditTransaction } from '../fields/gift-cards.ts';
import { findCustomer } from '../fields/visible.ts';
import { idOf } from '../gid.ts';
import { notSimulated } from '../refusals.ts';

interface MoneyInput {
  amount: string | number;
  currencyCode: string;
}
interface GiftCardInput {
  initialAmount?: MoneyInput | null;
  initialValue?: string | number | null;
  code?: string | null;
  customerId?: string | null;
  expiresOn?: string | null;
  note?: string | null;
  [other: string]: unknown;
}
interface CreditInput {
  creditAmount: MoneyInput;
  expiresAt?: string | null;
  notify?: boolean | null;
}

export function creditMutations(context: AdminContext): Fields {
  return {
    giftCardCreate: ({ input }: { input: GiftCardInput }) => giftCardCreate(context, input),
    storeCreditAccountCredit: ({ id, creditInput }: { id: string; creditInput: CreditInput }) =>
      credit(context, id, creditInput),
  };
}

function giftCardCreate(context: AdminContext, input: GiftCardInput): Fields {
  const { shop, world } = context;
  const refuse = (field: string, code: string, message: string) => ({
    giftCard: null,
    giftCardCode: null,
    userErrors: [{ field: ['input', field], code, message }],
  });
  if (input.recipientAttributes != null) throw notSimulated('A gift card for a recipient');
  const given = input.initialAmount?.amount ?? input.initialValue;
  if (given == null) return refuse('initialAmount', 'MISSING_ARGUMENT', 'An initial amount is required');
  if (input.initialAmount && input.initialAmount.currencyCode !== shop.currency)
    throw notSimulated('A gift card in another currency');
  const initial = minorOf(String(given), shop.currency);
  if (initial === null || initial <= 0)
    return refuse('initialAmount', 'GREATER_THAN', 'Initial value must be greater than 0');
  const customer = input.customerId ? findCustomer(context, idOf('Customer', input.customerId)) : null;
  if (input.customerId && !customer)
    return refuse('customerId', 'CUSTOMER_NOT_FOUND', 'The customer could not be found.');
  const code = input.code?.replace(/\s/g, '') ?? undefined;
  if (code !== undefined) {
    if (code.length < 8) return refuse('code', 'TOO_SHORT', 'Code is too short (minimum is 8 characters)');
    if (code.length > 20) return refuse('code', 'TOO_LONG', 'Code is too long (maximum is 20 characters)');
    if (!/^[a-z0-9]+$/i.test(code)) return refuse('code', 'INVALID', 'Code can only contain letters and numbers');
    const same = (other: string) => other.replace(/\s/g, '').toLowerCase() === code.toLowerCase();
    if ([...shop.giftCards.values()].some((card) => same(card.code)))
      return refuse('code', 'TAKEN', 'Code has already been taken');
  }
  if (input.expiresOn && Date.parse(input.expiresOn) < world.now()) {
    return refuse('expiresOn', 'INVALID', 'Expiry date must be in the future');
  }
  const card = createGiftCard(world, shop, {
    initial,
    customerId: customer?.id ?? null,
    ...(code !== undefined && { code }),
    expiresOn: input.expiresOn ?? null,
    note: input.note ?? null,
  });
  return {
    giftCard: () => context.nodes.giftCard(context, card),
    giftCardCode: card.code.replace(/\s/g, ''),
    userErrors: [],
  };
}

function credit(context: AdminContext, id: string, input: CreditInput): Fields {
  const { shop, world } = context;
  const refuse = (field: string[], code: string, message: string) => ({
    storeCreditAccountTransaction: null,
    userErrors: [{ field, code, message }],
  });
  const customer = findCustomer(context, idOf('Customer', id) ?? idOf('StoreCreditAccount', id));
  if (!customer) return refuse(['id'], 'OWNER_NOT_FOUND', 'Owner does not exist');
  if (input.creditAmount.currencyCode !== shop.currency) {
    return refuse(
      ['creditInput', 'creditAmount', 'currencyCode'],
      'MISMATCHING_CURRENCY',
      `The currency has to be ${shop.currency}`,
    );
  }
  const amount = minorOf(String(input.creditAmount.amount), shop.currency);
  if (amount === null || amount <= 0) {
    const message = 'A positive amount must be used to credit a store credit account';
    return refuse(['creditInput', 'creditAmount', 'amount'], 'NEGATIVE_OR_ZERO_AMOUNT', message);
  }
  const now = world.now();
  const expiresAt = input.expiresAt == null ? null : Date.parse(input.expiresAt);
  if (expiresAt !== null && !(expiresAt > now))
    return refuse(['creditInput', 'expiresAt'], 'EXPIRES_AT_IN_PAST', 'The expiry date must be in the future');
  const given = giveCredit(customer, { id: world.nextId(), amount, expiresAt }, now);
  updateCustomer(world, shop, customer, {});
  return {
    storeCreditAccountTransaction: () => creditTransaction(context, customer, given),
    userErrors: [],
  };
}
