import { createTRPCContext } from '@trpc/tanstack-react-query';
import type { AppRouter } from '@wiz/ipc-contract';

/** The router, typed end to end from the contracts, for components. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();
