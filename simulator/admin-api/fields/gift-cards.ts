import type { Customer, GiftCard } from '../../world/types.ts';
import type { AdminContext, Fields } from '../context.ts';
import { dateTime, gid } from '../gid.ts';
import { moneyV2 } from '../money.ts';
import { findCustomer } from './visible.ts';

export function giftCardNode(context: AdminContext, card: GiftCard): Fields {
  const { currency } = context.shop;
  const lastCharacters = card.code.slice(-4);
  return {
    __typename: 'GiftCard',
    id: gid('GiftCard', card.id),
    maskedCode: `•••• •••• •••• ${lastCharacters}`,
    lastCharacters,
    initialValue: moneyV2(card.initial, currency),
    balance: moneyV2(card.balance, currency),
    enabled: true,
    deactivatedAt: null,
    expiresOn: card.expiresOn,
    note: card.note,
    customer: () => {
      const customer = findCustomer(context, card.customerId);
      return customer && context.nodes.customer(context, customer);
    },
    createdAt: dateTime(card.createdAt),
    updatedAt: dateTime(card.createdAt),
  };
}

/** One account a customer, in the shop's currency; its id is the customer's. */
export function storeCreditAccount(context: AdminContext, customer: Customer): Fields {
  return {
    __typename: 'StoreCreditAccount',
    id: gid('StoreCreditAccount', customer.id),
    balance: moneyV2(customer.storeCredit, context.shop.currency),
    owner: () => context.nodes.customer(context, customer),
  };
}
