/**
 * Keeps the contract of `admin-api.ts`: waits out throttling by Shopify's own figures, tries outages again a few times, renews an access
 * that is refused once. Throttling and pauses run on wall time: Shopify's bucket refills so.
 */
import { z } from 'zod';
import type { ShopId } from '../kit/ids.ts';
import type { Log } from '../kit/log.ts';
import { errorText } from '../kit/errors.ts';
import { textWithoutNul } from '../kit/without-nul.ts';
import type { Access, AccessTokens } from './access-token.ts';
import { type AdminApi, AdminApiError, type Operation } from './admin-api.ts';
import { type BucketState, createBackgroundBudget } from './background-budget.ts';
import type { OpenBulkResult } from './bulk-result.ts';
import type { StoreFetch } from './store-fetch.ts';

/** As `[webhooks] api_version` in `shopify.app.toml`. */
export const API_VERSION = '2026-07';

const TRIES = 5;
const THROTTLED_TRIES = 10;
const TIMEOUT_MS = 20_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;

export interface AdminClientOptions {
  tokens: AccessTokens;
  storeFetch: StoreFetch;
  openBulkResult: OpenBulkResult;
  log: Log;
  pause(ms: number): Promise<void>;
  onCall?: (operation: string, outcome: Outcome['kind'], seconds: number) => void;
}

type Outcome =
  | { kind: 'answered'; data: unknown }
  | { kind: 'throttled'; waitMs: number }
  | { kind: 'unauthorized' }
  /** Not done for certain, or nobody knows. */
  | { kind: 'outage'; detail: string; maybeDone: boolean; waitMs: number | null; cause?: unknown }
  | { kind: 'refused'; detail: string };

const cost = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number().positive(),
  }),
});
const envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        message: z.string().default(''),
        extensions: z.object({ code: z.string().optional() }).loose().optional(),
      }),
    )
    .optional(),
  extensions: z
    .object({ cost: cost.optional().catch(undefined) })
    .loose()
    .optional(),
});

export function createAdminApi(options: AdminClientOptions): AdminApi {
  const { tokens, storeFetch, log, pause, onCall = () => {} } = options;
  const budget = createBackgroundBudget();

  async function send({ domain, token }: Access, body: string, learn: (bucket: BucketState) => void): Promise<Outcome> {
    let response: Response;
    let text: string;
    try {
      response = await storeFetch(domain, `/admin/api/${API_VERSION}/graphql.json`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          'x-shopify-access-token': token,
        },
        body,
        timeoutMs: TIMEOUT_MS,
      });
      text = await response.text();
    } catch (cause) {
      return { kind: 'outage', detail: errorText(cause), maybeDone: !neverSent(cause), waitMs: null, cause };
    }
    const detail = `status ${response.status}`;
    if (response.status === 401) return { kind: 'unauthorized' };
    if (response.status === 429) return { kind: 'outage', detail, maybeDone: false, waitMs: retryAfterMs(response) };
    if (response.status >= 500 || response.status === 408)
      return { kind: 'outage', detail, maybeDone: true, waitMs: null };
    if (!response.ok) return { kind: 'refused', detail };
    return readAnswer(text, learn);
  }

  async function once(shopId: ShopId, access: Access, operation: string, body: string): Promise<Outcome> {
    const started = performance.now();
    const outcome = await send(access, body, (bucket) => budget.learn(shopId, bucket));
    onCall(operation, outcome.kind, (performance.now() - started) / 1000);
    return outcome;
  }

  return {
    backgroundWaitMs: budget.waitMs,
    openBulkResult: options.openBulkResult,
    async graphql<Data, Variables extends object>(
      shopId: Parameters<AdminApi['graphql']>[0],
      operation: Operation<Data, Variables>,
      variables: Variables,
    ): Promise<Data> {
      const body = JSON.stringify({ query: operation.document, variables, operationName: operation.name });
      let access = await tokens.get(shopId);
      let renewed = false;
      let throttled = 0;
      let outages = 0;
      for (;;) {
        const outcome = await once(shopId, access, operation.name, body);
        switch (outcome.kind) {
          case 'answered': {
            const parsed = operation.data.safeParse(outcome.data);
            if (parsed.success) return parsed.data;
            throw new AdminApiError('unexpected', operation.name, 'an answer of another shape', parsed.error);
          }
          case 'unauthorized': {
            if (renewed) throw new AdminApiError('refused', operation.name, 'status 401 with a new token');
            renewed = true;
            access = await tokens.renew(shopId, access.version);
            break;
          }
          case 'throttled': {
            throttled += 1;
            if (throttled >= THROTTLED_TRIES)
              throw new AdminApiError('throttled', operation.name, 'throttled for too long');
            await pause(outcome.waitMs);
            break;
          }
          case 'outage': {
            outages += 1;
            const again = operation.repeatable || !outcome.maybeDone;
            if (!again || outages >= TRIES) {
              throw new AdminApiError('outage', operation.name, outcome.detail, outcome.cause);
            }
            log.debug({ shopId, operation: operation.name, detail: outcome.detail }, 'Asking Shopify again');
            await pause(outcome.waitMs ?? FIRST_PAUSE_MS * 2 ** (outages - 1));
            break;
          }
          case 'refused':
            throw new AdminApiError('refused', operation.name, outcome.detail);
        }
      }
    },
  };
}

function readAnswer(text: string, learn: (bucket: BucketState) => void): Outcome {
  let parsed: z.infer<typeof envelope>;
  try {
    parsed = envelope.parse(JSON.parse(text, textWithoutNul));
  } catch (cause) {
    return { kind: 'outage', detail: 'an answer that is no GraphQL', maybeDone: true, waitMs: null, cause };
  }
  const { data, errors = [], extensions } = parsed;
  if (extensions?.cost) learn(extensions.cost.throttleStatus);
  const codes = errors.map((error) => error.extensions?.code);
  if (codes.includes('THROTTLED')) return { kind: 'throttled', waitMs: throttleWaitMs(extensions?.cost) };
  if (codes.includes('INTERNAL_SERVER_ERROR') || codes.includes('TIMEOUT')) {
    return { kind: 'outage', detail: 'an internal error', maybeDone: true, waitMs: null };
  }
  const hasData = data !== null && data !== undefined;
  // Fields that the merchant's approval does not cover come as null with this error, beside the data that may be seen.
  const onlyHidden = codes.every((code) => code === 'ACCESS_DENIED');
  if (errors.length > 0 && !(hasData && onlyHidden)) {
    return {
      kind: 'refused',
      detail: errors.map((error) => error.extensions?.code ?? error.message.slice(0, 200)).join('; '),
    };
  }
  if (!hasData) return { kind: 'outage', detail: 'an answer without data', maybeDone: true, waitMs: null };
  return { kind: 'answered', data };
}

/** Until the bucket holds what the query costs. */
function throttleWaitMs(costs: z.infer<typeof cost> | undefined): number {
  if (!costs) return 1_000;
  const { currentlyAvailable, restoreRate } = costs.throttleStatus;
  const seconds = (costs.requestedQueryCost - currentlyAvailable) / restoreRate;
  return Math.min(Math.max(seconds * 1_000, 50), LONGEST_PAUSE_MS);
}

/** `Retry-After` is in seconds. */
function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? '1');
  return Math.min(Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : 1_000, LONGEST_PAUSE_MS);
}

/** Connection refused or host unknown: nothing has reached Shopify. */
function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error && 'code' in cause && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(cause.code))
  );
}
