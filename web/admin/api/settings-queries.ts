/** Documents of settings that are read whole and saved whole. */
import { queryOptions } from '@tanstack/react-query';
import type { SettingsDocument } from '../../platform/settings/api-types.ts';
import type { DeliverySettings } from '../../retention/shipments/settings.ts';
import type { TrackingSettings } from '../../retention/tracking/settings.ts';
import { request } from './request.ts';

export const deliveryQuery = queryOptions({
  queryKey: ['delivery-settings'],
  queryFn: ({ signal }) => request<SettingsDocument<DeliverySettings>>('/delivery/settings', { signal }),
});

export const saveDelivery = (document: SettingsDocument<DeliverySettings>) =>
  request<SettingsDocument<DeliverySettings>>('/delivery/settings', { method: 'PUT', body: document });

export const trackingQuery = queryOptions({
  queryKey: ['tracking-settings'],
  queryFn: ({ signal }) => request<SettingsDocument<TrackingSettings>>('/tracking/settings', { signal }),
});

export const saveTracking = (document: SettingsDocument<TrackingSettings>) =>
  request<SettingsDocument<TrackingSettings>>('/tracking/settings', { method: 'PUT', body: document });
