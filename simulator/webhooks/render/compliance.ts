import type { Customer, Id, Order } from '../../world/types.ts';
import { number, type Rendering } from './values.ts';

export interface PrivacyRequest {
  customer: Pick<Customer, 'id' | 'email' | 'phone'>;
  orders: Order[];
  requestId: Id;
}
export function renderDataRequest({ shop }: Rendering, request: PrivacyRequest): Record<string, unknown> {
  return {
    shop_id: number(shop.id),
    shop_domain: shop.domain,
    customer: person(request),
    orders_requested: request.orders.map(({ id }) => number(id)),
    data_request: { id: number(request.requestId) },
  };
}
export function renderCustomerRedact({ shop }: Rendering, request: PrivacyRequest): Record<string, unknown> {
  return {
    shop_id: number(shop.id),
    shop_domain: shop.domain,
    customer: person(request),
    orders_to_redact: request.orders.map(({ id }) => number(id)),
  };
}
export function renderShopRedact({ shop }: Rendering): Record<string, unknown> {
  return { shop_id: number(shop.id), shop_domain: shop.domain };
}
const person = ({ customer }: PrivacyRequest): Record<string, unknown> => ({
  id: number(customer.id),
  email: customer.email,
  phone: customer.phone,
});
