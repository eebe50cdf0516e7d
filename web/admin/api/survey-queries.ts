/** What the page of satisfaction asks the server. */
import { queryOptions } from '@tanstack/react-query';
import type {
  DoneSurvey,
  SurveyCounts,
  SurveyFigures,
  SurveyPage,
  SurveyRow,
} from '../../retention/surveys/api-types.ts';
import { request, withParameters } from './request.ts';

export const surveysQuery = (state: string, after: string | null) =>
  queryOptions({
    queryKey: ['surveys', state, after],
    queryFn: ({ signal }) => request<SurveyPage>(withParameters('/surveys', { state, after }), { signal }),
  });

export const surveyCountsQuery = queryOptions({
  queryKey: ['surveys', 'counts'],
  queryFn: ({ signal }) => request<SurveyCounts>('/surveys/counts', { signal }),
  refetchInterval: 60_000,
});

/** Days that are not given are the server's own: the last ninety. */
export const surveyFiguresQuery = (range: Record<'from' | 'to', string | null>) =>
  queryOptions({
    queryKey: ['survey-figures', range],
    queryFn: ({ signal }) => request<SurveyFigures>(withParameters('/surveys/figures', range), { signal }),
  });

export const markSurvey = (orderId: string, done: boolean): Promise<SurveyRow> =>
  request<SurveyRow>(`/surveys/${encodeURIComponent(orderId)}/done`, {
    method: 'POST',
    body: { done } satisfies DoneSurvey,
  });
