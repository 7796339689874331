import type { ReactNode } from 'react';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '@wiz/ipc-contract';
import type { AppRouterInstance } from './router.tsx';
import { ServicesContext, type Services } from './services.ts';
import { theme } from './theme.ts';
import { TRPCProvider } from './trpc.ts';

interface AppProps {
  readonly client: TRPCClient<AppRouter>;
  readonly queryClient: QueryClient;
  readonly router: AppRouterInstance;
  readonly services: Services;
  /** Of the content security policy, for the few style elements that Mantine makes. */
  readonly nonce: string;
}

export function App({ client, queryClient, router, services, nonce }: AppProps): ReactNode {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <TRPCProvider trpcClient={client} queryClient={queryClient}>
          <ServicesContext value={services}>
            <RouterProvider router={router} />
          </ServicesContext>
        </TRPCProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
