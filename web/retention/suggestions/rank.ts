/** Which products to offer to whom: a decision over what was counted. */

export interface Counted {
  productId: string;
  otherId: string;
  buyers: number;
  score: number;
}

/** What goes with all of these together, best first: what goes with several of them stands before what goes with one. */
export function rankTogether(counted: readonly Counted[], without: ReadonlySet<string>): string[] {
  const scores = new Map<string, { score: number; buyers: number }>();
  for (const { otherId, score, buyers } of counted) {
    if (without.has(otherId)) continue;
    const so = scores.get(otherId) ?? { score: 0, buyers: 0 };
    scores.set(otherId, { score: so.score + score, buyers: so.buyers + buyers });
  }
  return [...scores]
    .sort(([a, x], [b, y]) => y.score - x.score || y.buyers - x.buyers || (a < b ? -1 : 1))
    .map(([id]) => id);
}
