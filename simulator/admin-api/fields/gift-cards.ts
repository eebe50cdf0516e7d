import type { GraphQLResolveInfo } from 'graphql';
import { creditOf } from '../../world/store-credit.ts';
import type { Customer, GiftCard } from '../../world/types.ts';
import { connection } from '../connection.ts';
import type { AdminContext, Fields, ListArgs } from '../context.ts';
import { dateTime, gid } from '../gid.ts';
import { moneyV2 } from '../money.ts';
import { type Searchable, search } from '../search.ts';
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
    balance: moneyV2(creditOf(customer, context.world.now()), context.shop.currency),
    owner: () => context.nodes.customer(context, customer),
    transactions: (args: ListArgs, info: GraphQLResolveInfo) =>
      connection(
        {
          items: search(customer.credits, args.query, searchable, context, info),
          id: ({ id }) => id,
          node: (credit) => creditTransaction(context, customer, credit),
        },
        { ...args },
        info,
        ['query'],
      ),
  };
}

type Credit = Customer['credits'][number];

/** Only what apps gave is told one by one. */
const searchable: Searchable<Credit> = {
  fields: {
    id: { kind: 'id', of: ({ id }) => id },
    type: { kind: 'exact', of: () => ['credit'] },
    expires_at: { kind: 'time', of: ({ expiresAt }) => expiresAt },
  },
  text: () => [],
};

export function creditTransaction(context: AdminContext, customer: Customer, credit: Credit): Fields {
  const { currency } = context.shop;
  const balance = creditOf(customer, context.world.now());
  return {
    __typename: 'StoreCreditAccountCreditTransaction',
    id: gid('StoreCreditAccountCreditTransaction', credit.id),
    amount: moneyV2(credit.amount, currency),
    balanceAfterTransaction: moneyV2(balance, currency),
    remainingAmount: moneyV2(credit.remaining, currency),
    createdAt: dateTime(credit.createdAt),
    expiresAt: credit.expiresAt === null ? null : dateTime(credit.expiresAt),
    event: 'ADJUSTMENT',
    origin: null,
    account: () => context.nodes.storeCreditAccount(context, customer),
  };
}
