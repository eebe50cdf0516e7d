import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCustomer } from '../world/customers.ts';
import type { Customer } from '../world/types.ts';
import { type Fixture, START, startFixture } from './admin-api.fixture.ts';

let fixture: Fixture;
let customer: Customer;
beforeEach(async () => {
  fixture = await startFixture();
  fixture.grant('write_customers');
  customer = createCustomer(fixture.simulator.world, fixture.shop, { email: 'ann@example.com', marketing: true });
});
afterEach(() => fixture.close());

const UPDATE = `mutation U($input: CustomerEmailMarketingConsentUpdateInput!) {
  customerEmailMarketingConsentUpdate(input: $input) {
    customer { defaultEmailAddress { marketingState marketingUpdatedAt } }
    userErrors { field code message }
  } }`;
const update = (marketingState: string, consentUpdatedAt: number) =>
  fixture.call(UPDATE, {
    input: {
      customerId: `gid://shopify/Customer/${customer.id}`,
      emailMarketingConsent: { marketingState, consentUpdatedAt: new Date(consentUpdatedAt).toISOString() },
    },
  });

test('consent to marketing emails is given, withdrawn and told with its date', async () => {
  const answer = await update('UNSUBSCRIBED', START);
  expect(answer).toMatchObject({
    errors: [],
    data: {
      customerEmailMarketingConsentUpdate: {
        customer: {
          defaultEmailAddress: {
            marketingState: 'UNSUBSCRIBED',
            marketingUpdatedAt: new Date(START).toISOString().replace('.000', ''),
          },
        },
        userErrors: [],
      },
    },
  });
  expect(customer.acceptsMarketing).toBe(false);
});

test('what was said later counts, and only what may be said', async () => {
  await update('UNSUBSCRIBED', START - 1_000);
  expect(customer.acceptsMarketing).toBe(true);
  for (const [state, at] of [
    ['NOT_SUBSCRIBED', START],
    ['UNSUBSCRIBED', START + 60_000],
  ] as const) {
    const { data } = await update(state, at);
    expect(data).toMatchObject({ customerEmailMarketingConsentUpdate: { userErrors: [{ code: expect.any(String) }] } });
  }
});

test('it needs an address', async () => {
  customer.email = null;
  const { data } = await update('UNSUBSCRIBED', START);
  expect(data).toMatchObject({ customerEmailMarketingConsentUpdate: { customer: null, userErrors: [{}] } });
});
