import type { GraphQLResolveInfo } from 'graphql';
import type { Order, Return } from '../../world/types.ts';
import { pagesOf, connection, type PageArgs } from '../connection.ts';
import type { AdminContext, Fields } from '../context.ts';
import { dateTime, gid, idOfPair } from '../gid.ts';

export function returnNode(context: AdminContext, order: Order, one: Return): Fields {
  const exchanged = order.lines.filter(({ id }) => one.exchangeLineIds.includes(id));
  const refunds = order.refunds.filter(({ returnId }) => returnId === one.id);
  return {
    __typename: 'Return',
    id: gid('Return', one.id),
    name: one.name,
    status: one.status,
    totalQuantity: one.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    createdAt: dateTime(one.createdAt),
    closedAt: one.status === 'CLOSED' ? dateTime(one.createdAt) : null,
    order: () => context.nodes.order(context, order),
    returnLineItems: (args: PageArgs, info: GraphQLResolveInfo) =>
      connection(
        { items: one.lines, id: ({ lineId }) => lineId, node: (line) => returnLine(context, order, one, line) },
        { ...args },
        info,
      ),
    exchangeLineItems: pagesOf(exchanged, (line) => ({
      __typename: 'ExchangeLineItem',
      id: gid('ExchangeLineItem', line.id),
      quantity: line.quantity,
      lineItems: () => [context.nodes.lineItem(context, order, line)],
    })),
    refunds: pagesOf(refunds, (refund) => context.nodes.refund(context, order, refund)),
  };
}

function returnLine(context: AdminContext, order: Order, one: Return, line: Return['lines'][number]): Fields {
  return {
    __typename: 'ReturnLineItem',
    id: gid('ReturnLineItem', idOfPair(one.id, line.lineId)),
    quantity: line.quantity,
    returnReasonNote: '',
    customerNote: null,
    fulfillmentLineItem: () =>
      context.nodes.fulfillmentLine(context, order, { lineId: line.lineId, quantity: line.quantity }, one.id),
  };
}
