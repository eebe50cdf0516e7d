import { createCustomer } from '../world/customers.ts';
import type { Customer, Shop, World } from '../world/types.ts';
import type { Buyer } from './plan-history.ts';

const countryNames: Record<string, string> = { VN: 'Vietnam', US: 'United States' };

/** Adds an invented person to the store; `announce` tells `customers/create`. */
export function addBuyer(world: World, shop: Shop, buyer: Buyer, announce = false): Customer {
  return createCustomer(world, shop, {
    email: buyer.email,
    firstName: buyer.firstName,
    lastName: buyer.lastName,
    phone: buyer.phone,
    marketing: buyer.acceptsMarketing,
    locale: shop.locale,
    state: buyer.hasAccount ? 'enabled' : 'disabled',
    defaultAddress: {
      firstName: buyer.firstName,
      lastName: buyer.lastName,
      address1: buyer.address1,
      city: buyer.city,
      province: buyer.province,
      country: countryNames[shop.country] ?? shop.country,
      countryCode: shop.country,
      zip: buyer.zip,
      phone: buyer.phone,
    },
    at: buyer.createdAt,
    announce,
  });
}
