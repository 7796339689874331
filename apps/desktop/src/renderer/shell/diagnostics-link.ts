import { loggerLink, type TRPCLink } from '@trpc/client';
import type { AppRouter } from '@wiz/ipc-contract';
import { integrationErrorOf } from '@wiz/ipc-contract/renderer';
import type { DiagnosticsLog } from './diagnostics-log.ts';

/** Tells the log of every call that fails, whoever made it. Stands before the link to main. */
export function diagnosticsLink(log: Pick<DiagnosticsLog, 'callFailed'>): TRPCLink<AppRouter> {
  return loggerLink<AppRouter>({
    enabled: (happened) => happened.direction === 'down' && happened.result instanceof Error,
    logger: (happened) => {
      if (happened.direction === 'down') log.callFailed(happened.path, integrationErrorOf(happened.result));
    },
  });
}
