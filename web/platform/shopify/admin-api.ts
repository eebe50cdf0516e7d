/** The contract of the only way to Shopify's Admin GraphQL API; `admin-client.ts` keeps it. */
import type { z } from 'zod';
import { AppError } from '../kit/errors.ts';
import type { ShopId } from '../kit/ids.ts';
import type { OpenBulkResult } from './bulk-result.ts';

/** A GraphQL document and the shape of its answer, which is checked when it comes. Every one is validated against Shopify's schema in the tests. */
export interface Operation<Data, Variables extends object> {
  /** The operation's name in the document; appears in logs and metrics. */
  readonly name: string;
  readonly document: string;
  readonly data: z.ZodType<Data>;
  /** Doing it twice has the effect of doing it once, so it is sent again when the answer was lost. Queries always are. */
  readonly repeatable: boolean;
  /** Never set: it only ties the type of the variables to the operation. */
  readonly variables?: Variables;
}

/** `defineOperation<{ id: string }>()('query CustomerTags($id: ID!) { … }', z.object({ … }))` */
export const defineOperation =
  <Variables extends object = Record<string, never>>() =>
  <Data>(
    document: string,
    data: z.ZodType<Data>,
    options: { repeatable?: boolean } = {},
  ): Operation<Data, Variables> => {
    const [, kind, name] = /\b(query|mutation)\s+(\w+)/.exec(document) ?? [];
    if (name === undefined) throw new Error('An operation needs a name');
    return { name, document, data, repeatable: options.repeatable ?? kind === 'query' };
  };

export interface AdminApi {
  /**
   * Runs one operation as the store's offline token. Waits out throttling, retries what is safe to retry a few times.
   * Throws `ShopUnavailable` when the store has no usable access and `AdminApiError` when Shopify did not do it.
   * User errors (`userErrors` of a mutation) are data: the caller decides.
   */
  graphql<Data, Variables extends object>(
    shopId: ShopId,
    operation: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<Data>;
  /**
   * Wall ms until work that may take its time should call for this store; 0 = now. Half of Shopify's budget stays free for what somebody
   * waits for.
   */
  backgroundWaitMs(shopId: ShopId): number;
  /** The file that a bulk operation has written, at the address that Shopify named. */
  openBulkResult: OpenBulkResult;
}

export class AdminApiError extends AppError {
  /** `outage`: no usable answer after all tries. `throttled`: still throttled after waiting. `refused`: Shopify understood and said no. */
  readonly reason: 'outage' | 'throttled' | 'refused' | 'unexpected';
  readonly operation: string;

  constructor(reason: AdminApiError['reason'], operation: string, detail: string, cause?: unknown) {
    super(
      502,
      'shopify_unavailable',
      `Shopify did not answer ${operation} as expected (${detail}). Try again in a minute.`,
      { cause },
    );
    this.reason = reason;
    this.operation = operation;
  }
}
