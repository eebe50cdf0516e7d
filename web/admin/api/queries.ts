/** What the pages ask the server, each under one cache key. */
import { QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  AdjustAnswer,
  AdjustRequest,
  CustomerDetail,
  CustomerPage,
  HomeFigures,
  ProgrammeDocument,
  SetupChange,
  SetupGuide,
} from '../../loyalty/points/api-types.ts';
import type { ProgrammeSettings } from '../../loyalty/points/settings.ts';
import { RequestFailed, request } from './request.ts';

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

export const programmeQuery = queryOptions({
  queryKey: ['programme'],
  queryFn: ({ signal }) => request<ProgrammeDocument>('/programme', { signal }),
});

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => request<HomeFigures>('/home', { signal }),
  refetchInterval: 30_000,
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => request<SetupGuide>('/setup', { signal }),
});

export const customersQuery = (query: string, after: string | null) =>
  queryOptions({
    queryKey: ['customers', query, after],
    queryFn: ({ signal }) => {
      const parameters = new URLSearchParams();
      if (query) parameters.set('query', query);
      if (after) parameters.set('after', after);
      const text = parameters.toString();
      return request<CustomerPage>(text ? `/customers?${text}` : '/customers', { signal });
    },
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: ['customer', id],
    queryFn: ({ signal }) => request<CustomerDetail>(`/customers/${encodeURIComponent(id)}`, { signal }),
  });

export const saveProgramme = (settings: ProgrammeSettings): Promise<ProgrammeDocument> =>
  request<ProgrammeDocument>('/programme', { method: 'PUT', body: settings });

export const changeSetup = (change: SetupChange): Promise<SetupGuide> =>
  request<SetupGuide>('/setup', { method: 'PUT', body: change });

export const adjustPoints = (customerId: string, adjustment: AdjustRequest): Promise<AdjustAnswer> =>
  request<AdjustAnswer>(`/customers/${encodeURIComponent(customerId)}/adjust`, { method: 'POST', body: adjustment });
