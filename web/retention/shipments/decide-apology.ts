/** Whether points are given because an order takes longer than promised. */
import type { DeliverySettings } from './settings.ts';

export interface ApologyFacts {
  settings: DeliverySettings['apology'];
  /** The order has a customer who is there. */
  hasCustomer: boolean;
  /** The programme runs, and the customer takes part in it. */
  takesPart: boolean;
  /** For this order, before. */
  given: boolean;
  /** Orders of the customer for which they were given within a year. */
  ofCustomer: number;
  /** Points of all customers within this month. */
  ofMonth: number;
}

export type NoApology = 'off' | 'given' | 'no_customer' | 'no_part' | 'customer_limit' | 'month_limit';

/** Null: they are given. */
export function whyNoApology(facts: ApologyFacts): NoApology | null {
  const { settings } = facts;
  if (!settings.on) return 'off';
  if (facts.given) return 'given';
  if (!facts.hasCustomer) return 'no_customer';
  if (!facts.takesPart) return 'no_part';
  if (facts.ofCustomer >= settings.perCustomerAYear) return 'customer_limit';
  // Never a part of them: what customers were told is what everybody gets.
  if (facts.ofMonth + settings.points > settings.perMonth) return 'month_limit';
  return null;
}
