/**
 * A body with which each route that takes one does something for its own store. The test that tries every route with another store's ids
 * sends it, so a route without an example fails that test: give it one here. `null`: it takes no body.
 */

/** Values of a store's rows by column: `customer_id` → digits of its customers, and so on. */
export type Ids = Record<string, string[]>;

export const exampleBodies: Record<string, (ids: Ids) => unknown> = {
  'PUT /programme': () => null,
  'PUT /setup': () => ({ dismissed: true }),
  'POST /history': () => ({ action: 'start' }),
  'POST /customers/:id/adjust': () => ({ points: 1, reason: 'Because', key: crypto.randomUUID() }),
};
