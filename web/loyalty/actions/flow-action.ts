/** Shopify Flow's action "Give points": `extensions/flow-give-points`. A repetition of a run gets the same answer and gives nothing. */
import { z } from 'zod';
import { wholeNumber } from '../../platform/kit/whole-number.ts';
import { findCustomer, readCustomer } from '../../mirror/customers/index.ts';
import { AppError, invalid, notFound } from '../../platform/kit/errors.ts';
import { type CustomerId, idDigits } from '../../platform/kit/ids.ts';
import type { FlowAction } from '../../platform/manifest.ts';
import { currentProgramme } from '../programme/index.ts';
import { give } from './give.ts';

/** Flow writes what merchants type as text, and ids as digits or gids. */
const properties = z.object({
  customer_id: z.union([z.string(), z.number()]).transform((id) => idDigits(String(id))),
  points: wholeNumber.pipe(z.number().min(1).max(1_000_000)),
});

export const givePoints: FlowAction = async (services, { shopId, runId, properties: given }) => {
  const parsed = properties.safeParse(given);
  if (!parsed.success || parsed.data.customer_id === null)
    throw invalid('Give points needs a customer and a whole number of points from 1 to 1,000,000.');
  const customerId = parsed.data.customer_id as CustomerId;
  const known =
    (await findCustomer(services.db.read, shopId, customerId)) ?? (await readCustomer(services, shopId, customerId));
  if (!known) throw notFound('The store has no such customer.');
  const { settings } = await currentProgramme(services, shopId);
  // Flow says that it failed, and may try again once the programme is on.
  if (settings.status !== 'on') throw new AppError(409, 'not_offered', 'The programme is not on.');
  const request = `flow/${runId}`;
  const { points } = parsed.data;
  const offer = { action: 'flow', source: 'custom', points, limit: null } as const;
  const { outcome } = await give(services, shopId, settings, { customerId, offer, occasion: request, request, points });
  // Whoever is left out stays so however often Flow tries: nothing is to be repeated.
  if (outcome === 'other_input') throw new AppError(409, 'conflict', 'This run was used for something else.');
  return { outcome };
};
