import type { GraphQLResolveInfo } from 'graphql';
import { lineTotal } from '../../world/order-state.ts';
import type { Fulfillment, FulfillmentEvent, Order } from '../../world/types.ts';
import { connection, type PageArgs } from '../connection.ts';
import type { AdminContext, Fields } from '../context.ts';
import { dateTime, gid, idOfPair } from '../gid.ts';
import { moneyBag } from '../money.ts';
import { notSimulated } from '../refusals.ts';

export function fulfillmentNode(context: AdminContext, order: Order, fulfillment: Fulfillment): Fields {
  const happened = (status: string) => {
    const event = fulfillment.events.findLast((candidate) => candidate.status === status);
    return event ? dateTime(event.happenedAt) : null;
  };
  const estimate =
    fulfillment.events.findLast(({ estimatedDeliveryAt }) => estimatedDeliveryAt !== null)?.estimatedDeliveryAt ?? null;
  return {
    __typename: 'Fulfillment',
    id: gid('Fulfillment', fulfillment.id),
    legacyResourceId: fulfillment.id,
    name: fulfillment.name,
    status: fulfillment.status.toUpperCase(),
    displayStatus:
      fulfillment.status === 'cancelled' ? 'CANCELED' : (fulfillment.shipmentStatus?.toUpperCase() ?? 'FULFILLED'),
    totalQuantity: fulfillment.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    requiresShipping: true,
    createdAt: dateTime(fulfillment.createdAt),
    updatedAt: dateTime(fulfillment.updatedAt),
    inTransitAt: happened('in_transit'),
    deliveredAt: happened('delivered'),
    estimatedDeliveryAt: estimate === null ? null : dateTime(estimate),
    trackingInfo: ({ first }: { first?: number | null }) => {
      const { company, numbers, urls } = fulfillment;
      const known = Math.max(numbers.length, urls.length, company === null ? 0 : 1);
      return Array.from({ length: known }, (_, at) => ({
        company,
        number: numbers[at] ?? null,
        url: urls[at] ?? null,
      })).slice(0, first ?? undefined);
    },
    order: () => context.nodes.order(context, order),
    events: (args: PageArgs & { sortKey?: string | null }, info: GraphQLResolveInfo) => {
      const sort = args.sortKey ?? 'HAPPENED_AT';
      if (sort !== 'HAPPENED_AT') throw notSimulated(`Sorting fulfillment events by ${sort}`);
      return connection(
        { items: fulfillment.events, id: ({ id }) => id, sortBy: ({ happenedAt }) => happenedAt, node: eventNode },
        { ...args },
        info,
        ['sortKey'],
      );
    },
    fulfillmentLineItems: (args: PageArgs, info: GraphQLResolveInfo) =>
      connection(
        {
          items: fulfillment.lines,
          id: ({ lineId }) => lineId,
          node: (line) => fulfillmentLine(context, order, line, fulfillment.id),
        },
        { ...args },
        info,
      ),
  };
}

/** `of` is the fulfilment (or return) that the line belongs to: such lines have no id of their own here. */
export function fulfillmentLine(
  context: AdminContext,
  order: Order,
  part: Fulfillment['lines'][number],
  of: string,
): Fields {
  const line = order.lines.find(({ id }) => id === part.lineId);
  if (!line) throw new Error(`a fulfilment of order ${order.id} names the line ${part.lineId} that it does not have`);
  return {
    __typename: 'FulfillmentLineItem',
    id: gid('FulfillmentLineItem', idOfPair(of, line.id)),
    quantity: part.quantity,
    originalTotalSet: moneyBag(line.price * part.quantity, order),
    discountedTotalSet: moneyBag(Math.round((lineTotal(line) * part.quantity) / Math.max(1, line.quantity)), order),
    lineItem: () => context.nodes.lineItem(context, order, line),
  };
}

function eventNode(event: FulfillmentEvent): Fields {
  return {
    __typename: 'FulfillmentEvent',
    id: gid('FulfillmentEvent', event.id),
    status: event.status.toUpperCase(),
    message: event.message,
    city: event.city,
    country: event.country,
    province: null,
    zip: null,
    address1: null,
    latitude: null,
    longitude: null,
    estimatedDeliveryAt: event.estimatedDeliveryAt === null ? null : dateTime(event.estimatedDeliveryAt),
    happenedAt: dateTime(event.happenedAt),
    createdAt: dateTime(event.happenedAt),
  };
}
