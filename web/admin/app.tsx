import { AppProvider } from '@shopify/polaris';
import type { QueryClient } from '@tanstack/react-query';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { RouterProvider } from 'react-router/dom';
import type { createRouter } from './routes.tsx';
import { OutsideShopify } from './shell/outside-shopify.tsx';
import { PolarisLink } from './shell/polaris-link.tsx';

interface Props {
  router: ReturnType<typeof createRouter>;
  queries: QueryClient;
  polarisWords: ComponentProps<typeof AppProvider>['i18n'];
  embedded: boolean;
}

export function App({ router, queries, polarisWords, embedded }: Props) {
  return (
    <AppProvider i18n={polarisWords} linkComponent={PolarisLink}>
      {embedded ? (
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      ) : (
        <OutsideShopify />
      )}
    </AppProvider>
  );
}
