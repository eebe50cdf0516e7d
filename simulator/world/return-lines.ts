/** Takes units of an order's lines back: what they were worth, with the share of discounts and tax that they carried. */
import { lineTotal, shareOfUnits } from './order-state.ts';
import { NotAllowed, Unknown } from './refusals.ts';
import type { Id, Minor, Order, Refund, World } from './types.ts';

export interface LineQuantity {
  id: Id;
  quantity: number;
}
type RefundLine = Refund['lines'][number];

/** Merges repeated lines and refuses units that are not there; changes nothing. */
export function checkedQuantities(order: Order, wanted: readonly LineQuantity[]): LineQuantity[] {
  const merged = new Map<Id, number>();
  for (const { id, quantity } of wanted) {
    if (!Number.isInteger(quantity) || quantity < 1) throw new NotAllowed('quantity must be 1 or more');
    merged.set(id, (merged.get(id) ?? 0) + quantity);
  }
  for (const [id, quantity] of merged) {
    const line = order.lines.find((each) => each.id === id);
    if (!line) throw new Unknown(`${order.name} has no line ${id}`);
    if (quantity > line.currentQuantity) {
      throw new NotAllowed(`${quantity} of "${line.title}" cannot be taken back, ${line.currentQuantity} are left`);
    }
  }
  return [...merged].map(([id, quantity]) => ({ id, quantity }));
}

export function takeBack(
  world: World,
  order: Order,
  quantities: readonly LineQuantity[],
  restock: RefundLine['restock'],
): RefundLine[] {
  return quantities.map(({ id, quantity }) => {
    const line = order.lines.find((each) => each.id === id);
    if (!line) throw new Unknown(`${order.name} has no line ${id}`);
    const gone = line.quantity - line.currentQuantity;
    const part: RefundLine = {
      id: world.nextId(),
      lineId: id,
      quantity,
      subtotal: shareOfUnits(lineTotal(line), line, gone, quantity),
      tax: shareOfUnits(line.tax, line, gone, quantity),
      restock,
    };
    line.currentQuantity -= quantity;
    line.fulfillableQuantity = Math.min(line.fulfillableQuantity, line.currentQuantity);
    return part;
  });
}

/** What lines are worth in money: with the tax, once. */
export function worthOf(order: Order, lines: readonly RefundLine[]): Minor {
  return lines.reduce((sum, line) => sum + line.subtotal + (order.taxesIncluded ? 0 : line.tax), 0);
}
