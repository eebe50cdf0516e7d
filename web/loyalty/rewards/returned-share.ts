/**
 * How many of a reward's points should have come back from the order that it was used on (rules J and M): as large a part as was given back
 * of what the reward took off. Cumulative, from the order's present state alone.
 */
import { bringsNothing, type OrderState, typedPart, unitsLeft } from '../points/index.ts';

export interface UsedReward {
  points: number;
  /** What it took off each whole line, minor units; empty = the shipping. */
  lines: readonly { lineId: string; amount: number }[];
}

export function pointsToReturn(order: OrderState, reward: UsedReward): number {
  if (bringsNothing(order)) return reward.points;
  const onLines = reward.lines.reduce((sum, { amount }) => sum + amount, 0);
  if (onLines > 0) return part(reward.points, keptShare(order, reward.lines));
  // Shipping that was paid with points was used once the parcel left: it comes back with the last of the goods, not with a part of them.
  const goods = order.lines
    .filter(({ tip }) => !tip)
    .map(({ id, unitPrice, quantity, discount }) => ({ lineId: id, amount: unitPrice * quantity - discount }));
  return keptShare(order, goods).kept === 0n ? reward.points : 0;
}

/** Of what stands on these lines, what the customer still has; a refund that was typed takes its share of it. */
function keptShare(order: OrderState, lines: UsedReward['lines']): { kept: bigint; of: bigint } {
  const left = unitsLeft(order);
  const quantities = new Map(order.lines.map(({ id, quantity }) => [id, quantity]));
  let kept = { n: 0n, d: 1n };
  let whole = 0n;
  for (const { lineId, amount } of lines) {
    whole += BigInt(amount);
    // A line that the order does not tell any more was removed.
    const quantity = BigInt(quantities.get(lineId) ?? 0);
    if (quantity > 0n)
      kept = {
        n: kept.n * quantity + BigInt(amount) * BigInt(left.get(lineId) ?? 0) * kept.d,
        d: kept.d * quantity,
      };
  }
  const typed = typedPart(order);
  const of = BigInt(typed?.of ?? 1);
  // kept − whole × typed, over one denominator.
  const remaining = kept.n * of - whole * BigInt(typed?.amount ?? 0) * kept.d;
  return { kept: remaining < 0n ? 0n : remaining, of: whole * of * kept.d };
}

/** The points of what is not kept, rounded down, so that parts add up to the whole. */
function part(points: number, { kept, of }: { kept: bigint; of: bigint }): number {
  return of === 0n ? points : Number((BigInt(points) * (of - kept)) / of);
}
