/** What the pages of parcels ask the server. */
import { queryOptions } from '@tanstack/react-query';
import type { GiveApology, OrderShipments, ShipmentCounts, ShipmentPage } from '../../retention/shipments/api-types.ts';
import { request, withParameters } from './request.ts';

export const shipmentsQuery = (state: string, query: string, after: string | null) =>
  queryOptions({
    queryKey: ['shipments', state, query, after],
    queryFn: ({ signal }) => request<ShipmentPage>(withParameters('/shipments', { state, query, after }), { signal }),
  });

export const shipmentCountsQuery = queryOptions({
  queryKey: ['shipments', 'counts'],
  queryFn: ({ signal }) => request<ShipmentCounts>('/shipments/counts', { signal }),
  refetchInterval: 60_000,
});

const orderPath = (orderId: string) => `/shipments/${encodeURIComponent(orderId)}`;

export const orderShipmentsQuery = (orderId: string) =>
  queryOptions({
    queryKey: ['shipments', 'of', orderId],
    queryFn: ({ signal }) => request<OrderShipments>(orderPath(orderId), { signal }),
  });

export const giveApology = (orderId: string): Promise<OrderShipments> =>
  request<OrderShipments>(`${orderPath(orderId)}/apology`, { method: 'POST', body: {} satisfies GiveApology });
