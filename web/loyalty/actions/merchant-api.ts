/** `POST /api/actions`: what a customer has done, said by the merchant's own programs with a key of theirs. docs/api.md */
import { z } from 'zod';
import { customersByEmail, findCustomer } from '../../mirror/customers/index.ts';
import { AppError, invalid, notFound } from '../../platform/kit/errors.ts';
import { type CustomerId, idDigits, type ShopId } from '../../platform/kit/ids.ts';
import type { ApiRequest, ApiResponse, ApiRoute, Services } from '../../platform/manifest.ts';
import { currentProgramme } from '../programme/index.ts';
import { answeredBefore, give, type Given } from './give.ts';
import { customOffer } from './offered.ts';

export const apiRoutes: ApiRoute[] = [{ method: 'POST', path: '/actions', scope: 'actions', handle: postAction }];

const said = z.strictObject({
  /** Shopify's id, as digits or gid, or the email address. */
  customer: z.string().trim().min(1).max(320),
  /** `review`, or the id of a custom action of the programme. */
  action: z.string().trim().min(1).max(40),
  /** The caller's own, unique for what happened. */
  key: z.string().trim().min(1).max(200),
  points: z.number().int().min(1).max(1_000_000).optional(),
});

async function postAction(services: Services, { shopId, scopes, body }: ApiRequest): Promise<ApiResponse> {
  const parsed = said.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(issue?.message ?? 'Not understood.', issue?.path.join('.') || undefined);
  }
  const { customer, action: name, key, points } = parsed.data;
  if (points !== undefined && !scopes.includes('points'))
    throw new AppError(403, 'forbidden', 'This key may not say how many points: make one that may.', {
      field: 'points',
    });
  const customerId = await customerNamed(services, shopId, customer);
  if (customerId === null) throw notFound('The store has no such customer.');
  const action = name === 'review' ? name : `custom/${name}`;
  const request = `api/${key}`;
  const before = await answeredBefore(services, shopId, { customerId, action, request, points });
  if (before) return answered(before, customerId, name);
  const { settings } = await currentProgramme(services, shopId);
  const offer = customOffer(settings, name);
  if (offer === null)
    throw new AppError(409, 'not_offered', `The programme gives nothing for "${name}" at the moment.`, {
      field: 'action',
    });
  const deed = { customerId, offer, occasion: request, request, ...(points !== undefined && { points }) };
  return answered(await give(services, shopId, settings, deed), customerId, name);
}

async function customerNamed(services: Services, shopId: ShopId, named: string): Promise<CustomerId | null> {
  const { read } = services.db;
  if (named.includes('@'))
    return (await customersByEmail(read, shopId, [named.toLowerCase()])).get(named.toLowerCase()) ?? null;
  const id = idDigits(named);
  const found = id === null ? null : await findCustomer(read, shopId, id as CustomerId);
  return found?.id ?? null;
}

/** A repetition gets the first answer again. */
function answered(given: Given, customer: CustomerId, action: string): ApiResponse {
  switch (given.outcome) {
    case 'given':
    case 'repeated':
      return { body: { customer, action, points: given.points } };
    case 'other_input':
      throw new AppError(409, 'conflict', 'This key was used for something else.', { field: 'key' });
    case 'limit':
      throw new AppError(409, 'limit_reached', 'The customer has had this as often as the programme allows for now.');
    case 'already':
      throw new AppError(409, 'conflict', 'The customer has this already.', { field: 'key' });
    case 'excluded':
      throw new AppError(409, 'excluded', 'The customer does not take part: one of their tags is excluded.');
    case 'erased':
      throw notFound('The store has no such customer.');
  }
}
