/** Which address shows which page. A page's script is fetched when it is first needed; its data meanwhile. */
import type { QueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { createBrowserRouter } from 'react-router';
import {
  accessLogQuery,
  balanceImportQuery,
  balanceImportsQuery,
  customerQuery,
  customerRewardsQuery,
  customersQuery,
  dataRequestQuery,
  dataRequestsQuery,
  deadLettersQuery,
  emailsQuery,
  givingBackQuery,
  historyQuery,
  homeQuery,
  pastOrdersQuery,
  programmeQuery,
  reconciliationQuery,
  referralsQuery,
  reportQuery,
  rewardsQuery,
  setupQuery,
} from './api/queries.ts';
import { deliveryQuery, trackingQuery } from './api/settings-queries.ts';
import { orderShipmentsQuery, shipmentsQuery } from './api/shipment-queries.ts';
import { surveyFiguresQuery, surveysQuery } from './api/survey-queries.ts';
import { trackingResultsQuery } from './api/tracking-queries.ts';
import { shownLanguage } from './i18n.ts';
import type { Section } from './programme/sections.ts';
import { LoadingPage } from './shell/loading-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { RouteFailed } from './shell/route-failed.tsx';
import { Shell } from './shell/shell.tsx';

/** A script of its own for each page of the programme's editor. */
const editorPages: Record<Section, () => Promise<ComponentType>> = {
  earn: async () => (await import('./programme/earn/earn-page.tsx')).EarnPage,
  ways: async () => (await import('./programme/ways/ways-page.tsx')).WaysPage,
  spend: async () => (await import('./programme/spend/spend-page.tsx')).SpendPage,
  tiers: async () => (await import('./programme/tiers/tiers-page.tsx')).TiersPage,
  referrals: async () => (await import('./programme/referrals/referrals-page.tsx')).ReferralsPage,
  rules: async () => (await import('./programme/rules/rules-page.tsx')).RulesPage,
  look: async () => (await import('./programme/look/look-page.tsx')).LookPage,
  emails: async () => (await import('./programme/emails/emails-page.tsx')).EmailsPage,
};

export function createRouter(queries: QueryClient) {
  /** Starts the requests without waiting for them: the page shows its skeleton, and its errors, itself. */
  const warm = (start: () => Promise<unknown>[]) => () => {
    void Promise.allSettled(start());
    return null;
  };
  return createBrowserRouter([
    {
      Component: Shell,
      HydrateFallback: LoadingPage,
      children: [
        {
          // The frame stays when a page fails.
          ErrorBoundary: RouteFailed,
          children: [
            {
              index: true,
              loader: warm(() => [
                queries.prefetchQuery(homeQuery),
                queries.prefetchQuery(programmeQuery),
                queries.prefetchQuery(setupQuery),
                queries.prefetchQuery(historyQuery),
              ]),
              lazy: { Component: async () => (await import('./home/home-page.tsx')).HomePage },
            },
            {
              path: 'customers',
              loader: ({ request }) => {
                const parameters = new URL(request.url).searchParams;
                return warm(() => [
                  queries.prefetchQuery(customersQuery(parameters.get('query') ?? '', parameters.get('after'))),
                  queries.prefetchQuery(programmeQuery),
                ])();
              },
              lazy: { Component: async () => (await import('./customers/customers-page.tsx')).CustomersPage },
            },
            {
              path: 'customers/import',
              loader: warm(() => [queries.prefetchQuery(balanceImportsQuery), queries.prefetchQuery(programmeQuery)]),
              lazy: { Component: async () => (await import('./balances/balances-page.tsx')).BalancesPage },
            },
            {
              path: 'customers/import/:id',
              loader: ({ params }) =>
                warm(() => [
                  queries.prefetchQuery(balanceImportQuery(params.id ?? '')),
                  queries.prefetchQuery(programmeQuery),
                ])(),
              lazy: { Component: async () => (await import('./balances/import-page.tsx')).ImportPage },
            },
            {
              path: 'rewards',
              loader: ({ request }) => {
                const parameters = new URL(request.url).searchParams;
                const [state, query] = ['state', 'query'].map((name) => parameters.get(name) ?? '');
                return warm(() => [
                  queries.prefetchQuery(rewardsQuery(state ?? '', query ?? '', parameters.get('after'))),
                  queries.prefetchQuery(givingBackQuery),
                  queries.prefetchQuery(programmeQuery),
                ])();
              },
              lazy: { Component: async () => (await import('./rewards/rewards-page.tsx')).RewardsPage },
            },
            {
              path: 'referrals',
              loader: ({ request }) => {
                const parameters = new URL(request.url).searchParams;
                return warm(() => [
                  queries.prefetchQuery(referralsQuery(parameters.get('state') ?? '', parameters.get('after'))),
                  queries.prefetchQuery(programmeQuery),
                ])();
              },
              lazy: { Component: async () => (await import('./referrals/referrals-page.tsx')).ReferralsPage },
            },
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
            {
              path: 'report',
              loader: ({ request }) => {
                const parameters = new URL(request.url).searchParams;
                return warm(() => [
                  queries.prefetchQuery(
                    reportQuery({ from: parameters.get('from'), to: parameters.get('to'), by: parameters.get('by') }),
                  ),
                ])();
              },
              lazy: { Component: async () => (await import('./report/report-page.tsx')).ReportPage },
            },
            {
              path: 'customers/:id',
              loader: ({ params }) =>
                warm(() => [
                  queries.prefetchQuery(customerQuery(params.id ?? '')),
                  queries.prefetchQuery(customerRewardsQuery(params.id ?? '')),
                  queries.prefetchQuery(programmeQuery),
                ])(),
              lazy: { Component: async () => (await import('./customers/customer-page.tsx')).CustomerPage },
            },
            {
              path: 'programme',
              loader: warm(() => [queries.prefetchQuery(programmeQuery), queries.prefetchQuery(homeQuery)]),
              lazy: { Component: async () => (await import('./programme/overview/overview-page.tsx')).OverviewPage },
            },
            ...Object.entries(editorPages).map(([section, page]) => ({
              path: `programme/${section}`,
              loader: warm(() => [queries.prefetchQuery(programmeQuery)]),
              lazy: { Component: page },
            })),
            {
              path: 'programme/past-orders',
              loader: warm(() => [
                queries.prefetchQuery(pastOrdersQuery),
                queries.prefetchQuery(programmeQuery),
                queries.prefetchQuery(historyQuery),
              ]),
              lazy: { Component: async () => (await import('./past-orders/past-orders-page.tsx')).PastOrdersPage },
            },
            {
              path: 'history',
              loader: warm(() => [
                queries.prefetchQuery(historyQuery),
                queries.prefetchQuery(reconciliationQuery),
                queries.prefetchQuery(programmeQuery),
              ]),
              lazy: { Component: async () => (await import('./history/history-page.tsx')).HistoryPage },
            },
            {
              path: 'unfinished',
              loader: warm(() => [queries.prefetchQuery(deadLettersQuery), queries.prefetchQuery(programmeQuery)]),
              lazy: { Component: async () => (await import('./unfinished/unfinished-page.tsx')).UnfinishedPage },
            },
            {
              path: 'privacy',
              loader: ({ request }) =>
                warm(() => [
                  queries.prefetchQuery(dataRequestsQuery(new URL(request.url).searchParams.get('after'))),
                  queries.prefetchQuery(programmeQuery),
                ])(),
              lazy: { Component: async () => (await import('./privacy/privacy-page.tsx')).PrivacyPage },
            },
            {
              path: 'privacy/requests/:id',
              loader: ({ params }) =>
                warm(() => [
                  queries.prefetchQuery(dataRequestQuery(params.id ?? '', shownLanguage())),
                  queries.prefetchQuery(programmeQuery),
                ])(),
              lazy: { Component: async () => (await import('./privacy/data-request-page.tsx')).DataRequestPage },
            },
            {
              path: 'privacy/access-log',
              loader: ({ request }) => {
                const parameters = new URL(request.url).searchParams;
                return warm(() => [
                  queries.prefetchQuery(accessLogQuery(parameters.get('customer') ?? '', parameters.get('after'))),
                  queries.prefetchQuery(programmeQuery),
                ])();
              },
              lazy: { Component: async () => (await import('./privacy/access-log-page.tsx')).AccessLogPage },
            },
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ]);
}
