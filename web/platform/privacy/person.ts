/** Whom a compliance webhook is about. */
import { z } from 'zod';
import type { Reader } from '../../../db/open.ts';
import { type CustomerId, idDigits, type ShopId } from '../kit/ids.ts';
import type { Person } from '../manifest.ts';

export interface FindsPeople {
  /** By the id, or for somebody without one by the address; whoever was merged into them is the same person. */
  findPerson(
    handle: Reader,
    shopId: ShopId,
    asked: { id: CustomerId | null; email: string | null },
  ): Promise<Pick<Person, 'customerIds' | 'emails' | 'names'>>;
  ordersOf(handle: Reader, shopId: ShopId, customerIds: readonly CustomerId[]): Promise<string[]>;
}

const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || null);
const ids = z
  .array(z.unknown())
  .nullish()
  .transform((list) => (list ?? []).flatMap((id) => idDigits(String(id)) ?? []));

/** `customers/data_request` and `customers/redact`: id, email and phone may each be missing. */
export const personalRequest = z
  .object({
    customer: z.object({ id: z.unknown(), email: text, phone: text }).nullish(),
    orders_requested: ids,
    orders_to_redact: ids,
    data_request: z.object({ id: text }).nullish(),
  })
  .transform(({ customer, orders_requested, orders_to_redact, data_request }) => ({
    id: idDigits(customer?.id === undefined || customer.id === null ? null : String(customer.id)) as CustomerId | null,
    email: customer?.email?.toLowerCase() ?? null,
    phone: customer?.phone ?? null,
    orders: [...new Set([...orders_requested, ...orders_to_redact])],
    requestId: data_request?.id ?? null,
  }));
export type PersonalRequest = Pick<z.infer<typeof personalRequest>, 'id' | 'email' | 'phone' | 'orders'>;

export async function findPerson(
  handle: Reader,
  shopId: ShopId,
  find: FindsPeople,
  { id, email, phone, orders }: PersonalRequest,
): Promise<Person> {
  const found = await find.findPerson(handle, shopId, { id, email });
  const own = await find.ordersOf(handle, shopId, found.customerIds);
  return {
    customerIds: found.customerIds,
    orderIds: [...new Set([...orders, ...own])],
    emails: [...new Set([...(email === null ? [] : [email]), ...found.emails])],
    phones: phone === null ? [] : [phone],
    names: found.names,
  };
}
