/** What the pages about the tracking page ask the server. */
import { queryOptions } from '@tanstack/react-query';
import type { TrackingResults } from '../../offers/attribution/api-types.ts';
import type { StaffLink, TrackingPreview, TrackingPreviewRequest } from '../../retention/tracking/api-types.ts';
import { request, withParameters } from './request.ts';

export const trackingPreviewQuery = (wanted: TrackingPreviewRequest) =>
  queryOptions({
    queryKey: ['tracking-preview', wanted],
    queryFn: ({ signal }) => request<TrackingPreview>('/tracking/preview', { method: 'POST', body: wanted, signal }),
  });

/** Days that are not given are the server's own: the last thirty. */
export const trackingResultsQuery = (range: Record<'from' | 'to', string | null>) =>
  queryOptions({
    queryKey: ['tracking-results', range],
    queryFn: ({ signal }) => request<TrackingResults>(withParameters('/tracking/results', range), { signal }),
  });

/** A link that holds a mark of the store's own people: asked for when it is wanted, and not kept. */
export const staffLink = (): Promise<StaffLink> => request<StaffLink>('/tracking/staff-link');
