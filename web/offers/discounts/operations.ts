/** What is asked of Shopify. `null` payloads come where the app may not do it. */
import { z } from 'zod';
import { payloadId, payloadTime } from '../../platform/kit/payload-fields.ts';
import { defineOperation } from '../../platform/shopify/admin-api.ts';

const userErrors = z.array(
  z.object({ field: z.array(z.string()).nullish(), message: z.string(), code: z.string().nullish() }),
);
export type UserErrors = z.infer<typeof userErrors>;

const codeNode = z.object({ id: payloadId }).nullable();
export const createBasic = defineOperation<{ input: object }>()(
  `mutation CreateCode($input: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $input) { codeDiscountNode { id } userErrors { field message code } }
  }`,
  z.object({ discountCodeBasicCreate: z.object({ codeDiscountNode: codeNode, userErrors }).nullable() }),
);
export const createFreeShipping = defineOperation<{ input: object }>()(
  `mutation CreateFreeShippingCode($input: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingCreate(freeShippingCodeDiscount: $input) {
      codeDiscountNode { id } userErrors { field message code }
    }
  }`,
  z.object({ discountCodeFreeShippingCreate: z.object({ codeDiscountNode: codeNode, userErrors }).nullable() }),
);

const USAGE =
  '__typename ... on DiscountCodeBasic { asyncUsageCount } ... on DiscountCodeFreeShipping { asyncUsageCount }';
const usage = z.object({ codeDiscount: z.object({ asyncUsageCount: z.number().int().optional() }) });

export const findCode = defineOperation<{ code: string }>()(
  'query FindCode($code: String!) { codeDiscountNodeByCode(code: $code) { id } }',
  z.object({ codeDiscountNodeByCode: codeNode }),
);
/** Of a discount with one code; how often it was used may come a little late. */
export const codeUsage = defineOperation<{ id: string }>()(
  `query CodeUsage($id: ID!) { node(id: $id) { ... on DiscountCodeNode { codeDiscount { ${USAGE} } } } }`,
  z.object({ node: usage.nullable() }),
);
export const deactivateCode = defineOperation<{ id: string }>()(
  `mutation DeactivateCode($id: ID!) {
    discountCodeDeactivate(id: $id) { codeDiscountNode { codeDiscount { ${USAGE} } } userErrors { field message code } }
  }`,
  z.object({ discountCodeDeactivate: z.object({ codeDiscountNode: usage.nullable(), userErrors }).nullable() }),
  { repeatable: true },
);

export const createGiftCard = defineOperation<{ input: object }>()(
  `mutation CreateGiftCard($input: GiftCardCreateInput!) {
    giftCardCreate(input: $input) { giftCard { id } userErrors { field message code } }
  }`,
  z.object({ giftCardCreate: z.object({ giftCard: codeNode, userErrors }).nullable() }),
);

export const giveStoreCredit = defineOperation<{ id: string; input: object }>()(
  `mutation GiveStoreCredit($id: ID!, $input: StoreCreditAccountCreditInput!) {
    storeCreditAccountCredit(id: $id, creditInput: $input) {
      storeCreditAccountTransaction { ... on StoreCreditAccountCreditTransaction { id } }
      userErrors { field message code }
    }
  }`,
  z.object({
    storeCreditAccountCredit: z.object({ storeCreditAccountTransaction: codeNode, userErrors }).nullable(),
  }),
);
/** The latest credits in the store's currency, newest first. */
export const latestCredits = defineOperation<{ id: string; account: string }>()(
  `query LatestCredits($id: ID!, $account: String!) {
    customer(id: $id) {
      storeCreditAccounts(first: 1, query: $account) {
        nodes {
          transactions(first: 50, reverse: true, query: "type:credit") {
            nodes { createdAt event amount { amount } ... on StoreCreditAccountCreditTransaction { id expiresAt } }
          }
        }
      }
    }
  }`,
  z.object({
    customer: z
      .object({
        storeCreditAccounts: z.object({
          nodes: z.array(
            z.object({
              transactions: z.object({
                nodes: z.array(
                  z.object({
                    id: payloadId.optional(),
                    createdAt: payloadTime,
                    event: z.string(),
                    amount: z.object({ amount: z.string() }),
                    expiresAt: payloadTime.nullish(),
                  }),
                ),
              }),
            }),
          ),
        }),
      })
      .nullable(),
  }),
);
