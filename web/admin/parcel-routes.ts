/** Which address shows which page about parcels, the tracking page and what customers say of both. */
import type { QueryClient } from '@tanstack/react-query';
import type { RouteObject } from 'react-router';
import { emailsQuery, programmeQuery } from './api/queries.ts';
import { deliveryQuery, trackingQuery } from './api/settings-queries.ts';
import { orderShipmentsQuery, shipmentsQuery } from './api/shipment-queries.ts';
import { surveyFiguresQuery, surveysQuery } from './api/survey-queries.ts';
import { trackingResultsQuery } from './api/tracking-queries.ts';
import { warm } from './shell/warm.ts';

export const parcelRoutes = (queries: QueryClient): RouteObject[] => [
  {
    path: 'shipments',
    loader: ({ request }) => {
      const parameters = new URL(request.url).searchParams;
      const [state, query] = ['state', 'query'].map((name) => parameters.get(name) ?? '');
      return warm(() => [
        queries.prefetchQuery(shipmentsQuery(state || 'all', query ?? '', parameters.get('after'))),
        queries.prefetchQuery(programmeQuery),
      ])();
    },
    lazy: { Component: async () => (await import('./shipments/shipments-page.tsx')).ShipmentsPage },
  },
  {
    path: 'shipments/:id',
    loader: ({ params }) =>
      warm(() => [
        queries.prefetchQuery(orderShipmentsQuery(params.id ?? '')),
        queries.prefetchQuery(deliveryQuery),
        queries.prefetchQuery(programmeQuery),
      ])(),
    lazy: { Component: async () => (await import('./shipments/order-page.tsx')).ShipmentOrderPage },
  },
  {
    path: 'delivery',
    loader: warm(() => [
      queries.prefetchQuery(deliveryQuery),
      queries.prefetchQuery(programmeQuery),
      queries.prefetchQuery(emailsQuery),
    ]),
    lazy: { Component: async () => (await import('./delivery/delivery-page.tsx')).DeliveryPage },
  },
  {
    path: 'tracking',
    loader: warm(() => [queries.prefetchQuery(trackingQuery)]),
    lazy: { Component: async () => (await import('./tracking/tracking-page.tsx')).TrackingPage },
  },
  {
    path: 'tracking/results',
    loader: ({ request }) => {
      const parameters = new URL(request.url).searchParams;
      const range = { from: parameters.get('from'), to: parameters.get('to') };
      return warm(() => [queries.prefetchQuery(trackingResultsQuery(range))])();
    },
    lazy: { Component: async () => (await import('./tracking/results-page.tsx')).ResultsPage },
  },
  {
    path: 'satisfaction',
    loader: ({ request }) => {
      const parameters = new URL(request.url).searchParams;
      return warm(() => [
        queries.prefetchQuery(surveysQuery(parameters.get('state') || 'open', parameters.get('after'))),
        queries.prefetchQuery(surveyFiguresQuery({ from: null, to: null })),
        queries.prefetchQuery(programmeQuery),
      ])();
    },
    lazy: { Component: async () => (await import('./satisfaction/satisfaction-page.tsx')).SatisfactionPage },
  },
];
