import { QueryClient } from '@tanstack/react-query';

/**
 * The window's cache. It repeats nothing: main retries, in one layer only. It never waits for a network, for it talks to main.
 * What it holds stays true until an event says otherwise, so nothing is fetched again by itself.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
