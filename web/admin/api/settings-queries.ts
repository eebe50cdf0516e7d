/** Documents of settings that are read whole and saved whole. */
import { queryOptions } from '@tanstack/react-query';
import type { SettingsDocument } from '../../platform/settings/api-types.ts';
import type { DeliverySettings } from '../../retention/shipments/settings.ts';
import type { TrackingSettings } from '../../retention/tracking/settings.ts';
import { request } from './request.ts';

function documentAt<Settings>(path: string) {
  return {
    load: (signal?: AbortSignal) => request<SettingsDocument<Settings>>(path, signal ? { signal } : {}),
    /** 409 when somebody else has saved since `version`: nothing is overwritten. */
    save: (document: SettingsDocument<Settings>) =>
      request<SettingsDocument<Settings>>(path, { method: 'PUT', body: document }),
  };
}

export const deliveryDocument = documentAt<DeliverySettings>('/delivery/settings');
export const deliveryQuery = queryOptions({
  queryKey: ['delivery-settings'],
  queryFn: ({ signal }) => deliveryDocument.load(signal),
});

export const trackingDocument = documentAt<TrackingSettings>('/tracking/settings');
export const trackingQuery = queryOptions({
  queryKey: ['tracking-settings'],
  queryFn: ({ signal }) => trackingDocument.load(signal),
});
