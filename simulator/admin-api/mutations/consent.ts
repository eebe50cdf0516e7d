import { updateCustomer } from '../../world/customers.ts';
import type { AdminContext, Fields } from '../context.ts';
import { customerNode } from '../fields/customers.ts';
import { findCustomer } from '../fields/visible.ts';
import { idOf } from '../gid.ts';
import { notSimulated } from '../refusals.ts';

interface ConsentInput {
  customerId: string;
  emailMarketingConsent: { marketingState: string; consentUpdatedAt?: string | null };
}

export function consentMutations(context: AdminContext): Fields {
  return {
    customerEmailMarketingConsentUpdate: ({ input }: { input: ConsentInput }) => update(context, input),
  };
}

function update(context: AdminContext, { customerId, emailMarketingConsent: wanted }: ConsentInput): Fields {
  const { world, shop } = context;
  const refuse = (field: string[], code: string, message: string) => ({
    customer: null,
    userErrors: [{ field: ['input', ...field], code, message }],
  });
  const customer = findCustomer(context, idOf('Customer', customerId));
  if (!customer) return refuse(['customerId'], 'INVALID', 'Customer not found');
  if (customer.email === null)
    return refuse(['customerId'], 'INVALID', 'An email address is required to set the consent state');
  const state = wanted.marketingState;
  const field = ['emailMarketingConsent', 'marketingState'];
  if (state === 'PENDING') throw notSimulated('A consent that waits for confirmation');
  if (state !== 'SUBSCRIBED' && state !== 'UNSUBSCRIBED')
    return refuse(field, 'INCLUSION', `Cannot specify ${state} as a marketing state input`);
  const at = wanted.consentUpdatedAt == null ? world.now() : Date.parse(wanted.consentUpdatedAt);
  if (at > world.now())
    return refuse(['emailMarketingConsent', 'consentUpdatedAt'], 'INVALID', 'Consent date must not be in the future');
  // The record with the most recent date counts.
  if (at >= (customer.marketingUpdatedAt ?? 0)) {
    updateCustomer(world, shop, customer, { acceptsMarketing: state === 'SUBSCRIBED' });
    customer.marketingUpdatedAt = at;
  }
  return { customer: () => customerNode(context, customer), userErrors: [] };
}
