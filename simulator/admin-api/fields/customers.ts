import type { GraphQLResolveInfo } from 'graphql';
import { marketingState } from '../../world/customers.ts';
import type { Customer } from '../../world/types.ts';
import { paidAmount, refundedAmount } from '../../world/order-state.ts';
import { connection, type SortValue } from '../connection.ts';
import type { AdminContext, Fields, ListArgs } from '../context.ts';
import { dateTime, gid, idOf } from '../gid.ts';
import { moneyV2 } from '../money.ts';
import { notSimulated } from '../refusals.ts';
import { search, type Searchable } from '../search.ts';
import { mailingAddress } from './mailing-address.ts';
import { findCustomer, visibleOrders } from './visible.ts';
import { metafieldFields } from './metafields.ts';

export function customerNode(context: AdminContext, customer: Customer): Fields {
  const { shop } = context;
  const id = gid('Customer', customer.id);
  const orders = () => [...shop.orders.values()].filter((order) => order.customerId === customer.id && !order.test);
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ');
  return {
    __typename: 'Customer',
    id,
    legacyResourceId: customer.id,
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    displayName: name || customer.email || customer.phone || '',
    phone: customer.phone,
    defaultEmailAddress: customer.email === null ? null : emailAddress(customer, customer.email),
    defaultPhoneNumber: customer.phone === null ? null : { phoneNumber: customer.phone },
    emailMarketingConsent:
      customer.email === null
        ? null
        : { marketingState: marketingState(customer), consentUpdatedAt: marketingUpdatedAt(customer) },
    state: customer.state.toUpperCase(),
    verifiedEmail: customer.verifiedEmail,
    validEmailAddress: customer.email !== null,
    locale: customer.locale,
    tags: customer.tags.toSorted(),
    note: customer.note,
    taxExempt: false,
    taxExemptions: [],
    dataSaleOptOut: false,
    multipassIdentifier: null,
    productSubscriberStatus: 'NEVER_SUBSCRIBED',
    defaultAddress: () => mailingAddress(customer.defaultAddress, customer.id),
    numberOfOrders: () => String(orders().length),
    amountSpent: () =>
      moneyV2(
        orders().reduce((sum, order) => sum + paidAmount(order) - refundedAmount(order), 0),
        shop.currency,
      ),
    lastOrder: () => {
      const last = visibleOrders(context)
        .filter((order) => order.customerId === customer.id)
        .toSorted((a, b) => b.processedAt - a.processedAt)[0];
      return last ? context.nodes.order(context, last) : null;
    },
    orders: (args: ListArgs, info: GraphQLResolveInfo) =>
      context.nodes.orders(
        context,
        visibleOrders(context).filter((order) => order.customerId === customer.id),
        args,
        info,
      ),
    // One of each customer, in the store's currency.
    storeCreditAccounts: (args: ListArgs, info: GraphQLResolveInfo) =>
      connection(
        {
          items: search(
            customer.storeCredit > 0 || customer.credits.length > 0 ? [customer] : [],
            args.query,
            {
              fields: {
                id: { kind: 'id', of: (owner) => owner.id },
                currency_code: { kind: 'exact', of: () => [shop.currency] },
              },
              text: () => [],
            },
            context,
            info,
          ),
          id: (owner) => owner.id,
          node: (owner) => context.nodes.storeCreditAccount(context, owner),
        },
        { ...args },
        info,
        ['query'],
      ),
    createdAt: dateTime(customer.createdAt),
    updatedAt: dateTime(customer.updatedAt),
    ...metafieldFields(context, id),
  };
}

function marketingUpdatedAt({ marketingUpdatedAt: at }: Customer): string | null {
  return at === null ? null : dateTime(at);
}
function emailAddress(customer: Customer, email: string): Fields {
  return {
    emailAddress: email,
    marketingState: marketingState(customer),
    marketingOptInLevel: customer.acceptsMarketing ? 'SINGLE_OPT_IN' : null,
    marketingUpdatedAt: marketingUpdatedAt(customer),
    validFormat: true,
  };
}

const searchable: Searchable<Customer> = {
  fields: {
    id: { kind: 'id', of: (customer) => customer.id },
    email: { kind: 'text', of: (customer) => [customer.email] },
    phone: { kind: 'text', of: (customer) => [customer.phone] },
    first_name: { kind: 'text', of: (customer) => [customer.firstName] },
    last_name: { kind: 'text', of: (customer) => [customer.lastName] },
    tag: { kind: 'exact', of: (customer) => customer.tags },
    state: { kind: 'exact', of: (customer) => [customer.state] },
    accepts_marketing: { kind: 'exact', of: (customer) => [String(customer.acceptsMarketing)] },
    customer_date: { kind: 'time', of: (customer) => customer.createdAt },
    updated_at: { kind: 'time', of: (customer) => customer.updatedAt },
  },
  text: (customer) => [
    [customer.firstName, customer.lastName].filter(Boolean).join(' '),
    customer.email,
    customer.phone,
    customer.note,
    ...customer.tags,
  ],
};

const SORTS: Record<string, (customer: Customer) => SortValue> = {
  ID: (customer) => Number(customer.id),
  CREATED_AT: (customer) => customer.createdAt,
  UPDATED_AT: (customer) => customer.updatedAt,
  NAME: (customer) => `${customer.lastName ?? ''}, ${customer.firstName ?? ''}`.toLowerCase(),
};

export function searchCustomers(context: AdminContext, query: string | null | undefined, info: GraphQLResolveInfo) {
  const present = [...context.shop.customers.values()].filter((customer) => customer.mergedInto === null);
  return search(present, query, searchable, context, info);
}

export function customerConnection(context: AdminContext, args: ListArgs, info: GraphQLResolveInfo) {
  const sortBy = SORTS[args.sortKey ?? 'ID'];
  if (!sortBy) throw notSimulated(`Sorting customers by ${args.sortKey}`);
  return connection(
    {
      items: searchCustomers(context, args.query, info),
      id: (customer) => customer.id,
      sortBy,
      node: (customer) => customerNode(context, customer),
    },
    { ...args },
    info,
    ['query', 'sortKey'],
  );
}

interface Identifier {
  id?: string | null;
  emailAddress?: string | null;
  phoneNumber?: string | null;
  customId?: unknown;
}
export function customerByIdentifier(context: AdminContext, identifier: Identifier): Fields | null {
  if (identifier.customId != null) throw notSimulated('Finding a customer by customId');
  const { id, emailAddress: email, phoneNumber: phone } = identifier;
  const found = id
    ? findCustomer(context, idOf('Customer', id))
    : [...context.shop.customers.values()].find(
        (customer) =>
          customer.mergedInto === null &&
          (email ? customer.email?.toLowerCase() === email.toLowerCase() : phone ? customer.phone === phone : false),
      );
  return found ? customerNode(context, found) : null;
}
