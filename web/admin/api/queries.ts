/** What the pages ask the server, each under one cache key. */
import { QueryClient, queryOptions } from '@tanstack/react-query';
import type { BalanceImportDetail, BalanceImports, StartImportRequest } from '../../loyalty/balances/api-types.ts';
import type { LiabilityReport } from '../../loyalty/liability/api-types.ts';
import type {
  AdjustAnswer,
  AdjustRequest,
  AwardPastOrdersRequest,
  CustomerDetail,
  CustomerPage,
  HomeFigures,
  PastOrders,
  PreviewPastOrdersRequest,
  SetupChange,
  SetupGuide,
} from '../../loyalty/points/api-types.ts';
import type { ProgrammeDocument } from '../../loyalty/programme/api-types.ts';
import type { ProgrammeSettings } from '../../loyalty/programme/settings.ts';
import type { DecideReferral, ReferralPage, ReferralRow } from '../../loyalty/referrals/api-types.ts';
import type { ReturnPreview, ReturnProgress, RewardKinds, RewardPage } from '../../loyalty/rewards/api-types.ts';
import type { AssignTier, TiersOverview } from '../../loyalty/tiers/api-types.ts';
import { type HistoryAction, type HistoryProgress, isReading } from '../../mirror/history/api-types.ts';
import type { Reconciliation, ReconciliationAction } from '../../mirror/reconciliation/api-types.ts';
import type { ApiKeys, ApiScope, NewApiKey } from '../../platform/api-keys/api-types.ts';
import type { DeadLetterPage, RetryAnswer, RetryRequest } from '../../platform/dead-letters/api-types.ts';
import type { EmailPreview, EmailsPage, TestAnswer, TestRequest } from '../../platform/messages/api-types.ts';
import type {
  AccessLogPage,
  DataRequestDetail,
  DataRequestPage,
  DoneRequest,
  FileFormat,
} from '../../platform/privacy/api-types.ts';
import type { TextFile } from '../../platform/kit/csv.ts';
import type { Language } from '../i18n.ts';
import { RequestFailed, request, withParameters } from './request.ts';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal stays a refusal; silence and the server's own trouble may pass.
        retry: (failures, error) =>
          failures < 2 && error instanceof RequestFailed && (error.status === 0 || error.status >= 500),
      },
    },
  });
}

export const loadProgramme = (signal?: AbortSignal): Promise<ProgrammeDocument> =>
  request<ProgrammeDocument>('/programme', signal ? { signal } : {});

export const programmeQuery = queryOptions({
  queryKey: ['programme'],
  queryFn: ({ signal }) => loadProgramme(signal),
});

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => request<HomeFigures>('/home', { signal }),
  refetchInterval: 30_000,
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => request<SetupGuide>('/setup', { signal }),
  // The steps get done elsewhere: by Shopify, by a shopper, on another page.
  refetchInterval: ({ state }) =>
    state.data && !state.data.dismissed && state.data.steps.some(({ done }) => done === false) ? 5_000 : false,
});

export const dataRequestsQuery = (after: string | null) =>
  queryOptions({
    queryKey: ['data-requests', after],
    queryFn: ({ signal }) => request<DataRequestPage>(withParameters('/data-requests', { after }), { signal }),
  });

const dataRequestPath = (id: string) => `/data-requests/${encodeURIComponent(id)}`;

export const dataRequestQuery = (id: string, locale: Language) =>
  queryOptions({
    queryKey: ['data-request', id, locale],
    queryFn: ({ signal }) => request<DataRequestDetail>(withParameters(dataRequestPath(id), { locale }), { signal }),
  });

export const accessLogQuery = (customer: string, after: string | null) =>
  queryOptions({
    queryKey: ['access-log', customer, after],
    queryFn: ({ signal }) => request<AccessLogPage>(withParameters('/access-log', { customer, after }), { signal }),
    // Looking is itself what the log tells of.
    staleTime: 0,
  });

/** How often long work is looked after while it goes on. */
const WHILE_WORKING_MS = 2_000;

export const historyQuery = queryOptions({
  queryKey: ['history'],
  queryFn: ({ signal }) => request<HistoryProgress>('/history', { signal }),
  refetchInterval: ({ state }) => (state.data && isReading(state.data) ? WHILE_WORKING_MS : 30_000),
});

export const reconciliationQuery = queryOptions({
  queryKey: ['reconciliation'],
  queryFn: ({ signal }) => request<Reconciliation>('/reconciliation', { signal }),
  refetchInterval: 5_000,
});

export const isAwarding = ({ awards }: PastOrders): boolean =>
  awards.some(({ state }) => state === 'counting' || state === 'awarding');

/** What an award opens is booked order by order, which goes on for a while after the last was opened. */
const isUnderWay = (past: PastOrders): boolean =>
  past.preview?.counted === null ||
  isAwarding(past) ||
  past.awards.some(({ state, counted, brought }) => state === 'done' && brought.points < (counted?.points ?? 0));

export const pastOrdersQuery = queryOptions({
  queryKey: ['past-orders'],
  queryFn: ({ signal }) => request<PastOrders>('/programme/award-past-orders', { signal }),
  refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? WHILE_WORKING_MS : 30_000),
});

export const deadLettersQuery = queryOptions({
  queryKey: ['dead-letters'],
  queryFn: ({ signal }) => request<DeadLetterPage>('/dead-letters', { signal }),
  refetchInterval: 10_000,
});

export const emailsQuery = queryOptions({
  queryKey: ['emails'],
  queryFn: ({ signal }) => request<EmailsPage>('/emails', { signal }),
});

/** `version` of the programme that was saved last: another one may look different. */
export const emailPreviewQuery = (kind: string, locale: Language, version: number) =>
  queryOptions({
    queryKey: ['email-preview', kind, locale, version],
    queryFn: ({ signal }) => request<EmailPreview>(withParameters('/emails/preview', { kind, locale }), { signal }),
  });

/** Parts that are not given are the server's own: the last twelve months. */
export const reportQuery = (range: Record<'from' | 'to' | 'by', string | null>) =>
  queryOptions({
    queryKey: ['report', range],
    queryFn: ({ signal }) => request<LiabilityReport>(withParameters('/report', range), { signal }),
  });

export const balanceImportsQuery = queryOptions({
  queryKey: ['balance-imports'],
  queryFn: ({ signal }) => request<BalanceImports>('/balances/imports', { signal }),
});

const balanceImportPath = (id: string) => `/balances/imports/${encodeURIComponent(id)}`;

export const balanceImportQuery = (id: string) =>
  queryOptions({
    queryKey: ['balance-import', id],
    queryFn: ({ signal }) => request<BalanceImportDetail>(balanceImportPath(id), { signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'importing' || state.data?.state === 'undoing' ? WHILE_WORKING_MS : false,
  });

export const customersQuery = (query: string, after: string | null) =>
  queryOptions({
    queryKey: ['customers', query, after],
    queryFn: ({ signal }) => request<CustomerPage>(withParameters('/customers', { query, after }), { signal }),
  });

export const rewardsQuery = (state: string, query: string, after: string | null) =>
  queryOptions({
    queryKey: ['rewards', state, query, after],
    queryFn: ({ signal }) => request<RewardPage>(withParameters('/rewards', { state, query, after }), { signal }),
  });

/** What the merchant has to allow before rewards of a kind can be made. */
export const rewardKindsQuery = queryOptions({
  queryKey: ['reward-kinds'],
  queryFn: ({ signal }) => request<RewardKinds>('/reward-kinds', { signal }),
});

/** Which rewards are given back: chosen ones, or all that are unused of one kind, or bought before a moment. */
export type ToGiveBack = { ids: string[] } | { reward: string | null; before: string | null; expired: boolean };

/** The latest time that rewards were given back; null = never. */
export const givingBackQuery = queryOptions({
  queryKey: ['rewards-return'],
  queryFn: ({ signal }) => request<ReturnProgress | null>('/rewards/return', { signal, mayBeNull: true }),
  refetchInterval: ({ state }) => (state.data && state.data.returning > 0 ? WHILE_WORKING_MS : 30_000),
});

/** What giving these back would do; nothing is done. */
export const giveBackPreviewQuery = (which: ToGiveBack) =>
  queryOptions({
    queryKey: ['rewards-return-preview', which],
    queryFn: ({ signal }) =>
      request<ReturnPreview>('/rewards/return', { method: 'POST', body: { ...which, dry: true }, signal }),
    staleTime: 0,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => request<CustomerDetail>(`/customers/${encodeURIComponent(id)}`, { signal }),
  });

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => request<ApiKeys>('/keys', { signal }),
});

export const createApiKey = (wanted: { name: string; scopes: ApiScope[] }): Promise<NewApiKey> =>
  request<NewApiKey>('/keys', { method: 'POST', body: wanted });

export const revokeApiKey = (id: string): Promise<unknown> =>
  request<unknown>(`/keys/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** `state` empty: those that wait for the merchant. */
export const referralsQuery = (state: string, after: string | null) =>
  queryOptions({
    queryKey: ['referrals', state, after],
    queryFn: ({ signal }) => request<ReferralPage>(withParameters('/referrals', { state, after }), { signal }),
  });

export const decideReferral = (id: string, decision: DecideReferral['decision']): Promise<ReferralRow> =>
  request<ReferralRow>(`/referrals/${encodeURIComponent(id)}/decide`, {
    method: 'POST',
    body: { decision } satisfies DecideReferral,
  });

export const customerRewardsQuery = (id: string) =>
  queryOptions({
    queryKey: ['rewards', 'of', id],
    queryFn: ({ signal }) => request<RewardPage>(`/customers/${encodeURIComponent(id)}/rewards`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.rewards.some((reward) => reward.state === 'pending' || reward.state === 'returning')
        ? WHILE_WORKING_MS
        : false,
  });

export const tiersQuery = queryOptions({
  queryKey: ['tiers'],
  queryFn: ({ signal }) => request<TiersOverview>('/tiers', { signal }),
  refetchInterval: ({ state }) => (state.data?.recount ? WHILE_WORKING_MS : 30_000),
});

export const assignTier = (customerId: string, assignment: AssignTier): Promise<unknown> =>
  request<unknown>(`/customers/${encodeURIComponent(customerId)}/tier`, {
    method: 'POST',
    body: assignment,
    mayBeNull: true,
  });

/** `version`: the one that was changed. When another has taken its place meanwhile the answer is 409, and nothing is saved. */
export const saveProgramme = (settings: ProgrammeSettings, version: number): Promise<ProgrammeDocument> =>
  request<ProgrammeDocument>('/programme', { method: 'PUT', body: { ...settings, version } });

export const changeSetup = (change: SetupChange): Promise<SetupGuide> =>
  request<SetupGuide>('/setup', { method: 'PUT', body: change });

export const adjustPoints = (customerId: string, adjustment: AdjustRequest): Promise<AdjustAnswer> =>
  request<AdjustAnswer>(`/customers/${encodeURIComponent(customerId)}/adjust`, { method: 'POST', body: adjustment });

export const startHistory = (): Promise<HistoryProgress> =>
  request<HistoryProgress>('/history', { method: 'POST', body: { action: 'start' } satisfies HistoryAction });

export const startComparison = (): Promise<Reconciliation> =>
  request<Reconciliation>('/reconciliation', {
    method: 'POST',
    body: { action: 'start' } satisfies ReconciliationAction,
  });

export const previewPastOrders = (wanted: PreviewPastOrdersRequest): Promise<PastOrders> =>
  request<PastOrders>('/programme/award-past-orders/preview', { method: 'POST', body: wanted });

export const awardPastOrders = (wanted: AwardPastOrdersRequest): Promise<PastOrders> =>
  request<PastOrders>('/programme/award-past-orders', { method: 'POST', body: wanted });

export const reportFile = (range: Record<'from' | 'to' | 'by', string | null>, locale: Language): Promise<TextFile> =>
  request<TextFile>(withParameters('/report/file', { ...range, locale }));

export const balancesFile = (): Promise<TextFile> => request<TextFile>('/balances/file');

export const checkBalances = (file: { name: string; text: string }): Promise<BalanceImportDetail> =>
  request<BalanceImportDetail>('/balances/imports', { method: 'POST', body: file });

export const startImport = (id: string, shown: StartImportRequest): Promise<BalanceImportDetail> =>
  request<BalanceImportDetail>(`${balanceImportPath(id)}/start`, { method: 'POST', body: shown });

export const undoImport = (id: string): Promise<BalanceImportDetail> =>
  request<BalanceImportDetail>(`${balanceImportPath(id)}/undo`, { method: 'POST', body: {} });

export const giveBackRewards = (which: ToGiveBack, key: string): Promise<ReturnProgress> =>
  request<ReturnProgress>('/rewards/return', { method: 'POST', body: { ...which, key } });

export const sendTestEmail = (wanted: TestRequest): Promise<TestAnswer> =>
  request<TestAnswer>('/emails/test', { method: 'POST', body: wanted });

export const retryDeadLetters = (which: RetryRequest): Promise<RetryAnswer> =>
  request<RetryAnswer>('/dead-letters/retry', { method: 'POST', body: which });

export const dataRequestFile = (id: string, format: FileFormat, locale: Language): Promise<TextFile> =>
  request<TextFile>(withParameters(`${dataRequestPath(id)}/file`, { format, locale }));

export const markDataRequest = (id: string, change: DoneRequest, locale: Language): Promise<DataRequestDetail> =>
  request<DataRequestDetail>(withParameters(`${dataRequestPath(id)}/done`, { locale }), {
    method: 'POST',
    body: change,
  });
