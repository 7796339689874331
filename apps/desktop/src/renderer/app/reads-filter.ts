import type { Query } from '@tanstack/react-query';

/**
 * Every answer that a component asked for itself, with `useQuery` over the router, from one of these operations of this
 * connection. Together with `pickerFilter` it is all that a change can make stale in the window's cache.
 */
export function readsFilter(connection: string, operations: readonly string[]): { readonly predicate: (query: Query) => boolean } {
  return {
    predicate: ({ queryKey: [path, options] }) => {
      if (!Array.isArray(path) || path.length !== 2 || !operations.includes(String(path[1]))) return false;
      const input = typeof options === 'object' && options !== null && 'input' in options ? options.input : undefined;
      return typeof input === 'object' && input !== null && 'connection' in input && input.connection === connection;
    },
  };
}
