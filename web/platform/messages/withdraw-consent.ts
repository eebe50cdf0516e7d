/**
 * Somebody has unsubscribed from everything below an email that went out because Shopify calls them a subscriber: then this very consent is taken
 * back, where the store's other tools and the merchant look for it. Our own note of it holds from the first moment, whatever becomes of this.
 */
import { z } from 'zod';
import { type CustomerId, gid } from '../kit/ids.ts';
import type { JobHandler } from '../manifest.ts';
import { AdminApiError, defineOperation } from '../shopify/admin-api.ts';
import { readRecipients } from './read-recipients.ts';
import { stopsOf } from './store.ts';

/** Its key is the customer. */
export const WITHDRAW_CONSENT = 'messages.withdraw-consent';

export const updateConsent = defineOperation<{
  input: {
    customerId: string;
    emailMarketingConsent: { marketingState: 'UNSUBSCRIBED'; consentUpdatedAt: string };
  };
}>()(
  /* GraphQL */ `
    mutation WithdrawEmailConsent($input: CustomerEmailMarketingConsentUpdateInput!) {
      customerEmailMarketingConsentUpdate(input: $input) {
        userErrors {
          field
          message
        }
      }
    }
  `,
  z.object({
    customerEmailMarketingConsentUpdate: z.object({ userErrors: z.array(z.object({ message: z.string() })) }),
  }),
  { repeatable: true },
);

export const withdrawConsent: JobHandler = async (services, { shopId, key }) => {
  const customerId = key as CustomerId;
  const stoppedAt = (await stopsOf(services.db.read, shopId, [customerId])).get(customerId)?.get('all');
  // They were erased, or are somebody else now, whose own job this is.
  if (stoppedAt === undefined) return;
  const who = gid('Customer', customerId);
  const consent = (await readRecipients(services, shopId, [who])).get(who)?.consent;
  // There is none to take back, or it was given after this.
  if (consent?.state !== 'SUBSCRIBED' || (consent.updatedAt ?? 0) > stoppedAt) return;
  const { customerEmailMarketingConsentUpdate: answer } = await services.shopify.graphql(shopId, updateConsent, {
    input: {
      customerId: who,
      emailMarketingConsent: {
        marketingState: 'UNSUBSCRIBED',
        consentUpdatedAt: new Date(stoppedAt).toISOString(),
      },
    },
  });
  const [refusal] = answer.userErrors;
  if (refusal) throw new AdminApiError('refused', updateConsent.name, refusal.message);
};
