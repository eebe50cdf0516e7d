import type { Order, Return } from '../../world/types.ts';
import { gid, number } from './values.ts';

/** `returns/approve`, and `returns[]` of an order. */
export function renderReturn(order: Order, back: Return): Record<string, unknown> {
  return {
    id: number(back.id),
    admin_graphql_api_id: gid('Return', back.id),
    status: back.status.toLowerCase(),
    order: { id: number(order.id), admin_graphql_api_id: gid('Order', order.id) },
    total_return_line_items: back.lines.length,
    name: back.name,
    return_line_items: back.lines.map((part) => ({
      line_item_id: number(part.lineId),
      quantity: part.quantity,
    })),
    return_shipping_fees: [],
    exchange_line_items: back.exchangeLineIds.map((id) => ({
      id: number(id),
      admin_graphql_api_id: gid('ExchangeLineItem', id),
      line_item: null,
    })),
    total_exchange_line_items: back.exchangeLineIds.length,
  };
}
