import type { Id, Ms, Order } from '../../world/types.ts';
import { number, zoned, type Rendering } from './values.ts';

export interface OrderEdit {
  id: Id;
  order: Order;
  at: Ms;
  additions: { lineId: Id; delta: number }[];
  removals: { lineId: Id; delta: number }[];
}

/** `orders/edited`: what changed, without any total; an app reads the order again. */
export function renderOrderEdit(rendering: Rendering, edit: OrderEdit): Record<string, unknown> {
  const at = zoned(edit.at, rendering.shop.timeZone);
  const parts = (list: OrderEdit['additions']): Record<string, unknown>[] =>
    list.map(({ lineId, delta }) => ({ id: number(lineId), delta }));
  return {
    order_edit: {
      id: number(edit.id),
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: false,
      order_id: number(edit.order.id),
      staff_note: '',
      user_id: null,
      line_items: { additions: parts(edit.additions), removals: parts(edit.removals) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}
