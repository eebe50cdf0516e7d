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
import { shownLanguage } from './i18n.ts';
import { parcelRoutes } from './parcel-routes.ts';
import type { Section } from './programme/sections.ts';
import { LoadingPage } from './shell/loading-page.tsx';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { RouteFailed } from './shell/route-failed.tsx';
import { Shell } from './shell/shell.tsx';
import { warm } from './shell/warm.ts';

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
            ...parcelRoutes(queries),
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
